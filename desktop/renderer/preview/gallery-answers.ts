import type { CommandReply } from "../../../shared/wire/console.ts";
import type { Wallboard } from "../../../shared/wire/wallboard-schemas.ts";
import { tooEarly } from "./calling-fixtures.ts";
import type { FakeServer } from "./fake-server.ts";
import { lineOf } from "./line-of.ts";

interface GalleryAnswers {
  readonly board: () => Wallboard;
  readonly now: number;
  /** A code that every command fails with. */
  readonly refusal: string | null;
  /** Commands stay unanswered: what they look like while they are pending. */
  readonly isSilent: boolean;
  /** Nobody of any list may be called at this hour. */
  readonly isTooEarly: boolean;
}

/** How the gallery's server answers: a queue's line to who looks at one, and without whoever was sent elsewhere from then on. */
export function answerAs(
  server: FakeServer,
  { board, now, refusal, isSilent, isTooEarly }: GalleryAnswers,
): FakeServer["respond"] {
  const answer = server.respond;
  const sentAway = new Set<unknown>();
  let watched: Readonly<Record<string, unknown>> = {};
  const tellLine = () => {
    const queue = board().queues.find(({ queueId }) => queueId === watched["queueId"]);
    if (queue === undefined) return;
    const line = lineOf(queue, now);
    const waiting = line.callers.filter(({ contactId }) => !sentAway.has(contactId));
    const callers = watched["deep"] === true ? waiting : waiting.slice(0, 10);
    server.emit("waiting-line", { ...line, inLine: waiting.length, callers });
  };
  return (command): CommandReply | Promise<CommandReply> => {
    const { name, args } = command;
    if (name === "waiting.watch") {
      watched = args;
      tellLine();
    }
    if (name === "targets.list" || name === "waiting.watch") return answer(command);
    if (name === "list.next" && isTooEarly) return { ok: true, result: { entry: null, pause: tooEarly(now) } };
    if (isSilent) return new Promise(() => undefined);
    if (refusal !== null) return { ok: false, code: refusal };
    if (name === "waiting.redirect") {
      sentAway.add(args["contactId"]);
      tellLine();
    }
    return answer(command);
  };
}
