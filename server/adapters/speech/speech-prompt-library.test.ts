import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ALL_PROMPTS } from "../../../ivr-flows/prompt-catalogue.ts";
import type { PromptDefinition } from "../../../shared/domain/prompt.ts";
import { SteppedTime } from "../../../test/fakes/stepped-time.ts";
import { ANSWER_LEAD, LISTENING, RECORD_TONE } from "../../ports/prompt-library.ts";
import { PromptCache } from "./prompt-cache.ts";
import type { SpeechPromptLibrary, SpeechPromptOptions } from "./speech-prompt-library.ts";
import { createSpeechPromptLibrary } from "./speech-prompt-library.ts";
import { readWav, writeWav } from "./wav.ts";

const fakeEspeak = fileURLToPath(new URL("../../../test/fakes/fake-espeak.mjs", import.meta.url));
const prompts: readonly PromptDefinition[] = [
  { id: "hello", texts: { en: "Hello.", zh: "您好。" } },
  { id: "welcome", texts: { en: "Welcome.", zh: "欢迎。" } },
  { id: "position", texts: { en: "Number {count n}.", zh: "第{count n}位。" } },
];

let dataDir: string;
let time: SteppedTime;
let problems: string[];
let ids = 0;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "cordboard-speech-"));
  time = new SteppedTime();
  problems = [];
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const random = { id: (prefix: string) => `${prefix}-${(ids += 1)}`, secret: () => "" };

function library(env: Record<string, string> = {}, more: Partial<SpeechPromptOptions> = {}): SpeechPromptLibrary {
  return createSpeechPromptLibrary({
    dataDir,
    prompts,
    speech: { command: process.execPath, args: [fakeEspeak], env: { FAKE_ESPEAK_LOG: log(), ...env } },
    timeZone: "Asia/Shanghai",
    clock: time,
    random,
    withTimeout: (work) => work,
    onProblem: (problem) => problems.push(problem.message),
    ...more,
  });
}
const log = (): string => path.join(dataDir, "runs.log");
const runs = (): { args: string[]; text: string }[] => {
  if (!existsSync(log())) return [];
  return readFileSync(log(), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { args: string[]; text: string });
};
const fileOf = (media: readonly string[]): string => (media[0] ?? "").replace(/^sound:/, "");
const recording = (seconds: number, rateHz = 44_100): Buffer => {
  const pcm = Int16Array.from(
    { length: seconds * rateHz },
    (_, at) => 9_000 * Math.sin((2 * Math.PI * 440 * at) / rateHz),
  );
  return writeWav(pcm, rateHz);
};

describe("spoken prompts", () => {
  it("are made once, in both bands, by an absolute path", async () => {
    const first = await library().media({ id: "hello" }, "en");
    const file = fileOf(first);
    expect(first).toEqual([`sound:${file}`]);
    expect(path.isAbsolute(file)).toBe(true);
    const { rateHz, samples } = readWav(readFileSync(`${file}.wav`));
    expect(rateHz).toBe(8_000);
    expect(statSync(`${file}.sln16`).size / 2 / samples.length).toBeCloseTo(2, 1);
    expect(await library().media({ id: "hello" }, "en")).toEqual(first);
    expect(runs()).toHaveLength(1);
  });

  it("use the voice of the language, readings for Chinese, and never the command line for the text", async () => {
    await library().media({ id: "welcome" }, "zh");
    await library().media({ id: "position", values: { n: "12" } }, "en");
    const [zh, en] = runs();
    expect(zh?.args.join(" ")).toContain("-v cmn-latn-pinyin");
    expect(zh?.text.trim()).toBe("huan1ying2 。");
    expect(en?.args.join(" ")).toContain("-v en-us");
    expect(en?.text).toBe("Number twelve.");
    expect(en?.args.join(" ")).not.toContain("twelve");
  });

  it.each([
    ["of 300 ms to begin an answered call with", ANSWER_LEAD, 0.3],
    ["of 20 s to listen with behind a question", LISTENING, 20.3],
  ])("have a silent one %s, in both bands, also without espeak", async (_what, silence, seconds) => {
    const file = fileOf(await library({}, { speech: null }).media(silence, "en"));
    const { rateHz, samples } = readWav(readFileSync(`${file}.wav`));
    expect(samples.length / rateHz).toBeCloseTo(seconds, 3);
    expect(samples.every((sample) => sample === 0)).toBe(true);
    expect(statSync(`${file}.sln16`).size).toBe(seconds * 16_000 * 2);
    expect(fileOf(await library().media(silence, "zh"))).toBe(file);
  });

  it("have a tone to speak after, as loud as speech, also without espeak", async () => {
    const file = fileOf(await library({}, { speech: null }).media(RECORD_TONE, "zh"));
    const { rateHz, samples } = readWav(readFileSync(`${file}.wav`));
    const tone = samples.subarray(0.1 * rateHz, 0.3 * rateHz);
    const ups = tone.filter((sample, at) => sample >= 0 && (tone[at - 1] ?? 0) < 0).length;
    expect(ups / 0.2).toBeCloseTo(1_000, -1.5);
    expect(Math.sqrt(tone.reduce((sum, sample) => sum + sample ** 2, 0) / tone.length)).toBeCloseTo(0.12, 2);
  });

  it("asked for twice at once are made once", async () => {
    const speech = library();
    const [one, other] = await Promise.all([speech.media({ id: "hello" }, "en"), speech.media({ id: "hello" }, "en")]);
    expect(one).toEqual(other);
    expect(runs()).toHaveLength(1);
  });

  it("are made again when somebody deleted them", async () => {
    const speech = library();
    const file = fileOf(await speech.media({ id: "hello" }, "en"));
    rmSync(`${file}.wav`);
    await speech.media({ id: "hello" }, "en");
    expect(existsSync(`${file}.wav`)).toBe(true);
  });

  it("leave no half file behind", async () => {
    await library().media({ id: "hello" }, "en");
    writeFileSync(path.join(dataDir, "prompt-cache", "x.wav.w-1.part"), "half");
    await library().media({ id: "hello" }, "en");
    expect(readdirSync(path.join(dataDir, "prompt-cache")).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it.each([
    ["ends with an error", { FAKE_ESPEAK_MODE: "fail" }, /no voice/],
    ["makes no sound file", { FAKE_ESPEAK_MODE: "junk" }, /not a WAV/],
  ])("are unavailable when espeak %s", async (_, env, reason) => {
    const failing = library(env).media({ id: "hello" }, "en");
    await expect(failing).rejects.toMatchObject({ code: "prompt-unavailable", message: expect.stringMatching(reason) });
  });

  it("are unavailable without espeak, with a wrong path to it, for an unknown id or a missing value", async () => {
    const unavailable = { code: "prompt-unavailable" };
    await expect(library({}, { speech: null }).media({ id: "hello" }, "en")).rejects.toMatchObject(unavailable);
    const wrong = { command: "/nonexistent/espeak-ng", args: [], env: {} };
    await expect(library({}, { speech: wrong }).media({ id: "hello" }, "en")).rejects.toMatchObject(unavailable);
    await expect(library().media({ id: "../hello" }, "en")).rejects.toMatchObject(unavailable);
    await expect(library().media({ id: "position" }, "en")).rejects.toMatchObject(unavailable);
  });

  it("are unavailable when espeak takes too long", async () => {
    const limit: SpeechPromptOptions["withTimeout"] = (work, limitMs, what) => {
      // The work is abandoned on purpose: its late failure is nobody's.
      void work.catch(() => undefined);
      return Promise.reject(new Error(`${what}: ${limitMs} ms`));
    };
    const slow = library({ FAKE_ESPEAK_MODE: "hang" }, { withTimeout: limit }).media({ id: "hello" }, "en");
    await expect(slow).rejects.toMatchObject({
      code: "prompt-unavailable",
      message: expect.stringContaining("5000 ms"),
    });
  });

  it("warm up without those that speak values, and count what failed", async () => {
    const reports: number[] = [];
    const result = await library().warmUp(({ done }) => reports.push(done));
    expect(result).toEqual({ done: 4, total: 4, failed: 0 });
    expect(reports).toEqual([1, 2, 3, 4]);
    expect(await library({}, { dataDir: path.join(dataDir, "other"), speech: null }).warmUp(() => undefined)).toEqual({
      done: 4,
      total: 4,
      failed: 4,
    });
    const stopped = library({}, { dataDir: path.join(dataDir, "third") });
    stopped.stop();
    expect((await stopped.warmUp(() => undefined)).done).toBe(0);
  });
});

describe("recordings", () => {
  it("win over the spoken text, are converted, and can be replaced", async () => {
    const speech = library();
    const spoken = fileOf(await speech.media({ id: "hello" }, "en"));
    await speech.importUploadedPrompt("hello", "en", recording(1));
    const first = fileOf(await speech.media({ id: "hello" }, "en"));
    expect(first).not.toBe(spoken);
    const sound = readWav(readFileSync(`${first}.wav`));
    expect(sound.rateHz).toBe(8_000);
    expect(sound.samples.length / 8_000).toBeCloseTo(1.3, 1);
    await speech.importUploadedPrompt("hello", "en", recording(2));
    expect(fileOf(await library().media({ id: "hello" }, "en"))).not.toBe(first);
    expect(fileOf(await speech.media({ id: "hello" }, "zh"))).not.toBe(first);
  });

  it("that cannot be used are refused with the reason", async () => {
    const speech = library();
    const refused = (reason: string) => ({ code: "prompt-refused", reason });
    const put = (id: string, bytes: Buffer) => speech.importUploadedPrompt(id, "en", bytes);
    await expect(put("hello", Buffer.from("ID3 this is an mp3"))).rejects.toMatchObject(refused("not-usable"));
    await expect(put("hello", recording(121, 8_000))).rejects.toMatchObject(refused("too-long"));
    await expect(put("hello", recording(0, 8_000))).rejects.toMatchObject(refused("too-short"));
    await expect(put("position", recording(1))).rejects.toMatchObject(refused("prompt-has-values"));
    await expect(put("../../etc/x", recording(1))).rejects.toMatchObject(refused("unknown-prompt"));
    expect(existsSync(path.join(dataDir, "prompts"))).toBe(false);
  });

  it("put there by hand and broken give way to the spoken text, with a word to the operator", async () => {
    await mkdir(path.join(dataDir, "prompts", "en"), { recursive: true });
    writeFileSync(path.join(dataDir, "prompts", "en", "hello.wav"), "no sound at all");
    expect(existsSync(`${fileOf(await library().media({ id: "hello" }, "en"))}.wav`)).toBe(true);
    expect(problems).toEqual([expect.stringContaining("not a WAV file")]);
  });
});

describe("PromptCache", () => {
  it("drops the least recently used beyond its bound, never a kept or a fresh one", async () => {
    const folder = path.join(dataDir, "cache");
    const sound = { narrow: new Int16Array(4), wide: new Int16Array(8) };
    const first = new PromptCache(folder, time, random, new Set(["kept"]));
    for (const key of ["kept", "oldest", "old"]) {
      await first.put(key, sound);
      time.advance(1_000);
    }
    await first.find("oldest");
    utimesSync(path.join(folder, "kept.wav"), 1, 1);
    time.advance(11 * 60_000);

    const limits = { entriesMax: 5, bytesMax: 1_000_000 };
    const second = new PromptCache(folder, time, random, new Set(["kept"]), limits);
    for (let made = 0; made < 3; made += 1) await second.put(`new-${made}`, sound);
    expect(second.size).toBe(5);
    expect(existsSync(path.join(folder, "old.wav"))).toBe(false);
    expect(existsSync(path.join(folder, "old.sln16"))).toBe(false);
    expect(await second.find("old")).toBeNull();
    for (const key of ["kept", "oldest", "new-0"]) expect(await second.find(key), key).not.toBeNull();
  });
});

describe("catalogue", () => {
  it("can speak every prompt of the product in words", async () => {
    const speech = library({}, { prompts: ALL_PROMPTS });
    const values = {
      amountMinor: "12850",
      currency: "CNY",
      dueAt: "0",
      position: "3",
      callers: "50",
      minutesLow: "1",
      minutesHigh: "4",
      minutes: "40",
      key: "1",
      number: "8613800138000",
    };
    for (const { id } of ALL_PROMPTS.filter((prompt) => prompt.texts.en.includes("{"))) {
      await speech.media({ id, values }, "zh");
    }
    expect(runs().length).toBeGreaterThan(3);
    for (const run of runs()) expect(run.text).not.toMatch(/[{}]/);
  });
});

it("every announcement can be played to an administrator, values by example", async () => {
  const made = library();
  for (const { id } of prompts)
    expect(
      readFileSync(await made.soundFile(id, "en"))
        .subarray(0, 4)
        .toString(),
    ).toBe("RIFF");
  await expect(made.soundFile("no-such-prompt", "en")).rejects.toMatchObject({ code: "prompt-unavailable" });
});
