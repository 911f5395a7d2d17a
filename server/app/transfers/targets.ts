import type { AgentStatus, NotReadyReason } from "../../../shared/domain/agent.ts";
import type { QueueId, UserId } from "../../../shared/domain/ids.ts";
import type { User } from "../../../shared/domain/user.ts";
import type { PassedOn, TransferTarget } from "../../../shared/domain/transfer.ts";
import type { TransferTargets } from "../../../shared/wire/transfer-schemas.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Centre } from "../centre.ts";

const AGENTS_MAX = 500;
const QUEUES_MAX = 200;
const SKILLS_MAX = 50;
/** A break is a break; who is not ready for any other reason may be asked. */
const LEFT_ALONE: readonly NotReadyReason[] = ["break", "lunch"];

/** A target that exists and may be used by this person. `number` is E.164. */
export interface ResolvedTarget {
  readonly target: TransferTarget;
  readonly passedOn: PassedOn;
}

/** Whom customers can be given to, and who of them can be reached now. */
export class TransferTargetList {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** Throws `CommandError`: `target-unavailable`, `not-found`, `bad-number`, `dial-forbidden`, `rate-limited`. */
  resolve(user: User, target: TransferTarget, purpose: "consult" | "transfer"): ResolvedTarget {
    const { agents, queues, dialPolicy } = this.#centre;
    switch (target.kind) {
      case "agent":
        if (target.agentId === user.userId || !this.canBeRung(target.agentId))
          throw new CommandError("target-unavailable");
        return { target, passedOn: { kind: "agent", name: agents.displayName(target.agentId) } };
      case "queue":
        if (!queues.has(target.queueId)) throw new CommandError("not-found");
        return { target, passedOn: { kind: "queue", name: target.queueId } };
      case "skill": {
        if (!queues.has(target.queueId)) throw new CommandError("not-found");
        // Nobody signed in can ever serve it: the customer would wait for nothing.
        if (
          !this.#signedInMembers(target.queueId).some(({ agentId }) => this.#level(agentId, target) >= target.minLevel)
        )
          throw new CommandError("target-unavailable");
        return { target, passedOn: { kind: "skill", name: target.skill } };
      }
      case "number": {
        const number = dialPolicy.permit(user, target.number, purpose);
        return { target: { kind: "number", number }, passedOn: { kind: "number", name: number } };
      }
    }
  }

  canBeRung(agentId: UserId): boolean {
    const { router, agents, monitors } = this.#centre;
    const status = router.status(agentId);
    if (!status || !agents.canTalk(agentId) || monitors.of(agentId)) return false;
    if (status.state === "not-ready") return status.reason === null || !LEFT_ALONE.includes(status.reason);
    return status.state === "ready";
  }

  list(user: User): TransferTargets {
    const { router, agents, queues, dialPolicy } = this.#centre;
    const signedIn = router
      .statuses()
      .filter(({ state, agentId }) => state !== "signed-out" && agentId !== user.userId);
    return {
      agents: signedIn.slice(0, AGENTS_MAX).map(({ agentId, state, reason }) => ({
        agentId,
        name: agents.displayName(agentId),
        state,
        reason,
        canBeRung: this.canBeRung(agentId),
      })),
      queues: [...queues.values()].slice(0, QUEUES_MAX).map(({ queueId, names }) => {
        const { waiting, longestWaitSince } = router.queueSummary(queueId);
        return {
          queueId,
          names: { ...names },
          waiting,
          longestWaitSince,
          readyAgents: this.#signedInMembers(queueId).filter(({ state }) => state === "ready").length,
          skills: this.#skillsOf(queueId),
        };
      }),
      mayDial: dialPolicy.mayDial(user),
    };
  }

  #skillsOf(queueId: QueueId): TransferTargets["queues"][number]["skills"] {
    const skills = new Map<string, { levelMax: number; readyAgents: number }>();
    for (const { agentId, state } of this.#signedInMembers(queueId)) {
      for (const [skill, level] of Object.entries(this.#centre.agents.config(agentId)?.skills ?? {})) {
        const known = skills.get(skill) ?? { levelMax: 0, readyAgents: 0 };
        known.levelMax = Math.max(known.levelMax, level);
        if (state === "ready") known.readyAgents += 1;
        skills.set(skill, known);
      }
    }
    return [...skills]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, SKILLS_MAX)
      .map(([skill, rest]) => ({ skill, ...rest }));
  }

  #signedInMembers(queueId: QueueId): readonly AgentStatus[] {
    const { router, agents } = this.#centre;
    return router
      .statuses()
      .filter(
        ({ agentId, state }) =>
          state !== "signed-out" && agents.config(agentId)?.memberships.some((seat) => seat.queueId === queueId),
      );
  }

  #level(agentId: UserId, { skill }: { readonly skill: string }): number {
    return this.#centre.agents.config(agentId)?.skills[skill] ?? 0;
  }
}
