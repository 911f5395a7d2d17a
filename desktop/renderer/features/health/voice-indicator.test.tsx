import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { I18nextProvider } from "react-i18next";
import { afterEach, describe, expect, it } from "vitest";
import { rateVoice, type LineSample, type VoiceSample } from "../../../../shared/domain/call-quality.ts";
import { startI18n } from "../../i18n/start-i18n.ts";
import { VoiceIndicator } from "./voice-indicator.tsx";

const SAMPLE: VoiceSample = {
  windowMs: 10_000,
  heard: { lossPercent: 0.44, jitterMs: 3.6 },
  heardPackets: 498,
  sent: null,
  rttMs: 31,
  jitterBufferMs: 44,
  microphoneSilent: false,
};

async function show(change: Partial<VoiceSample>, line: LineSample | null = null, language: "en" | "zh" = "en") {
  const sample = { ...SAMPLE, ...change };
  const { container } = render(
    <I18nextProvider i18n={await startI18n(language)}>
      <VoiceIndicator voice={{ ...rateVoice(sample, line), sample, line }} />
    </I18nextProvider>,
  );
  return container;
}

describe("VoiceIndicator", () => {
  afterEach(cleanup);

  it("is one word while all is well, and tells the figures when asked by key", async () => {
    await show({});
    const button = screen.getByRole("button", { name: "Sounds good" });
    expect(screen.getByTestId("voice-figures").hidden).toBe(true);
    await userEvent.tab();
    expect(document.activeElement).toBe(button);
    await userEvent.keyboard("{Enter}");
    const figures = screen.getByTestId("voice-figures");
    expect(figures.hidden).toBe(false);
    expect(figures.textContent).toContain("4.3 of 4.5");
    expect(figures.textContent).toContain("0.4%");
    expect(figures.textContent).toContain("31 ms");
    await userEvent.keyboard("{Escape}");
    expect(figures.hidden).toBe(true);
  });

  it("says in plain words what it is due to and what helps", async () => {
    await show({ heard: { lossPercent: 9, jitterMs: 40 } });
    await userEvent.click(screen.getByRole("button", { name: "Sounds poor" }));
    expect(screen.getByTestId("voice-figures").textContent).toContain("Your network loses parts of the talk");
  });

  it("blames the customer's line where that is the cause, in Chinese too", async () => {
    const line: LineSample = {
      heard: { lossPercent: 12, jitterMs: 30 },
      heardPackets: 440,
      sent: { lossPercent: 0, jitterMs: 1 },
      rttMs: null,
    };
    const container = await show({}, line, "zh");
    await userEvent.click(screen.getByRole("button", { name: "音质较差" }));
    expect(screen.getByTestId("voice-figures").textContent).toContain("客户的线路不佳");
    expect((await axe.run(container, { rules: { region: { enabled: false } } })).violations).toEqual([]);
  });
});
