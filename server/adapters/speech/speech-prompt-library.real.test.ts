import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ALL_PROMPTS } from "../../../ivr-flows/prompt-catalogue.ts";
import { LANGUAGES } from "../../../shared/domain/contact.ts";
import { promptSlots } from "../../../shared/domain/prompt.ts";
import { SteppedTime } from "../../../test/fakes/stepped-time.ts";
import { withTimeout } from "../system/with-timeout.ts";
import { VOICES } from "./espeak.ts";
import { withMandarinReadings } from "./mandarin-readings.ts";
import { promptText } from "./prompt-text.ts";
import { createSpeechPromptLibrary } from "./speech-prompt-library.ts";
import { readWav } from "./wav.ts";

const espeak = (process.env["PATH"] ?? "")
  .split(path.delimiter)
  .map((folder) => path.join(folder, "espeak-ng"))
  .find((file) => existsSync(file));

const values = {
  amountMinor: "12850",
  currency: "CNY",
  dueAt: "0",
  position: "12",
  callers: "50",
  minutesLow: "2",
  minutesHigh: "8",
  minutes: "60",
  key: "2",
  number: "13800138002",
};

/** Only where espeak-ng is on PATH; the e2e walk hears the prompts of a private one. */
describe.skipIf(espeak === undefined)("espeak-ng", () => {
  const command = espeak ?? "";
  const dataDir = mkdtempSync(path.join(tmpdir(), "cordboard-espeak-"));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it("reads every Chinese prompt as Chinese: nothing falls back to English", () => {
    for (const { id, texts } of ALL_PROMPTS) {
      const input = withMandarinReadings(promptText(texts.zh, values, "zh", "Asia/Shanghai"));
      const phonemes = execFileSync(command, ["-v", VOICES.zh, "-q", "-x", "-b", "1", "--stdin"], { input }).toString();
      expect(phonemes, id).not.toMatch(/\(en/);
      expect(phonemes.trim(), id).not.toBe("");
    }
  });

  it("speaks every prompt, none empty, one level", async () => {
    let ids = 0;
    const library = createSpeechPromptLibrary({
      dataDir,
      prompts: ALL_PROMPTS,
      speech: { command, args: [], env: { PATH: process.env["PATH"] } },
      timeZone: "Asia/Shanghai",
      clock: new SteppedTime(),
      random: { id: (prefix) => `${prefix}-${(ids += 1)}`, secret: () => "" },
      withTimeout,
      onProblem: ({ message }) => expect.fail(message),
    });
    expect((await library.warmUp(() => undefined)).failed).toBe(0);
    for (const { id, texts } of ALL_PROMPTS) {
      for (const language of LANGUAGES) {
        const slots = promptSlots(texts[language]).length > 0;
        const [uri = ""] = await library.media(slots ? { id, values } : { id }, language);
        const { samples } = readWav(readFileSync(`${uri.replace("sound:", "")}.wav`));
        const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
        expect(samples.length, `${language}/${id}`).toBeGreaterThan(4_000);
        expect(peak, `${language}/${id}`).toBeGreaterThan(0.2);
        expect(peak, `${language}/${id}`).toBeLessThan(0.99);
      }
    }
  });
});
