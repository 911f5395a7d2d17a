import { NEVER_CHANGED, type SettingRevision } from "../../../../../shared/domain/setting-revision.ts";
import type { WaitingOptions } from "../../../../../shared/domain/waiting.ts";
import { QueuesSchema } from "../../../../../shared/wire/http.ts";
import { AllWaitingOptionsSchema } from "../../../../../shared/wire/waiting-schemas.ts";
import type { HttpClient } from "../../../connection/http-client.ts";

export interface QueueWaiting {
  readonly names: Readonly<Record<string, string>>;
  readonly options: WaitingOptions;
  readonly saved: SettingRevision;
}

/** Of every queue, in the order of the queues. @throws Failure */
export async function readWaiting(http: HttpClient, signal: AbortSignal): Promise<readonly QueueWaiting[]> {
  const [{ queues }, { options, revisions }] = await Promise.all([
    http.get(QueuesSchema, { path: "api/queues", signal }),
    http.get(AllWaitingOptionsSchema, { path: "api/waiting-options", signal }),
  ]);
  return queues.flatMap(({ queueId, names }) => {
    const found = options.find((each) => each.queueId === queueId);
    const saved = revisions.find((each) => each.queueId === queueId) ?? NEVER_CHANGED;
    return found === undefined ? [] : [{ names, options: found, saved }];
  });
}

/** For callers from now on. @throws Failure `conflict`: somebody saved since `baseRevision` */
export async function saveWaiting(http: HttpClient, options: WaitingOptions, baseRevision: number): Promise<void> {
  const path = `api/waiting-options/${encodeURIComponent(options.queueId)}`;
  await http.run({ method: "PUT", path, body: { options, baseRevision } });
}
