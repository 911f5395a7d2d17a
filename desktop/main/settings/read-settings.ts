import Value from "typebox/value";
import { DEFAULT_SETTINGS, type DesktopSettings, DesktopSettingsSchema } from "../../../shared/ipc/desktop-settings.ts";

export const SETTINGS_VERSION = DEFAULT_SETTINGS.schemaVersion;

type Raw = Readonly<Record<string, unknown>>;

/** From the version of its key to the next. Pure; never changed once released. */
export type Migrations = Readonly<Record<number, (old: Raw) => Raw>>;

/** 0 -> 1: a text without a version is one that an administrator wrote by hand for a rollout: `{"server": "https://..."}`. */
export const MIGRATIONS: Migrations = {
  0: ({ server, ...rest }) => ({ ...rest, ...(typeof server === "string" ? { serverUrl: server } : {}) }),
};

export interface ReadSettings {
  readonly settings: DesktopSettings;
  /** Names of settings that could not be used and are the defaults; `*` when the whole text was unreadable. */
  readonly repaired: readonly string[];
  /** Written by a later version: understood as far as it goes. */
  readonly isNewer: boolean;
}

/** Settings from a file's text. Whatever is wrong with one setting costs only that setting. */
export function readSettings(text: string | null, migrations: Migrations = MIGRATIONS): ReadSettings {
  if (text === null) return { settings: DEFAULT_SETTINGS, repaired: [], isNewer: false };
  const raw = parse(text);
  if (raw === null) return { settings: DEFAULT_SETTINGS, repaired: ["*"], isNewer: false };
  const version = Number.isInteger(raw["schemaVersion"]) ? Number(raw["schemaVersion"]) : 0;
  const isNewer = version > SETTINGS_VERSION;
  let current = raw;
  for (let at = Math.max(0, version); at < SETTINGS_VERSION; at += 1) current = migrations[at]?.(current) ?? current;
  const repaired: string[] = [];
  const settings = mended({ ...current, schemaVersion: SETTINGS_VERSION }, DEFAULT_SETTINGS, "", repaired);
  if (Value.Check(DesktopSettingsSchema, settings)) return { settings, repaired, isNewer };
  return { settings: DEFAULT_SETTINGS, repaired: ["*"], isNewer };
}

/** Takes the known names from `raw`, each where it fits the schema, else from `defaults`; goes into nested objects. */
function mended(raw: Raw, defaults: Raw, prefix: string, repaired: string[]): Raw {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, fallback]) => {
      const given = raw[name];
      if (given === undefined) return [name, fallback];
      if (isRecord(fallback)) {
        if (isRecord(given)) return [name, mended(given, fallback, `${prefix}${name}.`, repaired)];
      } else if (fits(`${prefix}${name}`, given)) return [name, given];
      repaired.push(`${prefix}${name}`);
      return [name, fallback];
    }),
  );
}

/** Whether the settings would be valid with this one value in place. */
function fits(path: string, value: unknown): boolean {
  const [first = "", second] = path.split(".");
  const changed = second === undefined ? value : { ...DEFAULT_SETTINGS.hotkeys, [second]: value };
  return Value.Check(DesktopSettingsSchema, { ...DEFAULT_SETTINGS, [first]: changed });
}

function parse(text: string): Raw | null {
  try {
    const raw: unknown = JSON.parse(text);
    return isRecord(raw) ? raw : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isRecord(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
