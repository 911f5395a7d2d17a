import type { Launch } from "./run-in-root.ts";

/** A usable Asterisk program and where its parts are. */
export interface AsteriskInstallation {
  readonly kind: "system" | "private" | "docker";
  /** As `asterisk -V` prints it, without the word Asterisk: `22.10.1+dfsg`. */
  readonly version: string;
  /** Reads better in progress lines than a loader command. */
  readonly where: string;
  readonly launch: Launch;
  readonly modulesDir: string;
  readonly moduleFiles: readonly string[];
  /** Holds sounds/, documentation/, rest-api/. */
  readonly dataDir: string;
  /** Folder of English core sounds inside or outside of `dataDir`; undefined when none are installed. */
  readonly soundsEnDir: string | undefined;
  readonly mohDir: string | undefined;
  /** Only kind `docker`: the image, for the launch with its mounts. */
  readonly dockerImage?: string;
}

export interface AsteriskVersion {
  readonly major: number;
  readonly minor: number;
}

/** Reads `Asterisk 22.10.1+dfsg…`, `Asterisk certified-20.7-cert3`; undefined when no number is in it. */
export function parseAsteriskVersion(text: string): AsteriskVersion | undefined {
  const match = /(?:Asterisk\s+)?(?:certified[-/])?(\d{1,3})\.(\d{1,3})/.exec(text);
  return match === null ? undefined : { major: Number(match[1]), minor: Number(match[2]) };
}

export const ASTERISK_MAJOR_MIN = 20;

/**
 * A sentence of warning for versions that were not tried, or undefined. 22.11 release candidates crash on a WebSocket PONG
 * (asterisk/asterisk#2085) and spin on whisper (#2134).
 */
export function asteriskVersionWarning(text: string): string | undefined {
  const version = parseAsteriskVersion(text);
  if (version === undefined) return `the version of this Asterisk is not readable (${text.slice(0, 40)})`;
  if (version.major === 20 || (version.major === 22 && version.minor === 10)) return undefined;
  if (version.major === 22 && version.minor === 11)
    return `Asterisk ${text} has known crashes (asterisk/asterisk#2085, #2134): 22.10 is the tried version`;
  return `Asterisk ${text} was not tried with Cordboard: 22.10 and 20 were`;
}
