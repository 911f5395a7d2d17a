import type { ChannelId, ContactId, PlaybackId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";
import { TelephonyError } from "../ports/telephony.ts";
import type { Centre } from "./centre.ts";

interface Stop {
  /** What it may still play on. */
  readonly leg: ChannelId;
  /** The channel that says it over the music; null: it plays on the leg itself. */
  readonly announcer: ChannelId | null;
}

/**
 * Ends what plays on a leg: prompts and the silence that listens, announcements, the tone an agent hears while somebody else's
 * telephone rings. What plays takes the leg from whoever comes next, and goes on into a conversation; so a stop counts once the PBX
 * has confirmed it. Until then it is asked for again: before anything else is said there, when the leg is brought together with
 * another or waits anew, when the line to the PBX is back, and by each comparison.
 */
export class PlaybackStops {
  readonly #centre: Centre;
  /** Their stop failed. Of legs that are there only: what is gone leaves with the next comparison. */
  readonly #unconfirmed = new Map<PlaybackId, Stop>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** The same after a restart, which has to be able to stop what it finds playing. */
  ringToneOf(rungFor: ContactId, leg: ChannelId): PlaybackId {
    return asId<PlaybackId>(`ring-${rungFor}-${leg}`);
  }

  /** @throws {TelephonyError} Not confirmed: it is asked for again. */
  async stop(playbackId: PlaybackId, leg: ChannelId, announcer: ChannelId | null = null): Promise<void> {
    const { telephony, reconciliation } = this.#centre;
    try {
      await (announcer === null
        ? telephony.stopPlayback(playbackId)
        : telephony.callerAudio.stopAnnouncement(announcer));
      this.#unconfirmed.delete(playbackId);
    } catch (error) {
      this.#unconfirmed.set(playbackId, { leg, announcer });
      reconciliation.soon();
      throw error;
    }
  }

  /**
   * Its beginning failed. Perhaps only the answer was lost (the line was cut, no answer came in time): then it plays, and nobody knows
   * but the PBX.
   */
  notBegun(playbackId: PlaybackId, leg: ChannelId, problem: unknown): void {
    if (problem instanceof TelephonyError && problem.code === "channel-gone") return;
    this.#again(playbackId, { leg, announcer: null });
  }

  /** Before something else happens with the leg: requests are carried out in the order they are made. */
  clear(leg: ChannelId): void {
    // Asked for each call: nearly always there is nothing.
    if (this.#unconfirmed.size === 0) return;
    for (const [playbackId, stop] of [...this.#unconfirmed]) if (stop.leg === leg) this.#again(playbackId, stop);
  }

  /** The line to the PBX is back. */
  lineBack(): void {
    for (const [playbackId, stop] of [...this.#unconfirmed]) this.#again(playbackId, stop);
  }

  /** Asks again for what was never confirmed. @param alive The legs that the PBX has. */
  compare(alive: ReadonlySet<ChannelId>): void {
    for (const [playbackId, stop] of [...this.#unconfirmed]) {
      if (alive.has(stop.leg)) this.#again(playbackId, stop);
      else this.#unconfirmed.delete(playbackId);
    }
  }

  #again(playbackId: PlaybackId, { leg, announcer }: Stop): void {
    this.stop(playbackId, leg, announcer).catch((error: unknown) => {
      this.#centre.log.warn({ err: error, leg, playbackId }, "what plays could not be stopped");
    });
  }
}
