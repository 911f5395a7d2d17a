import type { ChannelId } from "../../../shared/domain/ids.ts";
import type { DurationMs } from "../../../shared/domain/time.ts";

interface Entering {
  readonly entered: Promise<void>;
  readonly settle: () => void;
}

/** Legs that were created and are about to enter the application; ARI refuses to dial one (409) before it has. */
export class MadeLegs {
  readonly #limitMs: DurationMs;
  readonly #entering = new Map<ChannelId, Entering>();

  /** `limitMs`: what is not reported by then is dialled all the same; the PBX says if that is no use. */
  constructor(limitMs: DurationMs) {
    this.#limitMs = limitMs;
  }

  /** Call before `create` is sent. */
  made(channelId: ChannelId): void {
    if (this.#entering.has(channelId)) return;
    let settle: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => {
      settle = resolve;
    });
    this.#entering.set(channelId, { entered, settle });
  }

  /** It is in the application, or will never be. */
  settled(channelId: ChannelId): void {
    this.#entering.get(channelId)?.settle();
    this.#entering.delete(channelId);
  }

  /** The line is cut: what happens meanwhile is not reported. */
  forget(): void {
    for (const channelId of [...this.#entering.keys()]) this.settled(channelId);
  }

  async whenEntered(channelId: ChannelId): Promise<void> {
    const entering = this.#entering.get(channelId);
    if (!entering) return;
    const timer = setTimeout(() => this.settled(channelId), this.#limitMs);
    await entering.entered;
    clearTimeout(timer);
  }
}
