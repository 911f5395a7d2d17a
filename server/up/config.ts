import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import type Type from "typebox";
import Value from "typebox/value";
import { StartUpError } from "../../shared/errors/start-up-error.ts";
import { isTimeZone } from "../../shared/domain/calendar-day.ts";
import { OTHER_VARIABLES, SETTINGS, type Setting, type SettingName, type SettingValues } from "./settings.ts";

/** Everything that can be set, read once at start-up and never again. */
export interface Config extends SettingValues {
  /** Absolute path of the data folder; exists with mode 0700 when the composition root sees it. */
  readonly dataDir: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The data folder: `CORDBOARD_DATA_DIR`, else by the XDG base directory specification. */
export function dataDirOf(env: Environment): string {
  const explicit = env["CORDBOARD_DATA_DIR"];
  if (explicit !== undefined && explicit !== "") return resolve(explicit);
  const xdg = env["XDG_DATA_HOME"];
  // The specification has relative paths ignored.
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), ".local", "share"), "cordboard");
}

/**
 * Environment over `config.json` over defaults. Throws `config-invalid` that names every wrong setting at once, by the name
 * the person used.
 */
export function readConfig(env: Environment): Config {
  const dataDir = dataDirOf(env);
  const file = readConfigFile(join(dataDir, "config.json"));
  const problems = unknownNames(env, file);
  const values: Record<string, unknown> = {};
  for (const [name, row] of Object.entries(SETTINGS) as [SettingName, Setting][]) {
    const fromEnv = env[row.env];
    const given = fromEnv !== undefined && fromEnv !== "" ? parseText(fromEnv, row.schema) : file[name];
    if (given !== undefined && !Value.Check(row.schema, given)) {
      const shown = row.secret === true ? "its value" : JSON.stringify(fromEnv ?? given);
      problems.push(`${fromEnv === undefined ? `config.json: ${name}` : row.env}: ${shown} does not fit (${row.help})`);
    }
    values[name] = given ?? row.defaultValue;
  }
  if (problems.length === 0 && areSettings(values)) problems.push(...contradictions(values));
  if (problems.length > 0 || !areSettings(values)) throw new StartUpError("config-invalid", problems.join("; "));
  return { ...values, dataDir };
}

function areSettings(values: object): values is SettingValues {
  const byName = new Map<string, unknown>(Object.entries(values));
  return Object.entries(SETTINGS).every(([name, row]) => Value.Check(row.schema, byName.get(name)));
}

function readConfigFile(path: string): Record<string, unknown> {
  let content: string;
  try {
    content = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return {};
    throw new StartUpError("config-invalid", `${path} cannot be read`, { cause: error });
  }
  try {
    const parsed: unknown = JSON.parse(content);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch (error) {
    throw new StartUpError("config-invalid", `${path} is not JSON: ${String(error)}`, { cause: error });
  }
  throw new StartUpError("config-invalid", `${path} must hold one JSON object`);
}

/** A misspelt setting would be silently without effect: it is an error instead. */
function unknownNames(env: Environment, file: Readonly<Record<string, unknown>>): string[] {
  const variables = new Set<string>([
    ...Object.values(SETTINGS).map((row) => row.env),
    ...Object.keys(OTHER_VARIABLES),
  ]);
  return [
    ...Object.keys(env).filter((name) => name.startsWith("CORDBOARD_") && !variables.has(name)),
    ...Object.keys(file)
      .filter((name) => !Object.hasOwn(SETTINGS, name))
      .map((name) => `config.json: ${name}`),
  ].map((name) => `${name}: there is no such setting`);
}

/** What a text means for a schema; a text that means nothing stays text and fails the check. */
function parseText(given: string, schema: Type.TSchema): unknown {
  const candidates: unknown[] = [given];
  if (/^-?[0-9]+$/u.test(given)) candidates.push(Number(given));
  if (/^(1|true|yes|on)$/iu.test(given)) candidates.push(true);
  if (/^(0|false|no|off)$/iu.test(given)) candidates.push(false);
  if (/^(none|null)$/iu.test(given)) candidates.unshift(null);
  return candidates.find((candidate) => Value.Check(schema, candidate)) ?? (candidates[0] === null ? null : given);
}

/** Rules that concern more than one setting. */
function contradictions(config: SettingValues): string[] {
  const problems: string[] = [];
  if (config.rtpPortMax - config.rtpPortMin < 99 || config.rtpPortMin % 2 !== 0) {
    problems.push("CORDBOARD_RTP_PORT_MIN must be even, CORDBOARD_RTP_PORT_MAX at least 99 more (four ports per call)");
  }
  if (config.httpPort === config.pbxHttpPort && config.pbxUrl === null) {
    problems.push("CORDBOARD_HTTP_PORT and CORDBOARD_PBX_HTTP_PORT must differ");
  }
  if ((config.trunkSecret !== null || config.trunkRegister) && config.trunkUser === null) {
    problems.push("CORDBOARD_TRUNK_SECRET and CORDBOARD_TRUNK_REGISTER need CORDBOARD_TRUNK_USER");
  }
  if (config.timeZone !== null && !isTimeZone(config.timeZone)) {
    problems.push(
      `CORDBOARD_TIME_ZONE: ${JSON.stringify(config.timeZone)} is no time zone (an IANA name, e.g. Asia/Shanghai)`,
    );
  }
  return problems;
}
