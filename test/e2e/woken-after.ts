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
  const processes = await processesOf(browser);
  const signal = (name: "SIGSTOP" | "SIGCONT") => {
    for (const id of processes) process.kill(id, name);
  };
  const until = performance.now() + sleepMs;
  signal("SIGSTOP");
  try {
    await meanwhile(() => performance.now() >= until);
  } finally {
    signal("SIGCONT");
  }
}

/** `kill -9` of all of it at once: no page is asked, nothing is said to anybody. */
export async function killHard(browser: Browser): Promise<void> {
  const processes = await processesOf(browser);
  const isGone = new Promise((resolve) => browser.once("disconnected", resolve));
  for (const id of processes) process.kill(id, "SIGKILL");
  await isGone;
}

async function processesOf(browser: Browser): Promise<readonly number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.map(({ id }) => id);
}
