import type { ChannelId } from "../../shared/domain/ids.ts";
import type { Telephony } from "../ports/telephony.ts";

/**
 * Music on a customer's leg. Music that was started goes on, also into a conversation, until a stop has surely been
 * carried out; so what was asked for and what may still play are two things.
 */
export class LegMusic {
  #isOn = false;
  #starts = 0;
  #stopped = 0;

  /** The last wish was music. */
  get isOn(): boolean {
    return this.#isOn;
  }

  /** No stop after the last start was confirmed. */
  get mayPlay(): boolean {
    return this.#stopped < this.#starts;
  }

  async start(telephony: Telephony, leg: ChannelId): Promise<void> {
    this.adopted(true);
    const start = this.#starts;
    try {
      await telephony.startMusic(leg);
    } catch (error) {
      if (this.#starts === start) this.#isOn = false;
      throw error;
    }
  }

  async stop(telephony: Telephony, leg: ChannelId): Promise<void> {
    this.#isOn = false;
    const starts = this.#starts;
    await telephony.stopMusic(leg);
    this.#stopped = Math.max(this.#stopped, starts);
  }

  /** The leg is gone, and its music with it; another one begins in silence. */
  legGone(): void {
    this.#isOn = false;
    this.#stopped = this.#starts;
  }

  /** The leg was taken over from an earlier run, or its state is in doubt: it may play. */
  adopted(isOn: boolean): void {
    this.#isOn = isOn;
    this.#starts += 1;
  }
}
