import type { NotReadyReason } from "../../shared/domain/agent.ts";
import type { UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";

/** What an agent wants to be when no call is on: what a restart of the server gives back to them. */
export interface ChosenState {
  readonly agentId: UserId;
  /** null: ready. Never a reason that nobody chose (a lost console or phone). */
  readonly reason: NotReadyReason | null;
  /** When it began (being ready: when it was chosen, whatever calls there were since); null: not ready only after the call that is on. */
  readonly since: EpochMs | null;
  /** Since when their console or phone has been missing; null: both are there. */
  readonly lostAt: EpochMs | null;
}

export interface ChosenStateStore {
  all(): readonly ChosenState[];
  /** When a server was last seen alive with this data; null: never. */
  aliveAt(): EpochMs | null;
  setAlive(at: EpochMs): void;
  save(state: ChosenState): void;
  remove(agentId: UserId): void;
}
