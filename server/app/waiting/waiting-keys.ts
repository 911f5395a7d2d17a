import type { CollectedItem } from "../../../shared/domain/contact.ts";
import type { WaitingChoice } from "../../../shared/domain/waiting.ts";
import {
  beginCallbackDialogue,
  type CallbackDialogueInput,
  type CallbackDialogueStep,
  stepCallbackDialogue,
} from "../callbacks/callback-dialogue.ts";
import type { Centre } from "../centre.ts";
import type { LiveContact } from "../live-contact.ts";

/** Keys pressed by those who wait: a choice, or an answer in the talk about the callback's number. */
export class WaitingKeys {
  readonly #centre: Centre;

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** Any key at any time; most mean nothing. */
  digit(contact: LiveContact, key: string): void {
    const { record, waiting } = contact;
    if (waiting.dialogue !== null) {
      this.#step(contact, { type: "key", key });
      return;
    }
    // Somebody is being rung for the caller: a person is better than any choice.
    if (record.phase !== "queued" || record.outcome !== null || record.queueId === null || !contact.customerLeg) return;
    if (waiting.callback !== null) return;
    const chosen = this.#centre.waitingOptions.of(record.queueId).keys.find((option) => option.key === key);
    if (chosen) this.choose(contact, chosen.choice, "wait");
  }

  /** @param otherwise what becomes of a caller who does not want the callback after all */
  choose(contact: LiveContact, choice: WaitingChoice, otherwise: "wait" | "goodbye"): void {
    const { journal, clock, router, voicemail, dialPolicy } = this.#centre;
    const { record, context, waiting } = contact;
    journal.append({
      at: clock.now(),
      type: "waiting.chosen",
      contactId: record.contactId,
      agentId: null,
      payload: { choice, queueId: record.queueId },
    });
    if (choice === "voicemail") {
      if (router.position(record.contactId) !== null)
        router.submit({ type: "contact-left", contactId: record.contactId });
      voicemail.begin(contact);
      return;
    }
    waiting.dialogueElse = otherwise;
    const own = context.ani.e164;
    this.#take(contact, beginCallbackDialogue(own === null ? null : dialPolicy.callable(own)));
  }

  #step(contact: LiveContact, input: CallbackDialogueInput): void {
    const { dialogue } = contact.waiting;
    if (dialogue === null) return;
    this.#take(
      contact,
      stepCallbackDialogue(dialogue, input, (typed) => this.#centre.dialPolicy.callable(typed)),
    );
  }

  #take(contact: LiveContact, { state, say, silenceAfterMs }: CallbackDialogueStep): void {
    const { registry, clock, waitingRoom, callbacks } = this.#centre;
    const { waiting } = contact;
    waiting.dialogue = state.at === "promised" || state.at === "kept" ? null : state;
    if (say !== null || silenceAfterMs !== null || waiting.dialogue === null) registry.disarm(contact, "dialogue");
    if (silenceAfterMs !== null)
      registry.arm(contact, "dialogue", clock.now() + silenceAfterMs, () => this.#step(contact, { type: "silence" }));
    if (state.at === "promised") {
      this.#noteNumber(contact, state.number);
      callbacks.promise(contact, state.number);
      waitingRoom.speak(contact, say ?? [], () => waitingRoom.release(contact));
    } else if (state.at === "kept") this.#kept(contact, say ?? []);
    else if (say !== null) waitingRoom.speak(contact, say, () => this.#step(contact, { type: "spoken" }));
  }

  #kept(contact: LiveContact, say: CallbackDialogueStep["say"] & object): void {
    const { waitingRoom } = this.#centre;
    if (contact.waiting.dialogueElse === "wait") waitingRoom.speak(contact, say, () => waitingRoom.music(contact));
    else {
      contact.record.outcome = contact.waiting.treatedAs ?? "refused";
      this.#centre.registry.save(contact);
      waitingRoom.sayAndHangUp(contact, "goodbye");
    }
  }

  /** The agent sees which number was agreed. */
  #noteNumber(contact: LiveContact, number: string): void {
    const item: CollectedItem = {
      key: "callback-number",
      value: number,
      verified: false,
      at: this.#centre.clock.now(),
    };
    contact.record.collected = [...contact.record.collected, item].slice(-50);
    contact.context.collected = contact.record.collected;
  }
}
