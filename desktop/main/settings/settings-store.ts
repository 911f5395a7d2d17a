import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { DesktopSettings, DesktopStatus, SettingsChange } from "../../../shared/ipc/desktop-settings.ts";
import type { DesktopLog } from "../diagnostics/desktop-log.ts";
import { writeFileAtomically } from "./atomic-file.ts";
import { readSettings } from "./read-settings.ts";

const SIZE_MAX_CHARS = 100_000;

/** The desk's settings: one small file, valid at every moment, told to whoever listens when they change. */
export class SettingsStore {
  readonly #path: string;
  readonly #log: DesktopLog;
  readonly #listeners = new Set<() => void>();
  #settings: DesktopSettings;
  #problem: DesktopStatus["problem"] = null;

  constructor(path: string, log: DesktopLog) {
    this.#path = path;
    this.#log = log;
    const read = readSettings(this.#text());
    this.#settings = read.settings;
    if (read.isNewer || read.repaired.length > 0) {
      this.#problem = read.isNewer ? "newer" : "repaired";
      log.warn("settings-repaired", { settings: read.repaired.join(" "), isNewer: read.isNewer });
      this.#keepAside();
    }
  }

  get(): DesktopSettings {
    return this.#settings;
  }

  get problem(): DesktopStatus["problem"] {
    return this.#problem;
  }

  /** In force at once; on a disk that cannot be written until the program ends, which `problem` then says. */
  change(change: SettingsChange & { readonly serverUrl?: string | null }): void {
    this.#settings = { ...this.#settings, ...change };
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileAtomically(this.#path, `${JSON.stringify(this.#settings, null, 2)}\n`);
      this.#problem = null;
    } catch (error) {
      this.#problem = "not-saved";
      this.#log.error("settings-not-saved", { error });
    }
    for (const listener of this.#listeners) listener();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #text(): string | null {
    if (!existsSync(this.#path)) return null;
    try {
      const text = readFileSync(this.#path, "utf8");
      return text.length > SIZE_MAX_CHARS ? "" : text;
    } catch (error) {
      this.#log.error("settings-unreadable", { error });
      return "";
    }
  }

  /** What a person wrote is not thrown away with the next change. */
  #keepAside(): void {
    try {
      copyFileSync(this.#path, `${this.#path}.before-repair`);
    } catch (error) {
      this.#log.warn("settings-not-kept-aside", { error });
    }
  }
}
