import type { Page } from "playwright-core";

export interface WatchedCalls {
  /** Milliseconds on the page's own clock at which an INVITE came in over the SIP socket. */
  readonly invitedAt: readonly number[];
  /** When an offer's customer was painted, by the mark the console sets before it acknowledges. */
  readonly paintedAt: readonly number[];
  readonly receivedAt: readonly number[];
}

/** Runs in the page before anything else: notes when the phone is told to ring. */
export function watchCalls(): void {
  const invitedAt: number[] = [];
  Object.assign(globalThis, { cordboardInvites: invitedAt });
  const Plain = globalThis.WebSocket;
  globalThis.WebSocket = class extends Plain {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        if (typeof data === "string" && data.startsWith("INVITE ")) invitedAt.push(performance.now());
      });
    }
  };
}

/** No function inside: tsx would wrap it into a helper that the page does not have. */
export function watchedCalls(page: Page): Promise<WatchedCalls> {
  return page.evaluate(() => {
    const invites: unknown = Reflect.get(globalThis, "cordboardInvites");
    return {
      invitedAt: Array.isArray(invites) ? invites.map(Number) : [],
      paintedAt: performance.getEntriesByName("offer-painted", "mark").map((mark) => mark.startTime),
      receivedAt: performance.getEntriesByName("offer-received", "mark").map((mark) => mark.startTime),
    };
  });
}
