import type { ChannelId } from "../../../shared/domain/ids.ts";

const REMEMBERED_MAX = 5_000;

/** A leg we rang ends twice for ARI, StasisEnd and ChannelDestroyed: once for the application. */
export class EndedLegs {
  readonly #ended = new Set<ChannelId>();

  isFirstEnd(channelId: ChannelId): boolean {
    if (this.#ended.has(channelId)) return false;
    this.#ended.add(channelId);
    if (this.#ended.size > REMEMBERED_MAX) {
      const [oldest] = this.#ended;
      if (oldest !== undefined) this.#ended.delete(oldest);
    }
    return true;
  }
}
