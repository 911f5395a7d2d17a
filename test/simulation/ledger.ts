import type { AgentStatus } from "../../shared/domain/agent.ts";
import type { AcdEffect } from "../../server/acd/effects.ts";
import type { AcdEvent } from "../../server/acd/events.ts";

/** Where a contact is, as far as anybody outside the core can tell. */
export interface LedgerEntry {
  readonly contactId: string;
  place: "waiting" | "offered" | "connected" | "wrap-up";
  /** null: outbound. */
  queueId: string | null;
  agentId: string | null;
  offerId: string | null;
  waitingSince: number;
  headStartMs: number;
}

/** Sums of calls; always offered = answered + abandoned + overflowed + treated + merged + inLine. */
export interface Books {
  offered: number;
  answered: number;
  abandoned: number;
  /** Left for another queue, for good or by the queue's own rules; counted as offered there. */
  overflowed: number;
  /** Told goodbye, promised a callback or sent to voicemail by a rule of the queue. */
  treated: number;
  /** Called again: another call has their place. */
  merged: number;
  /** Never accepted, so not offered either. */
  refused: number;
  /** Waiting or ringing. */
  inLine: number;
}

/**
 * A bookkeeper who sees only what goes into the core and what comes out, and believes nothing else: each effect must
 * fit what the earlier ones said. Costs the same for every event, whatever waits.
 */
export class Ledger {
  readonly entries = new Map<string, LedgerEntry>();
  readonly books: Books = {
    offered: 0,
    answered: 0,
    abandoned: 0,
    overflowed: 0,
    treated: 0,
    merged: 0,
    refused: 0,
    inLine: 0,
  };
  readonly problems: string[] = [];
  /** Agent -> the one contact they have. */
  readonly #agents = new Map<string, LedgerEntry>();
  readonly #usedOffers = new Set<string>();

  take(event: AcdEvent, effects: readonly AcdEffect[], at: number): void {
    const left = this.#begin(event, effects, at);
    const offered = new Map<string, AgentStatus>();
    for (const effect of effects) this.#follow(effect, event, offered, at);
    if (left !== undefined && this.entries.get(left.contactId) === left) this.#callerGone(left);
    for (const status of offered.values()) {
      const held = this.#agents.get(status.agentId);
      if (held?.contactId !== status.contactId || held?.place !== "offered")
        this.#problem(`${status.agentId} is said to be rung for ${status.contactId}, but has ${held?.contactId}`);
    }
  }

  #problem(text: string): void {
    this.problems.push(text);
  }

  /** Returns the caller whose leaving this event reports, if they were in line. */
  #begin(event: AcdEvent, effects: readonly AcdEffect[], at: number): LedgerEntry | undefined {
    if (event.type === "contact-queued") {
      const { contactId } = event;
      const refusal = effects.find((effect) => effect.type === "contact-refused" && effect.contactId === contactId);
      if (refusal?.type === "contact-refused") {
        if (refusal.because !== "duplicate") this.books.refused += 1;
        else if (!this.entries.has(contactId)) this.#problem(`${contactId} refused as a duplicate, but is unknown`);
        return;
      }
      if (this.entries.has(contactId)) this.#problem(`${contactId} was accepted twice`);
      this.books.offered += 1;
      this.books.inLine += 1;
      this.entries.set(contactId, {
        contactId,
        place: "waiting",
        queueId: event.queueId,
        agentId: null,
        offerId: null,
        waitingSince: event.waitingSince ?? at,
        headStartMs: event.headStartMs,
      });
      return;
    }
    if (event.type === "contact-direct" && effects.some((effect) => effect.type === "offer"))
      this.#beginInPerson(event.contactId, at);
    if (event.type !== "contact-left" && event.type !== "contact-ended") return;
    const entry = this.entries.get(event.contactId);
    return entry?.place === "waiting" || entry?.place === "offered" ? entry : undefined;
  }

  /** For one agent: in no queue, so in no sum. */
  #beginInPerson(contactId: string, at: number): void {
    if (this.entries.has(contactId)) this.#problem(`${contactId} is offered in person, but exists`);
    this.entries.set(contactId, {
      contactId,
      place: "waiting",
      queueId: null,
      agentId: null,
      offerId: null,
      waitingSince: at,
      headStartMs: 0,
    });
  }

  #callerGone(entry: LedgerEntry): void {
    if (entry.place !== "waiting") this.#problem(`${entry.contactId} left, but ${entry.agentId} still has them`);
    this.entries.delete(entry.contactId);
    if (entry.queueId === null) return;
    this.books.abandoned += 1;
    this.books.inLine -= 1;
  }

  #follow(effect: AcdEffect, event: AcdEvent, offered: Map<string, AgentStatus>, at: number): void {
    switch (effect.type) {
      case "offer":
        return this.#offer(effect);
      case "withdraw-offer":
        return this.#withdraw(effect);
      case "agent-changed":
        if (effect.status.state === "offered") offered.set(effect.status.agentId, effect.status);
        else {
          offered.delete(effect.status.agentId);
          this.#agentIs(effect.status, event, at);
        }
        return;
      case "contact-waiting": {
        const entry = this.entries.get(effect.contactId);
        if (entry?.place !== "waiting") this.#problem(`${effect.contactId} is said to wait, but is ${entry?.place}`);
        return;
      }
      case "contact-treated":
        return this.#over(effect.contactId, "treated");
      case "contact-merged":
        return this.#merge(effect.contactId, effect.intoContactId);
      case "contact-moved":
        return this.#move(effect);
      case "contact-refused":
        if (effect.because === "agent-unavailable") this.#nobodyElse(effect.contactId);
        return;
      case "callback-promised":
      case "schedule":
      case "cancel":
      case "illegal":
        return;
    }
  }

  #over(contactId: string, how: "treated" | "merged"): void {
    const entry = this.entries.get(contactId);
    if (entry?.place !== "waiting") this.#problem(`${contactId} is ${how}, but is ${entry?.place ?? "unknown"}`);
    this.entries.delete(contactId);
    this.books[how] += 1;
    this.books.inLine -= 1;
  }

  /** The new call has the older wait and the better head start. */
  #merge(contactId: string, intoContactId: string): void {
    const earlier = this.entries.get(contactId);
    const later = this.entries.get(intoContactId);
    if (earlier === undefined || later === undefined)
      return this.#problem(`${contactId} is merged into ${intoContactId}, one of which is unknown`);
    later.waitingSince = Math.min(later.waitingSince, earlier.waitingSince);
    later.headStartMs = Math.max(later.headStartMs, earlier.headStartMs);
    this.#over(contactId, "merged");
  }

  /** To the queue it leaves it is one that overflowed, to the other one more that was offered. */
  #move({ contactId, fromQueueId, queueId }: Extract<AcdEffect, { type: "contact-moved" }>): void {
    const entry = this.entries.get(contactId);
    if (entry?.place !== "waiting" || entry.queueId !== fromQueueId || fromQueueId === queueId)
      return this.#problem(`${contactId} moves from ${fromQueueId}, but is ${entry?.place} in ${entry?.queueId}`);
    entry.queueId = queueId;
    this.books.overflowed += 1;
    this.books.offered += 1;
  }

  #offer({ contactId, agentId, offerId }: Extract<AcdEffect, { type: "offer" }>): void {
    const entry = this.entries.get(contactId);
    const busy = this.#agents.get(agentId);
    if (busy !== undefined) this.#problem(`${agentId} is rung for ${contactId} with ${busy.contactId} in hand`);
    if (this.#usedOffers.has(offerId)) this.#problem(`offer ${offerId} was made twice`);
    if (entry === undefined || entry.place !== "waiting")
      return this.#problem(`${contactId} is offered to ${agentId}, but is ${entry?.place ?? "unknown"}`);
    this.#usedOffers.add(offerId);
    entry.place = "offered";
    entry.agentId = agentId;
    entry.offerId = offerId;
    this.#agents.set(agentId, entry);
  }

  /** One for an agent in person who did not take it. */
  #nobodyElse(contactId: string): void {
    const entry = this.entries.get(contactId);
    if (entry === undefined) return;
    if (entry.queueId !== null || entry.place !== "waiting")
      this.#problem(`${contactId} is refused while ${entry.place}`);
    this.entries.delete(contactId);
  }

  #withdraw({ contactId, agentId, offerId }: Extract<AcdEffect, { type: "withdraw-offer" }>): void {
    const entry = this.entries.get(contactId);
    if (entry === undefined || entry.offerId !== offerId || entry.agentId !== agentId)
      return this.#problem(`${offerId} to ${agentId} is withdrawn, but was not open`);
    entry.place = "waiting";
    entry.agentId = null;
    entry.offerId = null;
    this.#agents.delete(agentId);
  }

  #agentIs({ agentId, state, contactId }: AgentStatus, event: AcdEvent, at: number): void {
    const held = this.#agents.get(agentId);
    if (state === "on-contact" || state === "wrap-up") {
      if (held === undefined && state === "on-contact" && contactId !== null && event.type === "agent-dialing")
        return this.#dials(agentId, contactId, at);
      if (held !== undefined && held.contactId !== contactId && contactId !== null && event.type === "agent-switched") {
        this.entries.delete(held.contactId);
        return this.#dials(agentId, contactId, at);
      }
      if (held === undefined || held.contactId !== contactId)
        return this.#problem(`${agentId} is ${state} with ${contactId}, but has ${held?.contactId}`);
      if (held.place === "offered" && held.queueId !== null) {
        this.books.answered += 1;
        this.books.inLine -= 1;
      }
      held.place = state === "on-contact" ? "connected" : "wrap-up";
      held.offerId = null;
      return;
    }
    if (contactId !== null) this.#problem(`${agentId} is ${state} with ${contactId}`);
    if (held === undefined) return;
    if (held.place === "offered") this.#problem(`${agentId} is ${state} while rung for ${held.contactId}`);
    this.#agents.delete(agentId);
    this.entries.delete(held.contactId);
  }

  #dials(agentId: string, contactId: string, at: number): void {
    if (this.entries.has(contactId)) this.#problem(`${agentId} dials ${contactId}, which exists`);
    const entry: LedgerEntry = {
      contactId,
      place: "connected",
      queueId: null,
      agentId,
      offerId: null,
      waitingSince: at,
      headStartMs: 0,
    };
    this.entries.set(contactId, entry);
    this.#agents.set(agentId, entry);
  }
}
