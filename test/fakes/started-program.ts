import { type ChildProcess, spawn } from "node:child_process";

export interface StartedProgram {
  readonly child: ChildProcess;
  /** Everything it wrote so far to both streams. */
  output(): string;
  /** Resolves with the output when the pattern stands in it; rejects when the program ends first or the limit is over. */
  says(pattern: RegExp, limitMs: number): Promise<string>;
  /** Sends the signal, if one is given, and resolves when the program has ended. */
  ends(
    limitMs: number,
    signal?: NodeJS.Signals,
  ): Promise<{ readonly exitCode: number | null; readonly signal: string | null }>;
}

/** Runs a program for a test, in a process group of its own as a terminal would. */
export function startProgram(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): StartedProgram {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let output = "";
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const watch of watchers) watch();
    });
  }
  const ended = new Promise<{ exitCode: number | null; signal: string | null }>((resolve) => {
    child.once("error", () => resolve({ exitCode: null, signal: null }));
    child.once("close", (exitCode, signal) => resolve({ exitCode, signal }));
  });
  const within = <T>(work: Promise<T>, limitMs: number, what: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`${what} took longer than ${limitMs} ms:\n${output}`)), limitMs);
      work.then(resolve, reject).finally(() => clearTimeout(limit));
    });
  return {
    child,
    output: () => output,
    says: (pattern, limitMs) => {
      const said = new Promise<string>((resolve, reject) => {
        const watch = () => {
          if (!pattern.test(output)) return;
          watchers.delete(watch);
          resolve(output);
        };
        watchers.add(watch);
        watch();
        void ended.then(() => reject(new Error(`it ended without saying ${String(pattern)}:\n${output}`)));
      });
      return within(said, limitMs, `saying ${String(pattern)}`);
    },
    ends: (limitMs, signal) => {
      if (signal !== undefined) child.kill(signal);
      return within(ended, limitMs, "ending");
    },
  };
}
