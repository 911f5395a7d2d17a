/** What a page in our window may do. Pure, so that every branch is tested without Electron, which allows all by default. */

/** Electron's names of what a console needs: voice, and a notice when a call is offered. */
const ALLOWED_PERMISSIONS = new Set(["media", "notifications", "speaker-selection"]);

export interface PermissionQuestion {
  readonly permission: string;
  /** URL or origin of the page that asks; empty or opaque when unknown. */
  readonly askedBy: string;
  readonly isMainFrame: boolean;
  /** For `media`: what is wanted; Electron leaves it out in some checks. */
  readonly mediaTypes: readonly string[];
}

/** Same for requests and for checks: a page that may ask may also know. */
export function mayHavePermission(server: URL, question: PermissionQuestion): boolean {
  if (!isOfServer(server, question.askedBy)) return false;
  if (!question.isMainFrame || !ALLOWED_PERMISSIONS.has(question.permission)) return false;
  // A contact centre talks; nobody is filmed.
  return question.mediaTypes.every((type) => type === "audio");
}

/** The window stays with its server. */
export function mayNavigate(server: URL, target: string): boolean {
  return isOfServer(server, target);
}

/**
 * `window`: a page of the server (wallboard, web phone) gets a window of its own under the same rules. `refuse`: anything
 * else; the shell opens no foreign page, neither inside nor in a browser, as customers' notes may hold any link.
 */
export function decideNewWindow(server: URL, target: string): "window" | "refuse" {
  return isOfServer(server, target) ? "window" : "refuse";
}

export function isOfServer(server: URL, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin } = new URL(address);
  // Opaque origins (data:, file:, sandboxed frames) all read "null".
  return origin !== "null" && origin === server.origin;
}
