import { StartUpError } from "../../../shared/errors/start-up-error.ts";

export type ConfEntry = readonly [key: string, value: string | number | boolean];

/**
 * One `[section]` of an Asterisk configuration file. Values are checked: a line break would start a new setting and an
 * unescaped semicolon a comment, so a hostile trunk password could otherwise rewrite the PBX.
 */
export function confSection(name: string, entries: readonly ConfEntry[]): string {
  return [`[${confName(name)}]`, ...entries.map(([key, value]) => `${key} = ${confValue(value)}`), ""].join("\n");
}

/** A value as Asterisk's parser reads it back; throws config-invalid on control characters. */
export function confValue(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(value);
  if (/[\u0000-\u001f\u007f]/.test(value))
    throw new StartUpError("config-invalid", "a PBX setting holds a control character");
  return value.replaceAll(";", "\\;");
}

/** A section or endpoint name; throws config-invalid on anything but letters, digits, hyphen and underscore. */
export function confName(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name))
    throw new StartUpError("config-invalid", `"${name.slice(0, 40)}" is not a usable PBX name`);
  return name;
}
