import type { CommandLine } from "electron";

/**
 * Switches of Chromium that would open an installed console to whoever can write a shortcut: fuses close Node's inspector,
 * these are not covered by them. From the sources they stay, the test driver needs them. `no-sandbox` is not here: the sandbox
 * is decided before this program's first line runs.
 */
const REFUSED_SWITCHES = [
  "remote-debugging-port",
  "remote-debugging-pipe",
  "remote-debugging-address",
  "remote-allow-origins",
  "ignore-certificate-errors",
  "ignore-certificate-errors-spki-list",
  "allow-insecure-localhost",
  "allow-running-insecure-content",
  "unsafely-treat-insecure-origin-as-secure",
  "disable-web-security",
  "disable-site-isolation-trials",
  "use-fake-ui-for-media-stream",
  "use-fake-device-for-media-stream",
  "load-extension",
  "host-rules",
  "host-resolver-rules",
  "js-flags",
] as const;

/** Names of the switches that were given and taken away. Call before `app` is ready. */
export function hardenCommandLine(commandLine: Pick<CommandLine, "hasSwitch" | "removeSwitch">): readonly string[] {
  const given = REFUSED_SWITCHES.filter((name) => commandLine.hasSwitch(name));
  for (const name of given) commandLine.removeSwitch(name);
  return given;
}
