import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { ensureTool } from "../../server/adapters/pbx/ensure-tool.ts";
import { sineWave } from "../carrier/sine-wave.ts";
import { encodeWav } from "../carrier/wav-file.ts";
import type { OwnNetwork } from "./own-network.ts";

const RATE_HZ = 48_000;
const SECONDS = 20;
/** The microphone's loudness swells as speech does: the browser's noise suppression would take an even tone away. */
const BEATS_HZ = 4;
const FIRST_PAGE_LIMIT_MS = 20_000;

export interface BrowserWish {
  readonly toneHz: number;
  /** As strict as browsers get: a page makes no sound before somebody touches it. */
  readonly silentUntilTouched?: boolean;
  /** Elsewhere than on this machine. */
  readonly network?: OwnNetwork;
}

/** Chromium with a microphone that speaks one tone. One browser a person: the tone is a property of the process. */
export async function openBrowser(
  folder: string,
  { toneHz, silentUntilTouched, network }: BrowserWish,
): Promise<Browser> {
  const microphone = join(folder, `microphone-${toneHz}.wav`);
  const samples = sineWave({ hz: toneHz, seconds: SECONDS, sampleRateHz: RATE_HZ, amplitude: 0.6, beatsHz: BEATS_HZ });
  writeFileSync(microphone, encodeWav({ samples, sampleRateHz: RATE_HZ }));
  const tool = await ensureTool("chromium");
  return chromium.launch({
    executablePath: network?.programFor(tool.command, folder) ?? tool.command,
    env: { ...process.env, ...tool.env },
    args: [
      ...tool.args,
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // By default Chromium lets a page play while it records, which a call does; others do not.
      `--autoplay-policy=${silentUntilTouched === true ? "user-gesture-required" : "no-user-gesture-required"}`,
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-audio-capture=${microphone}`,
      "--allow-loopback-in-peer-connection",
    ],
  });
}

/** A tab of its own: nothing stored, English unless told otherwise. */
export async function openTab(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1_280, height: 720 },
    ...options,
  });
  context.setDefaultTimeout(FIRST_PAGE_LIMIT_MS);
  return context.newPage();
}
