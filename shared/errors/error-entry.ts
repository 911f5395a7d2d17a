export interface ErrorEntry {
  /**
   * `info`: expected in daily work, nothing is wrong. `warning`: this action failed, the next one may succeed.
   * `error`: a part does not work. `fatal`: the process ends or cannot start.
   */
  readonly severity: "info" | "warning" | "error" | "fatal";
  /** One sentence: what happened. */
  readonly meaning: string;
  /** One sentence: what the person in front of it can do. */
  readonly remedy: string;
}

export function entry(severity: ErrorEntry["severity"], meaning: string, remedy: string): ErrorEntry {
  return { severity, meaning, remedy };
}
