import { describe, expect, it } from "vitest";
import { DigitSender, type ToneSender } from "./digit-sender.ts";

/** As a browser does it: `insertDTMF` replaces what waits; one tone leaves the buffer with each `play`. */
class FakeToneSender implements ToneSender {
  canInsertDTMF = true;
  toneBuffer = "";
  played = "";
  insertDTMF(tones: string): void {
    this.toneBuffer = tones;
  }
  play(): void {
    this.played += this.toneBuffer.slice(0, 1);
    this.toneBuffer = this.toneBuffer.slice(1);
  }
}

describe("DigitSender", () => {
  it("loses nothing when digits come faster than tones are played", () => {
    const tones = new FakeToneSender();
    const digits = new DigitSender(() => tones);
    digits.mediaReady();
    for (const [index, digit] of [..."8602113579*0#"].entries()) {
      digits.send(digit);
      if (index % 3 === 0) tones.play();
    }
    while (tones.toneBuffer !== "") tones.play();
    expect(tones.played).toBe("8602113579*0#");
  });

  it("keeps digits typed before the media path stands, in order", () => {
    const tones = new FakeToneSender();
    const digits = new DigitSender(() => tones);
    digits.send("12");
    expect(tones.toneBuffer).toBe("");
    digits.mediaReady();
    digits.send("3");
    expect(tones.toneBuffer).toBe("123");
  });

  it("sends only digits, and is bounded", () => {
    const tones = new FakeToneSender();
    const digits = new DigitSender(() => tones);
    digits.mediaReady();
    digits.send("1x 2,3a");
    expect(tones.toneBuffer).toBe("123A");
    digits.send("9".repeat(500));
    expect(tones.toneBuffer).toHaveLength(64);
  });
});
