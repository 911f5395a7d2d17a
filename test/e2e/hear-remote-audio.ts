import type { Page } from "playwright-core";
import type { Sound } from "../carrier/wav-file.ts";
import { toneLevelDb } from "../carrier/tone-level.ts";

/** The analyser's largest window: 0.68 s at 48 kHz. */
const WINDOW = 32_768;

/** A call that is being brought back, or was never there, is not played yet. */
export async function playsRemoteAudio(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const audio = document.querySelector("[data-testid=remote-audio]");
    return audio instanceof HTMLMediaElement && audio.srcObject !== null;
  });
}

/** What the person at this page hears from now on, taken from the page's own loudspeaker element. */
export async function hearRemoteAudio(page: Page): Promise<Sound> {
  const { samples, sampleRateHz } = await page.evaluate(async (window) => {
    const audio = document.querySelector("[data-testid=remote-audio]");
    const stream = audio instanceof HTMLMediaElement ? audio.srcObject : null;
    if (!(stream instanceof MediaStream)) throw new Error("nothing is played on this page");
    const context = new AudioContext();
    const source = context.createMediaStreamSource(stream);
    const analyser = new AnalyserNode(context, { fftSize: window });
    source.connect(analyser);
    await context.resume();
    const until = context.currentTime + window / context.sampleRate + 0.1;
    while (context.currentTime < until) await new Promise((resolve) => setTimeout(resolve, 20));
    const heard = new Float32Array(window);
    analyser.getFloatTimeDomainData(heard);
    await context.close();
    return {
      samples: Array.from(heard, (value) => Math.max(-32_768, Math.min(32_767, Math.round(value * 32_767)))),
      sampleRateHz: context.sampleRate,
    };
  }, WINDOW);
  return { samples: Int16Array.from(samples), sampleRateHz };
}

/** Hears again and again until `isIt` says yes, as the carrier's calls do. */
export async function hearOnPageUntil(
  page: Page,
  isIt: (sound: Sound) => boolean,
  what: string,
  limitMs = 20_000,
): Promise<void> {
  const until = performance.now() + limitMs;
  while (!isIt(await hearRemoteAudio(page)))
    if (performance.now() > until) throw new Error(`not heard on the page within ${limitMs / 1_000} s: ${what}`);
}

/** Hears until the tone is at least this loud; resolves with its level. */
export async function hearToneOnPage(page: Page, hz: number, atLeastDb: number, limitMs = 20_000): Promise<number> {
  const until = performance.now() + limitMs;
  for (;;) {
    const level = toneLevelDb(await hearRemoteAudio(page), hz);
    if (level >= atLeastDb) return level;
    if (performance.now() > until)
      throw new Error(`${hz} Hz is not heard on the page within ${limitMs / 1_000} s: ${level.toFixed(0)} dB`);
  }
}
