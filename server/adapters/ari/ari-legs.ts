import type { ChannelId } from "../../../shared/domain/ids.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";
import type { LegLabel, LegRequest, OriginateRequest, SnoopRequest } from "../../ports/telephony.ts";
import type { AriError } from "./ari-error.ts";
import { type AriWishes, existsAlready, neverDone } from "./ari-wishes.ts";
import { createParameters, headerVariables, ringSeconds } from "./leg-parameters.ts";
import { MadeLegs } from "./made-legs.ts";
import { isNotYetThere } from "./telephony-failure.ts";

/** First Stasis argument of a channel that hears another one: nobody's call, its report says only that it is there. */
const SNOOP_ARGUMENT = "snoop";
/** `in` is what the leg's far end says, `out` what it hears. */
const WHISPER = { nobody: "none", leg: "out", all: "both" } as const;

/** Legs in two steps, `create` and `dial`: made while the console paints or before there is a call, rung when it has. */
export class AriLegs {
  readonly #wishes: AriWishes;
  readonly #app: string;
  readonly #made: MadeLegs;

  /** `enteringLimitMs`: see MadeLegs. */
  constructor(wishes: AriWishes, app: string, enteringLimitMs: DurationMs) {
    this.#wishes = wishes;
    this.#app = app;
    this.#made = new MadeLegs(enteringLimitMs);
  }

  /**
   * Made and rung at once, so that it is in the application while it rings: Asterisk hangs up on whoever answers an `originate` while
   * no application is there to take them (2026-11-24).
   */
  async originate(request: OriginateRequest): Promise<void> {
    const isNew = await this.create(request);
    if (isNew) await this.dial(request.channelId, request.ringTimeoutMs);
  }

  /**
   * Resolves when the leg has entered the application: until then it can be given nothing (409). @returns false: it was made by an
   * earlier request
   */
  async create(request: LegRequest): Promise<boolean> {
    const { channelId } = request;
    let isNew = true;
    const params = createParameters(request, this.#app);
    this.#made.made(channelId);
    const existed = (error: AriError): boolean => {
      if (!existsAlready(error)) return false;
      isNew = false;
      // An earlier attempt made it: its entry may have been reported long ago.
      this.#made.settled(channelId);
      return true;
    };
    try {
      await this.#wishes.do("channels.create", params, existed, () => this.#exists(channelId));
    } catch (error) {
      this.#made.settled(channelId);
      throw error;
    }
    await this.#made.whenEntered(channelId);
    return isNew;
  }

  async label(label: LegLabel): Promise<void> {
    const { channelId } = label;
    // Not waited for by a `dial` right behind: requests are carried out in their order.
    await Promise.all(
      headerVariables(label).map(([variable, value]) =>
        this.#wishes.do("channels.setChannelVar", { channelId, variable, value }),
      ),
    );
  }

  async dial(channelId: ChannelId, ringTimeoutMs: DurationMs): Promise<void> {
    const params = { channelId, timeout: ringSeconds(ringTimeoutMs) };
    let isStillDown = false;
    // After a time-out: a second dial of a leg whose far end does not ring yet ends it. Requests are served in order, so one that
    // is Down when it is asked for was not dialled (the request got lost), or its phone has been silent for as long as that.
    const wasDialled = async (): Promise<boolean> => {
      const { state } = await this.#wishes.ask("channels.get", { channelId });
      isStillDown = state === "Down";
      return !isStillDown;
    };
    try {
      await this.#wishes.do("channels.dial", params, neverDone, wasDialled);
    } catch (error) {
      if (isNotYetThere(error)) await this.#made.whenEntered(channelId);
      else if (!isStillDown) throw error;
      await this.#wishes.do("channels.dial", params, neverDone, () => this.#exists(channelId));
    }
  }

  /**
   * One snoop for ear and voice: a second one in the same bridge would say to the agent what the first one hears. Asterisk feeds
   * those who spy before it mixes in those who whisper (audiohook.c), so nobody hears themselves.
   */
  async snoop({ snoopId, channelId, speaksTo }: SnoopRequest): Promise<void> {
    this.#made.made(snoopId);
    try {
      await this.#wishes.do(
        "channels.snoopChannelWithId",
        { channelId, snoopId, spy: "both", whisper: WHISPER[speaksTo], app: this.#app, appArgs: SNOOP_ARGUMENT },
        neverDone,
        () => this.#exists(snoopId),
      );
    } catch (error) {
      this.#made.settled(snoopId);
      throw error;
    }
    await this.#made.whenEntered(snoopId);
  }

  /** It is in the application, or will never be. */
  settled(channelId: ChannelId): void {
    this.#made.settled(channelId);
  }

  /** The line is cut. */
  forget(): void {
    this.#made.forget();
  }

  #exists(channelId: ChannelId): Promise<boolean> {
    return this.#wishes.exists("channels.get", { channelId });
  }
}
