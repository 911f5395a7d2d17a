import { flushSync } from "react-dom";
import type { Notice } from "../../../shared/wire/notice-schema.ts";
import type { Session } from "../../../shared/wire/http.ts";
import { afterPaint } from "./after-paint.ts";
import { ConsoleClient } from "./console-client.ts";
import { HttpClient } from "./http-client.ts";
import { readablePace } from "./readable-pace.ts";
import { ServerClock } from "./server-clock.ts";
import { SocketIoPort } from "./socket-io-port.ts";
import type { SocketPort } from "./socket-port.ts";

/** Everything a signed-in page talks to the server with. */
export interface Connection {
  readonly session: Session;
  readonly http: HttpClient;
  readonly client: ConsoleClient;
  readonly clock: ServerClock;
}

interface ConnectionOptions {
  readonly session: Session;
  readonly kind: "console" | "wallboard";
  readonly onSessionOver: () => void;
  readonly onNotice: (notice: Notice) => void;
  readonly onBadPush: (event: string) => void;
  /** Instead of socket.io and fetch: tests and the preview. */
  readonly port?: SocketPort;
  readonly fetch?: typeof fetch;
}

export function createConnection(options: ConnectionOptions): Connection {
  const { session, kind } = options;
  const baseUrl = pageFolder();
  const clock = new ServerClock(Date.now);
  const port = options.port ?? new SocketIoPort({ baseUrl, token: () => session.token, clientKind: kind });
  const http = new HttpClient({
    baseUrl,
    token: () => session.token,
    onSessionOver: options.onSessionOver,
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
  const client = new ConsoleClient({
    port,
    clock,
    kind,
    localNow: Date.now,
    newId: () => crypto.randomUUID(),
    renderNow: flushSync,
    afterPaint,
    boardPace: readablePace(),
    onNotice: options.onNotice,
    onBadPush: options.onBadPush,
    mark: markOffer,
  });
  return { session, http, client, clock };
}

/** The browser keeps every mark as long as the page lives, and a page lives for a shift: two an offer, the last hundreds. */
const MARKS_MAX = 400;
let marks = 0;

function markOffer(name: "offer-received" | "offer-painted", offerId: string): void {
  marks += 1;
  if (marks > MARKS_MAX) {
    performance.clearMarks("offer-received");
    performance.clearMarks("offer-painted");
    marks = 1;
  }
  performance.mark(name, { detail: offerId });
}

/** The folder the page was served from: requests go to the same place, also behind a proxy's sub-path. */
export function pageFolder(): string {
  return new URL(".", document.baseURI).href;
}
