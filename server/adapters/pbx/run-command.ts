import { spawn } from "node:child_process";

/** Output kept per stream; a package manager's last lines are what explains a failure. */
const OUTPUT_CHARS_MAX = 2_000_000;

export interface CommandOptions {
  readonly timeoutMs: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Called for every full line of stdout and stderr. */
  readonly onLine?: (line: string) => void;
}

export interface CommandResult {
  /** Exit status; null when it ended by a signal, was not found or timed out. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  /** Set when the program could not be started at all (ENOENT, EACCES). */
  readonly startError: NodeJS.ErrnoException | undefined;
}

/** Runs one program to its end without a shell. Never rejects: every outcome is in the result. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env === undefined ? process.env : { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    let timedOut = false;
    let startError: NodeJS.ErrnoException | undefined;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, options.timeoutMs);
    child.stdout.setEncoding("utf8");
    child.stderr.setEncoding("utf8");
    const splitOut = lineSplitter(options.onLine);
    const splitErr = lineSplitter(options.onLine);
    child.stdout.on("data", (chunk: string) => {
      stdout = (stdout + chunk).slice(-OUTPUT_CHARS_MAX);
      splitOut(chunk);
    });
    child.stderr.on("data", (chunk: string) => {
      stderr = (stderr + chunk).slice(-OUTPUT_CHARS_MAX);
      splitErr(chunk);
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      startError = error;
      clearTimeout(timer);
      resolve({ exitCode: null, stdout, stderr, timedOut, startError });
    });
    child.on("close", (exitCode) => {
      clearTimeout(timer);
      resolve({ exitCode, stdout, stderr, timedOut, startError });
    });
  });
}

function lineSplitter(onLine: ((line: string) => void) | undefined): (chunk: string) => void {
  if (onLine === undefined) return () => undefined;
  let rest = "";
  return (chunk) => {
    const parts = (rest + chunk).split(/\r?\n/);
    rest = parts.pop() ?? "";
    for (const line of parts) if (line !== "") onLine(line);
  };
}
