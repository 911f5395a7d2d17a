import type { QueueId } from "../../../shared/domain/ids.ts";
import { ALERT_DEFAULTS, type QueueAlerts } from "../../../shared/domain/queue-alerts.ts";
import type { Centre } from "../centre.ts";

/** From when on boards ask for help with a queue, as it is set now. */
export class QueueAlertsOf {
  readonly #centre: Centre;
  #known: ReadonlyMap<QueueId, QueueAlerts> = new Map();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  async load(): Promise<void> {
    this.#known = await this.#centre.waitingStore.alerts();
  }

  async changed(): Promise<void> {
    await this.load();
    this.#centre.wallboard.touch();
  }

  /** null: a call of no queue. */
  of(queueId: QueueId | null): QueueAlerts {
    const own = queueId === null ? undefined : this.#known.get(queueId);
    return own ?? { ...ALERT_DEFAULTS, poorVoiceMos: this.#centre.settings.poorVoiceMos };
  }
}
