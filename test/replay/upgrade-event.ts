import type { AgentConfig } from "../../shared/domain/agent.ts";
import { QUEUE_DEFAULTS, type QueueConfig, type SkillRequirement } from "../../shared/domain/queue.ts";
import type { AcdEvent } from "../../server/acd/events.ts";

/** Fields that journals of before 2026-11-22 have differently. */
interface OlderEvent {
  readonly type: string;
  readonly queues?: readonly (Partial<QueueConfig> & { readonly requirements?: readonly SkillRequirement[] })[];
  readonly agents?: readonly AgentConfig[];
}

function isEvent(payload: unknown): payload is OlderEvent {
  return typeof payload === "object" && payload !== null && "type" in payload;
}

/** What our own journal says the core was fed, in today's words; whether it still means the same is what a replay finds out. */
export function upgradeEvent(payload: unknown): AcdEvent {
  if (!isEvent(payload)) throw new Error("no event of the core");
  if (payload.type === "configured") {
    const { queues = [], agents = [] } = payload;
    return {
      ...payload,
      queues: queues.map(({ requirements, ...queue }) => ({
        ...QUEUE_DEFAULTS,
        ...(requirements === undefined || requirements.length === 0 ? {} : { alternatives: [requirements] }),
        ...queue,
      })),
      agents: agents.map((agent) => ({
        ...agent,
        memberships: agent.memberships.map((membership) => ({ ...membership, reserve: membership.reserve ?? false })),
      })),
    } as AcdEvent;
  }
  if (payload.type === "contact-queued")
    return { preferredWaitMs: 0, isCallback: false, mergeWith: null, ...payload } as AcdEvent;
  return payload as AcdEvent;
}
