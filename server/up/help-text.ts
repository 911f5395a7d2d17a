import { OTHER_VARIABLES, SETTINGS } from "./settings.ts";

/** What `npm run up -- --help` prints; also the source of the README's table. */
export function helpText(): string {
  const rows = Object.entries(SETTINGS).map(([name, { env, defaultValue, help }]) => ({
    env,
    name,
    default: defaultValue === null ? "none" : String(defaultValue),
    help,
  }));
  const width = Math.max(
    ...rows.map((row) => row.env.length),
    ...Object.keys(OTHER_VARIABLES).map((name) => name.length),
  );
  return [
    "Cordboard: npm run up",
    "",
    "Settings are environment variables, or keys of config.json in the data folder (the variable wins):",
    "",
    ...rows.map((row) => `  ${row.env.padEnd(width)}  ${row.help} [${row.name}; default: ${row.default}]`),
    "",
    "Only as environment variables:",
    "",
    ...Object.entries(OTHER_VARIABLES).map(([name, help]) => `  ${name.padEnd(width)}  ${help}`),
    "",
    "Ctrl-C stops everything that was started here. Twice: at once, without waiting for calls to be told.",
  ].join("\n");
}
