import type { Server as NodeHttpServer } from "node:http";
import type { UserId } from "../../../shared/domain/ids.ts";
import type { Clock, WithTimeout } from "../../ports/clock.ts";
import type { ConsoleApp } from "../../ports/console-app.ts";
import type { Journal } from "../../ports/journal.ts";
import type { LogSink } from "../../ports/log-sink.ts";
import type { RecordKeeping } from "../../ports/record-keeping.ts";
import type { Sessions } from "../../ports/sessions.ts";

/** What the socket adapter is made of. */
export interface SocketDeps {
  /** The HTTP adapter's server; attach before it listens. */
  readonly server: NodeHttpServer;
  readonly sessions: Sessions;
  readonly app: ConsoleApp;
  readonly journal: Journal;
  readonly records: RecordKeeping;
  readonly clock: Clock;
  readonly withTimeout: WithTimeout;
  readonly log: LogSink;
  /**
   * A person signed out or was disabled and has no console left: their agent is off duty. Not called when only another of
   * their sessions ended, e.g. a supervisor closed the wallboard: that must not hang up the call on their console.
   */
  readonly onOffDuty?: (userId: UserId, because: "signed-out" | "disabled") => void;
  readonly settings: {
    /** Development and tests: a push that is not what shared/wire says throws; in production it is sent and logged. */
    readonly strictPushes: boolean;
    /** The centre's, for consoles (`hello`). */
    readonly timeZone: string;
    /** Of the built pages, for pages that were left open over an update (`hello`). */
    readonly entryScripts: readonly string[];
  };
}
