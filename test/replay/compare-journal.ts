import { decide } from "../../server/acd/acd.ts";
import { createAcd } from "../../server/acd/acd-state.ts";
import type { AcdEffect } from "../../server/acd/effects.ts";
import { EffectDigest } from "../../server/acd/effect-digest.ts";
import { explainWaiting } from "../../server/acd/views.ts";
import { asId, type ContactId } from "../../shared/domain/ids.ts";
import type { JournalEntry } from "../../server/ports/journal.ts";
import { OLDER_WORDS } from "./older-words.ts";
import { upgradeEvent } from "./upgrade-event.ts";

type ComparedEntry = Pick<JournalEntry, "seq" | "at" | "type" | "payload" | "contactId" | "agentId">;

export interface Comparison {
  readonly runs: number;
  readonly events: number;
  /** Offers the journal says were made, and fingerprints it says the decisions came to: compared one by one. */
  readonly offers: number;
  readonly digests: number;
  /** Reasons written for a caller (`routing.explained`), derived again. */
  readonly explanations: number;
  /** null: today's core decides to the letter as the journal says it was decided. */
  readonly disagreement: string | null;
}

/**
 * Feeds an empty core what the journal says it was fed, and compares what comes out with what the journal says came out:
 * who was rung for whom (`offer.made`), why (`routing.explained`), and the fingerprint of all decisions (`routing.digest`). Stops
 * where they differ first.
 */
export function compareJournal(entries: Iterable<ComparedEntry>): Comparison {
  const run = new ComparedRun();
  for (const entry of entries) {
    const disagreement = run.take(entry);
    if (disagreement !== null) {
      const when = new Date(entry.at).toISOString();
      return { ...run.counts, disagreement: `entry ${entry.seq}, ${when}, run ${run.counts.runs}: ${disagreement}` };
    }
  }
  return { ...run.counts, disagreement: null };
}

/** A fingerprint of all effects, said in some version's words. */
interface Wording {
  readonly digest: EffectDigest;
  readonly say: (effects: readonly AcdEffect[]) => readonly AcdEffect[];
  readonly inWords: (json: string) => string;
}

function wordings(): readonly Wording[] {
  return [
    { digest: new EffectDigest(), say: (effects) => effects, inWords: (json) => json },
    ...OLDER_WORDS.map((inWords) => ({
      digest: new EffectDigest(),
      say: (effects: readonly AcdEffect[]) => JSON.parse(inWords(JSON.stringify(effects))) as readonly AcdEffect[],
      inWords,
    })),
  ];
}

/** More contacts and offers than can be open at once (LIVE_CONTACTS_MAX), so whatever is still to be compared is there. */
const REMEMBERED_MAX = 50_000;

class ComparedRun {
  readonly counts = { runs: 0, events: 0, offers: 0, digests: 0, explanations: 0 };
  #acd = createAcd();
  /** In today's words and in those of older versions; once it has shown which of them this run was written in, only those. */
  #digests: readonly Wording[] = wordings();
  /** Offers made. The journal names one again for each leg that rings for it: a leg made ahead that is of no use is followed by a new one. */
  #rung = new Map<string, string>();
  /** Of each contact the last decision's, as JSON; those decided about last. */
  #explained = new Map<string, string>();
  /** Where the decisions were last known to be the same. */
  #agreedUpTo = "the beginning of the run";

  take({ seq, at, type, payload, contactId, agentId }: ComparedEntry): string | null {
    if (type === "centre.started") this.#begin();
    else if (type.startsWith("acd.")) this.#decide(payload, at);
    else if (type === "offer.made") return this.#compareOffer(textIn(payload, "offerId"), contactId, agentId);
    else if (type === "routing.explained") return this.#compareReasons(payload, contactId);
    else if (type === "routing.digest") return this.#compareDigest(textIn(payload, "digest"), seq);
    return null;
  }

  #begin(): void {
    this.#acd = createAcd();
    this.#digests = wordings();
    this.#rung = new Map();
    this.#explained = new Map();
    this.#agreedUpTo = "the beginning of the run";
    this.counts.runs += 1;
  }

  #decide(payload: unknown, at: number): void {
    this.counts.events += 1;
    const effects = decide(this.#acd, upgradeEvent(payload), at);
    for (const { digest, say } of this.#digests) digest.add(say(effects));
    for (const effect of effects) {
      if (effect.type === "offer") remember(this.#rung, effect.offerId, `${effect.contactId} to ${effect.agentId}`);
      if (effect.type === "offer" || effect.type === "contact-waiting")
        remember(this.#explained, effect.contactId, JSON.stringify(effect.explanation));
    }
  }

  #compareOffer(offerId: string, contactId: string | null, agentId: string | null): string | null {
    this.counts.offers += 1;
    const then = `${contactId} to ${agentId}`;
    const now = this.#rung.get(offerId);
    return now === then ? null : `offer ${offerId} was ${then}; today it is ${now ?? "not made"}`;
  }

  #compareReasons(payload: unknown, contactId: string | null): string | null {
    this.counts.explanations += 1;
    const explanation = valueIn(payload, "explanation");
    const then = JSON.stringify(explanation);
    const at = Number(valueIn(explanation, "decidedAt"));
    const now =
      textIn(payload, "decision") === "still-waits"
        ? JSON.stringify(explainWaiting(this.#acd, asId<ContactId>(contactId ?? ""), at))
        : this.#explained.get(contactId ?? "");
    const isSame = now !== null && now !== undefined && this.#digests.some(({ inWords }) => inWords(now) === then);
    return isSame ? null : `contact ${contactId} was explained as ${then}; today it is ${now}`;
  }

  #compareDigest(digest: string, seq: number): string | null {
    this.counts.digests += 1;
    const [today] = this.#digests;
    const agreeing = this.#digests.filter((wording) => wording.digest.value === digest);
    if (agreeing.length > 0) {
      this.#digests = agreeing;
      this.#agreedUpTo = `entry ${seq}`;
      return null;
    }
    return `decisions differ somewhere after ${this.#agreedUpTo}: fingerprint ${digest} then, ${today?.digest.value} today, after ${today?.digest.events} events`;
  }
}

/** The oldest is forgotten when there are too many: a journal may tell of years. */
function remember(memory: Map<string, string>, key: string, value: string): void {
  memory.delete(key);
  memory.set(key, value);
  if (memory.size <= REMEMBERED_MAX) return;
  const oldest = memory.keys().next();
  if (oldest.done !== true) memory.delete(oldest.value);
}

function valueIn(payload: unknown, name: string): unknown {
  return typeof payload === "object" && payload !== null ? Reflect.get(payload, name) : undefined;
}

function textIn(payload: unknown, name: string): string {
  const value = valueIn(payload, name);
  return typeof value === "string" ? value : "";
}
