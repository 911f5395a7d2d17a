import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { I18nextProvider } from "react-i18next";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type LineCheckResult, NO_PHONE, PhoneContext } from "../../connection/phone-context.ts";
import { addViewTexts, startI18n } from "../../i18n/start-i18n.ts";
import { AudioCheckView } from "./audio-check-view.tsx";
import { levelDbOf, SILENCE_DB } from "./microphone-meter.ts";

async function open(result: LineCheckResult, language: "en" | "zh" = "en") {
  const checkLine = vi.fn(async () => result);
  const phone = {
    get: () => NO_PHONE,
    subscribe: () => () => undefined,
    answer: () => undefined,
    hangUp: () => undefined,
    setMuted: () => undefined,
    sendDigit: () => undefined,
    checkMicrophone: () => undefined,
    checkLine,
  };
  const i18n = await startI18n(language);
  await addViewTexts(i18n);
  const { container } = render(
    <I18nextProvider i18n={i18n}>
      <PhoneContext value={phone}>
        <AudioCheckView />
      </PhoneContext>
    </I18nextProvider>,
  );
  return { container, checkLine };
}

const GOOD: LineCheckResult = {
  ok: true,
  rating: { mos: 4.38, level: "good", cause: "none" },
  sample: {
    windowMs: 7_000,
    heard: { lossPercent: 0, jitterMs: 2.4 },
    heardPackets: 350,
    sent: null,
    rttMs: 12,
    jitterBufferMs: 40,
    microphoneSilent: false,
  },
};

describe("AudioCheckView", () => {
  afterEach(cleanup);

  it("says what to do where the browser shows no microphone", async () => {
    await open(GOOD);
    const step = screen.getByTestId("check-microphone");
    await waitFor(() => expect(step.dataset["verdict"]).toBe("bad"));
    expect(step.textContent).toContain("Allow it for this page");
  });

  it("asks whether the tone was heard, and helps when not", async () => {
    await open(GOOD);
    const step = screen.getByTestId("check-speaker");
    expect(screen.queryByTestId("speaker-heard")).toBeNull();
    await userEvent.click(screen.getByTestId("play-speaker"));
    await userEvent.click(screen.getByTestId("speaker-not-heard"));
    expect(step.dataset["verdict"]).toBe("bad");
    expect(step.textContent).toContain("Turn up the volume of the headset");
    await userEvent.click(screen.getByTestId("speaker-heard"));
    expect(step.dataset["verdict"]).toBe("good");
  });

  it("tells the line's result in words and figures", async () => {
    const { checkLine } = await open(GOOD);
    await userEvent.click(screen.getByTestId("run-line-check"));
    expect(checkLine).toHaveBeenCalledOnce();
    const step = screen.getByTestId("check-line");
    await waitFor(() => expect(step.dataset["verdict"]).toBe("good"));
    expect(screen.getByTestId("line-figures").textContent).toContain("Score 4.4 of 4.5 · 0% lost · jitter 2 ms");
  });

  it("tells in Chinese what is wrong, and everything can be read aloud", async () => {
    const { container } = await open({ ok: false, because: "no-line" }, "zh");
    await userEvent.click(screen.getByTestId("run-line-check"));
    await waitFor(() => expect(screen.getByTestId("check-line").textContent).toContain("尚未连接交换机"));
    expect((await axe.run(container, { rules: { region: { enabled: false } } })).violations).toEqual([]);
  });
});

describe("the level", () => {
  it.each([
    [[], SILENCE_DB],
    [[0, 0, 0], SILENCE_DB],
    [[1, -1, 1, -1], 0],
    [[0.1, -0.1], -20],
  ])("of %j is %d dB", (samples, level) => expect(levelDbOf(Float32Array.from(samples))).toBeCloseTo(level, 4));
});
