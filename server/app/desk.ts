import type { NotReadyReason } from "../../shared/domain/agent.ts";
import type { DurationMs, EpochMs } from "../../shared/domain/time.ts";
import type { User } from "../../shared/domain/user.ts";
import type { ConsoleConnection } from "../ports/console-app.ts";

/** Where a signed-in agent works: page, phone, microphone, and what is to become of them. */
export interface Desk {
  readonly user: User;
  connection: ConsoleConnection | null;
  phoneRegistered: boolean;
  microphoneReady: boolean;
  /**
   * Set when an unexpected loss took a ready agent out, or will when their contact is over; cleared by anything the agent
   * does. `until` is null as long as that contact goes on: the window begins when its wrap-up is done. `keepsTurn`: they waited for a
   * call, and go on waiting where they were.
   */
  resume: { readonly windowMs: DurationMs; readonly until: EpochMs | null; readonly keepsTurn: boolean } | null;
  /** Chosen before a restart of the server, not yet given back. */
  givenBack: { readonly reason: NotReadyReason; readonly since: EpochMs | null } | null;
  /** Of the last thing that was wanted here and is not to be undone by a Ready for which the exchange is still being asked. */
  wish: number;
}

export function newDesk(user: User, differs: Pick<Desk, "resume" | "givenBack">): Desk {
  return { user, connection: null, phoneRegistered: false, microphoneReady: false, wish: 0, ...differs };
}
