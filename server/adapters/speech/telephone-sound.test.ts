import { describe, expect, it } from "vitest";
import { resample } from "./resample.ts";
import { telephoneSound } from "./telephone-sound.ts";
import { pcmBytes, readWav, writeWav } from "./wav.ts";

const tone = (hz: number, rateHz: number, seconds: number, level = 0.5): Float32Array => {
  return Float32Array.from({ length: rateHz * seconds }, (_, at) => level * Math.sin((2 * Math.PI * hz * at) / rateHz));
};

/** Level in dB below full scale away from the edges. */
const levelDb = (samples: Float32Array): number => {
  const middle = samples.subarray(samples.length / 4, (samples.length * 3) / 4);
  return 10 * Math.log10(middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length + 1e-12);
};

describe("resample", () => {
  it.each([
    [22_050, 8_000],
    [22_050, 16_000],
    [44_100, 8_000],
    [48_000, 8_000],
    [8_000, 16_000],
  ])("from %d to %d Hz keeps speech as loud as it was", async (from, to) => {
    for (const hz of [300, 1_000, 3_000]) {
      const before = tone(hz, from, 1);
      const after = await resample(before, from, to);
      expect(after).toHaveLength(Math.floor((before.length * to) / from));
      expect(Math.abs(levelDb(after) - levelDb(before)), `${hz} Hz`).toBeLessThan(0.5);
    }
  });

  it.each([4_500, 6_000, 9_000])("lets nothing of %d Hz fold into the telephone band", async (hz) => {
    const before = tone(hz, 22_050, 1);
    expect(levelDb(await resample(before, 22_050, 8_000))).toBeLessThan(levelDb(before) - 60);
  });

  it("gives way to others while it works", async () => {
    let turns = 0;
    let working = true;
    const count = (): void => {
      turns += 1;
      if (working) setImmediate(count);
    };
    setImmediate(count);
    await resample(tone(500, 48_000, 5), 48_000, 8_000);
    working = false;
    expect(turns).toBeGreaterThan(10);
  });
});

describe("telephoneSound", () => {
  it("brings loud and faint recordings to one level without clipping", async () => {
    const levels: number[] = [];
    for (const level of [0.02, 0.2, 0.99]) {
      const { narrow, wide } = await telephoneSound({ rateHz: 22_050, samples: tone(700, 22_050, 1, level) });
      levels.push(levelDb(Float32Array.from(narrow, (sample) => sample / 32_768)));
      expect(Math.max(...narrow.map(Math.abs))).toBeLessThan(32_000);
      expect(wide.length / narrow.length).toBeCloseTo(2, 2);
    }
    expect(Math.max(...levels) - Math.min(...levels)).toBeLessThan(1);
  });

  it("leaves silence silent", async () => {
    const { narrow } = await telephoneSound({ rateHz: 8_000, samples: new Float32Array(8_000) });
    expect(narrow.every((sample) => sample === 0)).toBe(true);
  });
});

describe("WAV", () => {
  const pcm = Int16Array.from(tone(1_000, 8_000, 0.1), (sample) => Math.round(sample * 32_767));

  it("reads what it writes", () => {
    const { rateHz, samples } = readWav(writeWav(pcm, 8_000));
    expect(rateHz).toBe(8_000);
    expect(Int16Array.from(samples, (sample) => sample * 32_768)).toEqual(pcm);
  });

  it("reads a stream whose header cannot know its length, behind chunks it does not know", () => {
    const whole = writeWav(pcm, 8_000);
    const list = Buffer.from("LIST\x03\x00\x00\x00abc\x00", "latin1");
    const streamed = Buffer.concat([whole.subarray(0, 36), list, whole.subarray(36)]);
    streamed.writeUInt32LE(0x7ffff000, 40 + list.length);
    expect(readWav(streamed).samples).toHaveLength(pcm.length);
  });

  it.each([
    ["8-bit PCM", 1, 8, Buffer.from([128, 192, 64]), [0, 0.5, -0.5]],
    ["24-bit PCM", 1, 24, Buffer.from([0, 0, 0x40, 0, 0, 0xc0]), [0.5, -0.5]],
    ["float", 3, 32, Buffer.from(Float32Array.of(0.25, -2, Number.NaN).buffer), [0.25, -1, 0]],
    ["µ-law", 7, 8, Buffer.from([0xff, 0x80, 0x00]), [0, 0.980347, -0.980347]],
    ["A-law", 6, 8, Buffer.from([0xd5, 0xaa, 0x2a]), [0.000244, 0.984375, -0.984375]],
  ])("reads %s", (_, tag, bits, data, expected) => {
    const file = Buffer.concat([writeWav(new Int16Array(0), 8_000), data]);
    file.writeUInt16LE(tag, 20);
    file.writeUInt16LE(bits, 34);
    file.writeUInt32LE(data.length, 40);
    const { samples } = readWav(file);
    expect(samples).toHaveLength(expected.length);
    for (const [at, value] of expected.entries()) expect(samples[at]).toBeCloseTo(value, 4);
  });

  it("mixes two channels to one", () => {
    const file = writeWav(Int16Array.of(16_384, 0, -16_384, -16_384), 8_000);
    file.writeUInt16LE(2, 22);
    expect([...readWav(file).samples]).toEqual([0.25, -0.5]);
  });

  it("refuses what is no sound, whatever is cut off or wrong in it", () => {
    const good = writeWav(pcm, 8_000);
    for (let length = 0; length < 44; length += 1) expect(() => readWav(good.subarray(0, length))).toThrowError();
    const broken: [number, number][] = [
      [22, 3],
      [20, 85],
      [34, 12],
    ];
    for (const [at, value] of broken) {
      const bad = Buffer.from(good);
      bad.writeUInt16LE(value, at);
      expect(() => readWav(bad)).toThrowError();
    }
    const slow = Buffer.from(good);
    slow.writeUInt32LE(400, 24);
    expect(() => readWav(slow)).toThrowError(/400 Hz/);
    const endless = Buffer.concat([good.subarray(0, 36), Buffer.from("junk\xff\xff\xff\xff", "latin1")]);
    expect(() => readWav(endless)).toThrowError();
    expect(pcmBytes(Int16Array.of(-2)).toString("hex")).toBe("feff");
  });
});
