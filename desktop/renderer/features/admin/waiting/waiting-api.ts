import type { WaitingOptions } from "../../../../../shared/domain/waiting.ts";
import { QueuesSchema } from "../../../../../shared/wire/http.ts";
import { AllWaitingOptionsSchema } from "../../../../../shared/wire/waiting-schemas.ts";
import type { HttpClient } from "../../../connection/http-client.ts";

export interface QueueWaiting {
  readonly names: Readonly<Record<string, string>>;
  readonly options: WaitingOptions;
}

/** Of every queue, in the order of the queues. @throws Failure */
export async function readWaiting(http: HttpClient, signal: AbortSignal): Promise<readonly QueueWaiting[]> {
  const [{ queues }, { options }] = await Promise.all([
    http.get(QueuesSchema, { path: "api/queues", signal }),
    http.get(AllWaitingOptionsSchema, { path: "api/waiting-options", signal }),
  ]);
  return queues.flatMap(({ queueId, names }) => {
    const found = options.find((each) => each.queueId === queueId);
    return found === undefined ? [] : [{ names, options: found }];
  });
}

/** For callers from now on. @throws Failure */
export async function saveWaiting(http: HttpClient, options: WaitingOptions): Promise<void> {
  await http.run({ method: "PUT", path: `api/waiting-options/${encodeURIComponent(options.queueId)}`, body: options });
}
