import type { ChannelId, ContactId, PlaybackId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";
import type { Centre } from "./centre.ts";

/**
 * What an agent hears on their own leg while somebody else's telephone rings. A tone goes on until it is stopped, and a leg that
 * plays one takes no other order: so a stop counts once the PBX has confirmed it, and is asked for again until then.
 */
export class RingTones {
  readonly #centre: Centre;
  /** Stopped as far as the centre is concerned -> the leg it may still play on. No more than there are agents' legs. */
  readonly #unconfirmed = new Map<PlaybackId, ChannelId>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** The same after a restart, which has to be able to stop what it finds playing. */
  idOf(rungFor: ContactId, leg: ChannelId): PlaybackId {
    return asId<PlaybackId>(`ring-${rungFor}-${leg}`);
  }

  /** @throws {TelephonyError} Not confirmed; the next comparison with the PBX asks again. */
  async stop(tone: PlaybackId, leg: ChannelId): Promise<void> {
    this.#unconfirmed.set(tone, leg);
    await this.#centre.telephony.stopPlayback(tone);
    this.#unconfirmed.delete(tone);
  }

  /** Asks again for what was never confirmed. @param alive The legs that the PBX has. */
  compare(alive: ReadonlySet<ChannelId>): void {
    const { log, reconciliation } = this.#centre;
    for (const [tone, leg] of [...this.#unconfirmed]) {
      if (!alive.has(leg)) {
        this.#unconfirmed.delete(tone);
        continue;
      }
      this.stop(tone, leg).catch((error: unknown) => {
        log.warn({ err: error, leg }, "a ring tone could not be stopped");
        reconciliation.soon();
      });
    }
  }
}
