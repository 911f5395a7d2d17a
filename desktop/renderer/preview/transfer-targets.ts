import { asId, type UserId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { TransferTargets } from "../../../shared/wire/transfer-schemas.ts";
import { QUEUES, SERVICE_QUEUE } from "./fixtures.ts";

/** Whom a customer can be given to: free, talking and away colleagues, queues with and without anybody. */
export function transferTargets(now: EpochMs): TransferTargets {
  const colleague = (id: string, name: string) => ({ agentId: asId<UserId>(id), name, reason: null });
  return {
    agents: [
      { ...colleague("u-bo", "Bo Chen"), state: "ready", canBeRung: true },
      { ...colleague("u-2", "Daniel Wright"), state: "on-contact", canBeRung: false },
      { ...colleague("u-3", "孙丽"), state: "not-ready", reason: "lunch", canBeRung: true },
    ],
    queues: QUEUES.map(({ queueId, names }) => {
      const busy = queueId === SERVICE_QUEUE;
      return {
        queueId,
        names,
        waiting: busy ? 3 : 0,
        longestWaitSince: busy ? now - 71_000 : null,
        readyAgents: busy ? 2 : 0,
        skills: busy ? [{ skill: "german", levelMax: 4, readyAgents: 1 }] : [],
      };
    }),
    mayDial: true,
  };
}
