/** What a page in our window may do. Pure, so that every branch is tested without Electron, which allows all by default. */

/**
 * Electron's names of what a console needs: voice, a notice when a call is offered, and the exchange's address, which as a rule
 * is a private one (Chromium's Local Network Access asks for it; what may be reached is the content security policy's matter).
 */
const ALLOWED_PERMISSIONS = new Set([
  "media",
  "notifications",
  "speaker-selection",
  "local-network",
  "local-network-access",
  "loopback-network",
]);

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

/**
 * What our pages may fetch at all. Everything of the server; WebSockets of any host, because the exchange has its own address
 * (the content security policy names it); data and blobs made by the page itself. No files, no other sites.
 */
export function mayRequest(server: URL, target: string, resourceType: string): boolean {
  if (isOfServer(server, target)) return true;
  if (!URL.canParse(target)) return false;
  const { protocol } = new URL(target);
  if (protocol === "ws:" || protocol === "wss:") return resourceType === "webSocket";
  if (protocol === "blob:") return isOfServer(server, target.slice("blob:".length));
  // The developer tools' own pages; absent from an installed console.
  if (protocol === "devtools:") return true;
  return protocol === "data:" && resourceType !== "mainFrame" && resourceType !== "subFrame";
}

export function isOfServer(server: URL, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin } = new URL(address);
  // Opaque origins (data:, file:, sandboxed frames) all read "null".
  return origin !== "null" && origin === server.origin;
}
