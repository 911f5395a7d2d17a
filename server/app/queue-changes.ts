import type { QueueId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import { roleAtLeast, type User } from "../../shared/domain/user.ts";
import type { AgentDesk } from "./agent-desk.ts";
import type { AgentViews } from "./agent-views.ts";
import type { Centre } from "./centre.ts";

export interface QueueChangesDeps extends Pick<Centre, "clock"> {
  readonly agents: Pick<AgentDesk, "config" | "signedIn">;
  readonly views: Pick<AgentViews, "push">;
}

/**
 * When something that is kept for a queue last changed, for those who may see it: a console that is told another moment asks
 * for the list again. It grows with each change, two in one moment are two, and after a restart it is another one than before.
 */
export class QueueChanges {
  readonly #centre: QueueChangesDeps;
  readonly #changedAt = new Map<QueueId, EpochMs>();
  /** Of what belongs to every queue. */
  #allChangedAt: EpochMs;
  #lastChangeAt: EpochMs;

  constructor(centre: QueueChangesDeps) {
    this.#centre = centre;
    this.#allChangedAt = centre.clock.now();
    this.#lastChangeAt = this.#allChangedAt;
  }

  /** Which this person may see; null: all. */
  queuesOf(user: User): readonly QueueId[] | null {
    if (roleAtLeast(user.role, "supervisor")) return null;
    return (this.#centre.agents.config(user.userId)?.memberships ?? []).map(({ queueId }) => queueId);
  }

  /** Of any queue this person may see. */
  changedAtFor(user: User): EpochMs {
    const queues = this.queuesOf(user);
    if (queues === null) return this.#lastChangeAt;
    let changedAt = this.#allChangedAt;
    for (const queueId of queues) changedAt = Math.max(changedAt, this.#changedAt.get(queueId) ?? 0);
    return changedAt;
  }

  /** Told to those who may see this queue. */
  changed(queueId: QueueId): void {
    const { agents, views } = this.#centre;
    this.#changedAt.set(queueId, this.#now());
    for (const user of agents.signedIn()) if (this.queuesOf(user)?.includes(queueId) ?? true) views.push(user.userId);
  }

  /** Told to everybody: queues, hours or memberships are not what they were. */
  allChanged(): void {
    const { agents, views } = this.#centre;
    this.#allChangedAt = this.#now();
    for (const { userId } of agents.signedIn()) views.push(userId);
  }

  #now(): EpochMs {
    this.#lastChangeAt = Math.max(this.#centre.clock.now(), this.#lastChangeAt + 1);
    return this.#lastChangeAt;
  }
}
