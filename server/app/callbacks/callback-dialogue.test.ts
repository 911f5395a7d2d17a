import { expect, test } from "vitest";
import {
  beginCallbackDialogue,
  type CallbackDialogueInput,
  type CallbackDialogueStep,
  stepCallbackDialogue,
} from "./callback-dialogue.ts";

const OWN = "+8613800138001";

/** Keys as they are; `.` = the prompt was heard to its end; `_` = silence. */
function play(ownNumber: string | null, inputs: string): readonly CallbackDialogueStep[] {
  const rule = (typed: string): string | null => (/^1[0-9]{10}$/.test(typed) ? `+86${typed}` : null);
  const steps = [beginCallbackDialogue(ownNumber)];
  for (const sign of inputs) {
    const input: CallbackDialogueInput =
      sign === "." ? { type: "spoken" } : sign === "_" ? { type: "silence" } : { type: "key", key: sign };
    const last = steps.at(-1);
    if (last) steps.push(stepCallbackDialogue(last.state, input, rule));
  }
  return steps;
}

test.each([
  ["one's own number, confirmed", OWN, ".1", { at: "promised", number: OWN }],
  ["confirmed over the prompt", OWN, "1", { at: "promised", number: OWN }],
  ["a key that means nothing changes nothing", OWN, "7.1", { at: "promised", number: OWN }],
  ["another number", OWN, "2.13900139000#1", { at: "promised", number: "+8613900139000" }],
  ["another number, no hash", OWN, "213900139000_.1", { at: "promised", number: "+8613900139000" }],
  ["mistyped, typed again", OWN, "213900139009#213900139000#1", { at: "promised", number: "+8613900139000" }],
  ["withheld number: asked for at once", null, ".13900139000#.1", { at: "promised", number: "+8613900139000" }],
  [
    "a number that may not be called, then one that may",
    null,
    "110#13900139000#1",
    { at: "promised", number: "+8613900139000" },
  ],
  ["three numbers that may not be called", null, "110#119#120#", { at: "kept" }],
  ["star keeps the place", OWN, ".*", { at: "kept" }],
  ["star while typing", null, "139*", { at: "kept" }],
  ["silence is asked once more", OWN, "._.1", { at: "promised", number: OWN }],
  ["silence twice keeps the place", OWN, "._._", { at: "kept" }],
  ["nothing typed, twice", null, "._._", { at: "kept" }],
  ["keys after the end mean nothing", OWN, "1*2", { at: "promised", number: OWN }],
] as const)("%s", (_what, own, inputs, end) => {
  expect(play(own, inputs).at(-1)?.state).toEqual(end);
});

test("the number is read out before it is believed; the first digit ends the question", () => {
  expect(play(OWN, "")[0]?.say).toEqual([{ id: "callback-confirm-number", values: { number: "8613800138001" } }]);
  const steps = play(null, "13900139000#");
  expect(steps[1]?.say).toEqual([]);
  expect(steps[2]?.say).toBeNull();
  expect(steps.at(-1)?.say).toEqual([{ id: "callback-confirm-number", values: { number: "8613900139000" } }]);
});

test("an endless row of digits is cut", () => {
  const last = play(null, "1".repeat(100)).at(-1)?.state;
  expect(last?.at === "typing" ? last.digits.length : null).toBe(20);
});
