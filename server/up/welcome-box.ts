import type { RunningCordboard } from "./cordboard.ts";

/** The addresses and logins in a frame, for the terminal. */
export function welcomeBox({
  urls,
  logins,
  survivalOk,
}: Pick<RunningCordboard, "urls" | "logins" | "survivalOk">): string {
  const loginWidth = Math.max(0, ...logins.map(({ login }) => login.length));
  const passwordWidth = Math.max(0, ...logins.map(({ password }) => password.length));
  const lines = [
    "Cordboard is ready",
    "",
    `Agent console   ${urls.console}`,
    `Wallboard       ${urls.wallboard}`,
    `Web phone       ${urls.phone}   (be a customer: call from here)`,
    ...(logins.length === 0 ? [] : ["", "Logins of the demonstration company"]),
    ...logins.map(
      ({ login, password, role }) => `  ${login.padEnd(loginWidth)}  ${password.padEnd(passwordWidth)}  ${role}`,
    ),
    "",
    survivalOk
      ? "If this server stops, the exchange goes on serving callers by itself."
      : "WARNING: if this server stops, callers are not served (survival rules are not in place).",
    "Ctrl-C stops everything.",
  ];
  const width = Math.max(...lines.map((line) => line.length));
  const rule = "─".repeat(width + 2);
  return [`╭${rule}╮`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `╰${rule}╯`].join("\n");
}
