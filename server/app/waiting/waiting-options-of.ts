import type { QueueId } from "../../../shared/domain/ids.ts";
import { WAITING_DEFAULTS, type WaitingOptions } from "../../../shared/domain/waiting.ts";
import type { Centre } from "../centre.ts";

/** How each queue treats those who wait, as it is configured now. */
export class WaitingOptionsOf {
  readonly #centre: Centre;
  #known: ReadonlyMap<QueueId, WaitingOptions> = new Map();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  async load(): Promise<void> {
    const all = await this.#centre.waitingStore.waitingOptions();
    this.#known = new Map(all.map((options) => [options.queueId, options]));
  }

  of(queueId: QueueId): WaitingOptions {
    return this.#known.get(queueId) ?? { ...WAITING_DEFAULTS, queueId };
  }
}
