import type { CommandReply } from "../../../shared/wire/console.ts";

/** A command that was begun: what it was, and the reply it has or will have. */
interface Remembered {
  readonly fingerprint: string;
  readonly reply: Promise<CommandReply>;
}

/**
 * The replies of one person's last commands by command id: the same id sent again, at once or after a reconnect, gets the
 * same reply and is carried out once. The least recently begun goes first.
 */
export class ReplyMemory {
  readonly #repliesMax: number;
  readonly #usersMax: number;
  readonly #users = new Map<string, Map<string, Remembered>>();

  constructor(repliesMax: number, usersMax: number) {
    this.#repliesMax = repliesMax;
    this.#usersMax = usersMax;
  }

  /** `conflict` when the id was used for another command before. */
  once(
    userId: string,
    commandId: string,
    fingerprint: string,
    work: () => Promise<CommandReply>,
  ): Promise<CommandReply> {
    const replies = this.#of(userId);
    const known = replies.get(commandId);
    if (known) {
      return known.fingerprint === fingerprint ? known.reply : Promise.resolve({ ok: false, code: "conflict" });
    }
    const reply = work();
    replies.set(commandId, { fingerprint, reply });
    dropOldest(replies, this.#repliesMax);
    return reply;
  }

  #of(userId: string): Map<string, Remembered> {
    const replies = this.#users.get(userId) ?? new Map<string, Remembered>();
    this.#users.delete(userId);
    this.#users.set(userId, replies);
    dropOldest(this.#users, this.#usersMax);
    return replies;
  }
}

/** A Map keeps the order of insertion. */
function dropOldest<K, V>(map: Map<K, V>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) return;
    map.delete(key);
  }
}
