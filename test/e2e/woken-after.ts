import type { Browser } from "playwright-core";

/**
 * A machine that sleeps, as those see it who are awake: nothing of it runs, its sockets stay open, and nobody said a word. Wakes it after
 * `sleepMs`, and not before `meanwhile` is through.
 */
export async function wokenAfter(
  browser: Browser,
  sleepMs: number,
  meanwhile: (hasSlept: () => boolean) => Promise<void>,
): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const signal = (name: "SIGSTOP" | "SIGCONT") => {
    for (const { id } of processInfo) process.kill(id, name);
  };
  const until = performance.now() + sleepMs;
  signal("SIGSTOP");
  try {
    await meanwhile(() => performance.now() >= until);
  } finally {
    signal("SIGCONT");
  }
}
