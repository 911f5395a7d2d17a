import type { User } from "../../../shared/domain/user.ts";
import type { TransferTarget } from "../../../shared/domain/transfer.ts";
import { CommandError } from "../../ports/console-app.ts";
import type { Centre } from "../centre.ts";
import { asCommandError } from "../conversations.ts";
import type { LiveContact, SecondCall } from "../live-contact.ts";
import { arrange } from "./arrange.ts";
import { partyOf } from "./places.ts";

type Consulting = LiveContact & { readonly second: SecondCall };

/** An agent asks somebody while the customer waits: the agent's own steps. What the others do is in `second-calls.ts`. */
export class Consultations {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  async start(user: User, contactId: string, target: TransferTarget): Promise<void> {
    const { transfers, targets, views, clock } = this.#centre;
    const contact = transfers.talking(user.userId, contactId);
    if (contact.second) throw new CommandError("two-calls");
    if (!contact.customerLeg) throw new CommandError("no-active-call");
    const resolved = targets.resolve(user, target, "consult");
    const asked = transfers.segmentFor(contact, resolved, "consult");
    asked.first = contact;
    const second: SecondCall = {
      contact: asked,
      kind: "consult",
      target: resolved.passedOn,
      since: clock.now(),
      conference: false,
      ringTone: null,
    };
    contact.second = second;
    this.#centre.secondCalls.note(asked, "consult.asked", { from: contact.record.contactId });
    this.#centre.secondCalls.note(contact, "consult.started", {
      to: asked.record.contactId,
      target: resolved.passedOn,
    });
    this.#centre.secondCalls.hold(contact);
    const placed = arrange(this.#centre, contact);
    this.#centre.secondCalls.startRingTone(contact, second);
    transfers.route(asked, resolved);
    views.push(user.userId);
    try {
      await placed;
    } catch (error) {
      this.#centre.secondCalls.failedToArrange(contact);
      throw asCommandError(error);
    }
  }

  async swap(user: User, contactId: string): Promise<void> {
    const contact = this.#consulting(user, contactId);
    const { second } = contact;
    if (second.kind === "own") {
      await this.#centre.ownCalls.exchange(contact, second.contact);
      return;
    }
    // Out of a conference one of them would have to be sent away: that is cancel, or hold.
    if (second.conference && contact.heldSince === null) throw new CommandError("conflict");
    if (!contact.customerLeg) throw new CommandError("no-active-call");
    second.conference = false;
    if (contact.heldSince === null) {
      this.#centre.secondCalls.hold(contact);
      this.#centre.secondCalls.resume(second.contact);
    } else {
      this.#centre.secondCalls.hold(second.contact);
      this.#centre.secondCalls.resume(contact);
    }
    await this.#centre.secondCalls.arranged(contact, "consult.swapped");
  }

  async conference(user: User, contactId: string): Promise<void> {
    const contact = this.#consulting(user, contactId);
    const { second } = contact;
    if (!contact.customerLeg || partyOf(second)?.isUp !== true) throw new CommandError("conflict");
    if (second.conference && contact.heldSince === null && second.contact.heldSince === null) return;
    second.conference = true;
    this.#centre.secondCalls.resume(contact);
    this.#centre.secondCalls.resume(second.contact);
    await this.#centre.secondCalls.arranged(contact, second.kind === "own" ? "call.conference" : "consult.conference");
  }

  /** Warm transfer; while it still rings there, the customer waits for the same answer. */
  async complete(user: User, contactId: string): Promise<void> {
    const contact = this.#consulting(user, contactId);
    if (contact.second.kind === "own" || !contact.customerLeg) throw new CommandError("conflict");
    // A customer is not given to who may never come back.
    if (contact.second.contact.parkedSince !== null) throw new CommandError("agent-unreachable");
    this.#centre.secondCalls.handOver(contact);
    await Promise.resolve();
  }

  async cancel(user: User, contactId: string): Promise<void> {
    const contact = this.#consulting(user, contactId);
    if (contact.second.kind === "own") throw new CommandError("conflict");
    this.#centre.secondCalls.end(contact, "cancelled");
    if (contact.customerLeg === null) {
      this.#centre.conversations.over(contact);
      return;
    }
    this.#centre.secondCalls.resume(contact);
    this.#centre.secondCalls.backTogether(contact);
    await Promise.resolve();
  }

  #consulting(user: User, contactId: string): Consulting {
    const contact = this.#centre.transfers.talking(user.userId, contactId);
    const { second } = contact;
    if (!second) throw new CommandError("no-active-call");
    return Object.assign(contact, { second });
  }
}
