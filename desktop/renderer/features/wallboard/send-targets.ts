import type { AgentStatus } from "../../../../shared/domain/agent.ts";
import type { QueueId } from "../../../../shared/domain/ids.ts";
import type { Wallboard } from "../../../../shared/wire/wallboard-schemas.ts";
import { nameIn } from "../../i18n/name-in.ts";
import { orderAgents } from "./board-figures.ts";

/** Another queue, as its row of the board says it. */
export interface QueueTarget {
  readonly queueId: QueueId;
  readonly name: string;
  readonly ready: number;
  readonly signedIn: number;
}

export interface AgentTarget {
  readonly name: string;
  readonly status: Pick<AgentStatus, "agentId" | "state" | "reason" | "pendingNotReady">;
}

export interface SendTargets {
  /** Besides the one whose line is shown. */
  readonly queues: readonly QueueTarget[];
  /** Of the queue whose line is shown. */
  readonly agents: readonly AgentTarget[];
}

/** Where a caller of this queue can be sent: to its agents, by name, and to the other queues. */
export function sendTargetsOf({ agents, queues }: Wallboard, from: QueueId, language: string): SendTargets {
  const ofQueue = agents.filter(({ queueIds }) => queueIds.includes(from));
  return {
    agents: orderAgents(ofQueue, "name", language).map(({ displayName, status }) => {
      const { agentId, state, reason, pendingNotReady } = status;
      return { name: displayName, status: { agentId, state, reason, pendingNotReady } };
    }),
    queues: queues
      .filter(({ queueId }) => queueId !== from)
      .map(({ queueId, names, readyAgents, signedInAgents }) => ({
        queueId,
        name: nameIn(language, names, queueId),
        ready: readyAgents,
        signedIn: signedInAgents,
      })),
  };
}
