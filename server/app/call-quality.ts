import {
  type CallQuality,
  type LineSample,
  rateVoice,
  type VoiceRating,
  type VoiceSample,
} from "../../shared/domain/call-quality.ts";
import type { UserId } from "../../shared/domain/ids.ts";
import type { EpochMs } from "../../shared/domain/time.ts";
import type { LineCounters } from "../ports/line-statistics.ts";
import { CommandError } from "../ports/console-app.ts";
import type { Centre } from "./centre.ts";
import type { LiveContact } from "./live-contact.ts";
import { withWindow } from "./quality-record.ts";

/** An agent's page sends one in ten seconds; more often than this is not kept. */
const WINDOW_MIN_MS = 1_500;
/** The exchange answers in a millisecond; without its answer the agent's own stretch is rated alone. */
const COUNTERS_WAIT_MS = 1_000;
/** One poor window is a hiccup, two in a row are a bad line. */
const ALERT_AFTER_WINDOWS = 2;
/** A whole site with a bad network is one message, not fifty. */
const ALERT_EVERY_MS = 60_000;

interface Measured {
  readonly agentId: UserId;
  quality: CallQuality | null;
  lastAt: EpochMs;
  counters: LineCounters | null;
  rating: VoiceRating | null;
  poorInRow: number;
  alerted: boolean;
}

/**
 * How calls sound: what the agents' phones measure (their own stretch) together with what the exchange measures on the customer's
 * stretch, rated by numbers.md, kept with the contact, told to supervisors when it gets poor.
 */
export class CallQualities {
  readonly #centre: Centre;
  /** Goes with the contact. */
  readonly #measured = new WeakMap<LiveContact, Measured>();
  #alertedAt: EpochMs | null = null;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** @throws CommandError `not-found`: not (or no longer) this agent's call */
  async report(agentId: UserId, contactId: string, sample: VoiceSample): Promise<LineSample | null> {
    const contact = this.#centre.registry.ofAgent(agentId);
    if (contact?.record.contactId !== contactId || contact.record.agentId !== agentId)
      throw new CommandError("not-found");
    const measured = this.#of(contact, agentId);
    const now = this.#centre.clock.now();
    if (now - measured.lastAt < WINDOW_MIN_MS) return null;
    measured.lastAt = now;
    const line = await this.#line(contact, measured);
    this.#keep(contact, measured, sample, line);
    return line;
  }

  /** While it is not good; null: it is, or nobody measured. `poor`: below what its queue asks for. */
  trouble(contact: LiveContact | null): (Pick<VoiceRating, "mos" | "cause"> & { readonly poor: boolean }) | null {
    const rating = contact === null ? null : (this.#measured.get(contact)?.rating ?? null);
    if (rating === null || contact?.record.phase !== "connected") return null;
    const poor = rating.mos < this.#centre.queueAlerts.of(contact.record.queueId).poorVoiceMos;
    return rating.level === "good" && !poor ? null : { mos: rating.mos, cause: rating.cause, poor };
  }

  #of(contact: LiveContact, agentId: UserId): Measured {
    const before = this.#measured.get(contact);
    if (before?.agentId === agentId) return before;
    const measured: Measured = {
      agentId,
      // After a restart of the server, or when a call comes back to somebody: it goes on where it was.
      quality: this.#centre.callQualityStore.get(contact.record.contactId, agentId),
      lastAt: 0,
      counters: null,
      rating: null,
      poorInRow: 0,
      alerted: false,
    };
    this.#measured.set(contact, measured);
    return measured;
  }

  /** What the customer's stretch did since the last look. */
  async #line(contact: LiveContact, measured: Measured): Promise<LineSample | null> {
    const { withTimeout, lines, log } = this.#centre;
    const { customerLeg } = contact;
    if (customerLeg === null || contact.record.phase !== "connected") return null;
    try {
      const counters = await withTimeout(lines.lineCounters(customerLeg), COUNTERS_WAIT_MS, "line statistics");
      const before = measured.counters;
      measured.counters = counters;
      return counters === null || before === null ? null : lineBetween(before, counters);
    } catch (error) {
      // The call may have ended in between: the agent's own stretch is rated alone.
      log.info({ err: error, contactId: contact.record.contactId }, "the exchange did not tell how the line is");
      return null;
    }
  }

  #keep(contact: LiveContact, measured: Measured, sample: VoiceSample, line: LineSample | null): void {
    const { clock, callQualityStore, wallboard, log } = this.#centre;
    const { contactId } = contact.record;
    const before = this.trouble(contact);
    const rating = rateVoice(sample, line);
    measured.rating = rating;
    const window = { at: clock.now(), sample, line, rating };
    measured.quality = withWindow(measured.quality, { contactId, agentId: measured.agentId }, window);
    contact.record.voiceMos = measured.quality.mosMean;
    try {
      callQualityStore.save(measured.quality);
    } catch (error) {
      // A full disk costs a figure, not a call; the next window tries again with everything so far.
      log.error({ err: error, contactId }, "how a call sounds could not be kept");
    }
    const now = this.trouble(contact);
    if (now?.cause !== before?.cause || now?.poor !== before?.poor) wallboard.touch();
    this.#alert(contact, measured, rating);
  }

  #alert(contact: LiveContact, measured: Measured, rating: VoiceRating): void {
    const { queueAlerts, journal, clock, wallboard } = this.#centre;
    measured.poorInRow = rating.mos < queueAlerts.of(contact.record.queueId).poorVoiceMos ? measured.poorInRow + 1 : 0;
    if (measured.poorInRow < ALERT_AFTER_WINDOWS || measured.alerted) return;
    measured.alerted = true;
    const now = clock.now();
    journal.append({
      at: now,
      type: "quality.poor",
      contactId: contact.record.contactId,
      agentId: measured.agentId,
      payload: { mos: Math.round(rating.mos * 100) / 100, cause: rating.cause },
    });
    if (this.#alertedAt !== null && now - this.#alertedAt < ALERT_EVERY_MS) return;
    this.#alertedAt = now;
    wallboard.tell({ at: now, code: "call-sounds-poor", severity: "warning", callback: null });
  }
}

function lineBetween(before: LineCounters, after: LineCounters): LineSample {
  const received = Math.max(0, after.receivedPackets - before.receivedPackets);
  const sent = Math.max(0, after.sentPackets - before.sentPackets);
  return {
    heard: {
      lossPercent: lossPercent(after.receivedLost - before.receivedLost, received),
      jitterMs: after.receivedJitterMs,
    },
    heardPackets: received,
    sent: { lossPercent: lossPercent(after.sentLost - before.sentLost, sent), jitterMs: after.sentJitterMs },
    rttMs: after.rttMs,
  };
}

/** Late packets counted as lost before may make it negative; what a report covers and what was sent may differ by a moment. */
function lossPercent(lost: number, arrived: number): number {
  const missing = Math.max(0, lost);
  return missing === 0 ? 0 : Math.min(100, (100 * missing) / (missing + arrived));
}
