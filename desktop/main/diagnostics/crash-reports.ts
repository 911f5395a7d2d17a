import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DesktopLog } from "./desktop-log.ts";
import { maskFields } from "./mask-personal-data.ts";

const REPORTS_MAX = 20;
const NAME = /^crash-.*\.json$/u;

export interface CrashFacts {
  /** `main` = an error nobody caught, `page` = the console's process, `helper` = one of Chromium's others. */
  readonly where: "main" | "page" | "helper";
  readonly agentState: string;
  readonly [fact: string]: unknown;
}

/** What was known when something died, masked, in the log's folder; nothing leaves the machine. The oldest go. */
export class CrashReports {
  readonly folder: string;
  readonly #now: () => number;
  readonly #log: DesktopLog;
  #count = 0;

  constructor(log: DesktopLog, now: () => number) {
    this.folder = join(log.folder, "crashes");
    this.#now = now;
    this.#log = log;
  }

  add(facts: CrashFacts): void {
    const at = new Date(this.#now()).toISOString();
    this.#log.error("crash", facts);
    this.#count += 1;
    const name = `crash-${at.replaceAll(":", "")}-${this.#count}.json`;
    try {
      mkdirSync(this.folder, { recursive: true });
      const known = readdirSync(this.folder)
        .filter((each) => NAME.test(each))
        .toSorted();
      for (const old of known.slice(0, Math.max(0, known.length - REPORTS_MAX + 1))) rmSync(join(this.folder, old));
      writeFileSync(join(this.folder, name), `${JSON.stringify({ at, ...maskFields(facts) }, null, 2)}\n`, {
        mode: 0o600,
      });
    } catch (error) {
      // The log has the same facts.
      this.#log.warn("crash-report-not-written", { error });
    }
  }
}
