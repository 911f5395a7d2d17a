import type { WaitingOptions } from "../../../shared/domain/waiting.ts";
import { type SpokenInterval, spokenInterval } from "../../estimates/spoken-interval.ts";
import type { WaitEstimate } from "../../estimates/wait-estimate.ts";
import type { PromptRef } from "../../ports/prompt-library.ts";

/** Places said exactly; further back only "more than so many", so that a rush does not need a sentence of its own for each caller. */
const EXACT_POSITIONS_MAX = 20;
const ROUND_NUMBERS = [500, 200, 100, 50, EXACT_POSITIONS_MAX] as const;
/** The choices are told with the first announcement and then with every third: who has heard them needs them only now and then. */
const CHOICES_EVERY = 3;

/** What a waiting caller is told: the place, the wait, now and then the keys. */
export function announcement(
  position: number,
  estimate: WaitEstimate | null,
  options: WaitingOptions,
  announcementsBefore: number,
): readonly PromptRef[] {
  const wait = estimate !== null && options.announcesWait ? [waitPrompt(spokenInterval(estimate))] : [];
  const choices = announcementsBefore % CHOICES_EVERY === 0 ? choicePrompts(options) : [];
  return [positionPrompt(position), ...wait, ...choices];
}

function positionPrompt(position: number): PromptRef {
  if (position <= EXACT_POSITIONS_MAX) return { id: "queue-position", values: { position: String(position) } };
  const ahead = position - 1;
  const round = ROUND_NUMBERS.find((number) => ahead > number) ?? EXACT_POSITIONS_MAX - 1;
  return { id: "queue-position-over", values: { callers: String(round) } };
}

function waitPrompt(interval: SpokenInterval): PromptRef {
  switch (interval.kind) {
    case "under":
      return minutes(0, interval.minutes === 1 ? 0 : interval.minutes);
    case "between":
      return minutes(interval.fromMinutes, interval.toMinutes);
    case "over":
      return { id: "queue-estimated-wait-over", values: { minutes: String(interval.minutes) } };
  }
}

function minutes(low: number, high: number): PromptRef {
  return { id: "queue-estimated-wait", values: { minutesLow: String(low), minutesHigh: String(high) } };
}

function choicePrompts({ keys }: WaitingOptions): readonly PromptRef[] {
  return keys.map(({ key, choice }) => ({ id: `waiting-press-${choice}`, values: { key } }));
}

/** Sentences a waiting caller is likely to hear soon: made ahead of the first rush. */
export const POSITION_PROMPTS: readonly PromptRef[] = [
  ...Array.from({ length: EXACT_POSITIONS_MAX }, (_, index) => positionPrompt(index + 1)),
  ...[EXACT_POSITIONS_MAX - 1, ...ROUND_NUMBERS].map((number) => positionPrompt(number + 2)),
  ...[
    [0, 0],
    [0, 2],
    [0, 3],
    [1, 2],
    [1, 3],
    [1, 4],
    [2, 4],
    [2, 5],
    [3, 5],
    [3, 6],
    [4, 8],
    [5, 10],
  ].map(([low = 0, high = 0]) => minutes(low, high)),
  ...["1", "2"].flatMap((key) =>
    ["callback", "voicemail"].map((choice) => ({ id: `waiting-press-${choice}`, values: { key } })),
  ),
];
