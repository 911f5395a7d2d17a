import { describe, expect, it } from "vitest";
import { sendDigit, type ToneSender } from "./digit-sender.ts";

/** As browsers do it: `insertDTMF` replaces what waits. */
class FakeSender implements ToneSender {
  canInsertDTMF = true;
  toneBuffer = "";
  insertDTMF(tones: string): void {
    this.toneBuffer = tones;
  }
}

describe("sendDigit", () => {
  it("loses no digit of ten typed at once", () => {
    const sender = new FakeSender();
    for (const digit of "0123456789") expect(sendDigit(sender, digit)).toBe(true);
    expect(sender.toneBuffer).toBe("0123456789");
  });

  it.each(["", "x", "12", " "])("refuses %j", (text) => {
    const sender = new FakeSender();
    expect(sendDigit(sender, text)).toBe(false);
    expect(sender.toneBuffer).toBe("");
  });

  it("refuses when the far side takes none, or a key is stuck", () => {
    const sender = new FakeSender();
    sender.canInsertDTMF = false;
    expect(sendDigit(sender, "1")).toBe(false);
    sender.canInsertDTMF = true;
    sender.toneBuffer = "1".repeat(64);
    expect(sendDigit(sender, "1")).toBe(false);
    expect(sendDigit(null, "1")).toBe(false);
  });
});
