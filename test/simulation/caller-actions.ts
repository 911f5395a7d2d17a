import { asId, type ChannelId, type UserId } from "../../shared/domain/ids.ts";
import { type CentreInMemory, NORMAL_PHONE, VIP_PHONE } from "../fakes/centre-in-memory.ts";
import type { SeededRandom } from "./seeded-random.ts";

const NUMBERS = [VIP_PHONE, NORMAL_PHONE, "anonymous", "", "+8613900000001", "+8613900000002"] as const;
const DIALLED = ["4001", "4001", "4001", "4000", "4000", "99999"] as const;

/** What customers do, and the exchange for them; every choice comes from the seed. */
export class CallerActions {
  readonly #random: SeededRandom;
  readonly #world: () => CentreInMemory;

  constructor(random: SeededRandom, world: () => CentreInMemory) {
    this.#random = random;
    this.#world = world;
  }

  /** How often each comes about, beside what agents do. */
  weighted(): readonly (readonly [weight: number, what: string, act: () => void])[] {
    return [
      [10, "call", () => this.#call()],
      [2, "web phone call", () => this.#webphoneCall()],
      [3, "customer hangs up", () => this.#customerHangsUp()],
      [10, "digit", () => this.#digit()],
      [10, "prompt ends", () => this.#promptEnds()],
      [4, "message ends", () => this.#messageEnds()],
      [1, "callback cancelled", () => this.#cancelCallback()],
    ];
  }

  #call(): void {
    // A crowd would be turned away at the queue's cap; a few at a time go everywhere.
    if (this.#world().pbx.channels.size > 14 || !this.#world().pbx.connected) return;
    this.#world().pbx.callFrom(this.#random.pick(NUMBERS) ?? "", this.#random.pick(DIALLED) ?? "4001");
  }

  #webphoneCall(): void {
    if (this.#world().pbx.channels.size > 14 || !this.#world().pbx.connected) return;
    this.#world().pbx.callFrom("whatever", this.#random.pick(DIALLED) ?? "4001", "webphone", "webphone-1");
  }

  #customerHangsUp(): void {
    const channel = this.#random.pick(this.#customers());
    if (channel) this.#world().pbx.end(channel, this.#random.pick([16, 16, 17, 31]) ?? 16);
  }

  #digit(): void {
    const channelId = this.#random.pick(this.#customers());
    const digit = this.#random.pick(["1", "2", "0", "9", "*", "#", "3"]);
    if (channelId && digit) this.#world().pbx.emit({ type: "digit", channelId, digit, durationMs: 100 });
  }

  #promptEnds(): void {
    const playing = [...this.#world().pbx.channels.values()].filter((channel) => channel.playing.length > 0);
    const channel = this.#random.pick(playing);
    if (channel) this.#world().pbx.finishPlayback(channel.channelId);
  }

  #messageEnds(): void {
    const { pbx } = this.#world();
    const recordingId = this.#random.pick([...pbx.callerAudio.recording.keys()]);
    // Seconds of sound, or a breath.
    if (recordingId)
      pbx.callerAudio.finishRecording(recordingId, new Uint8Array(this.#random.chance(0.8) ? 100_000 : 200));
  }

  #cancelCallback(): void {
    const { callbacks } = this.#world().centre.parts;
    const callback = this.#random.pick(callbacks.list());
    if (callback) callbacks.cancel(callback.contactId, asId<UserId>("sofia"));
  }

  /** Somebody whom an agent dialled takes the call, or does not. */
  dialled(): void {
    const ringing = [...this.#world().pbx.channels.values()].filter(({ up, to }) => !up && to?.to.kind === "trunk");
    const channel = this.#random.pick(ringing);
    if (!channel) return;
    if (this.#random.chance(0.7)) this.#world().pbx.pickUp(channel.channelId);
    else this.#world().pbx.end(channel.channelId, this.#random.pick([1, 16, 17, 19, 21]) ?? 19);
  }

  #customers(): readonly ChannelId[] {
    return [...this.#world().pbx.channels.keys()].filter((channelId) => !/\.a\d+$/.test(channelId));
  }
}
