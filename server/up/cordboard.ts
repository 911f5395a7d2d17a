import type { Role } from "../../shared/domain/user.ts";
import type { Config } from "./config.ts";
import type { SecretStore } from "./secret-store.ts";

/** What the composition root (server/main.ts) is called with. */
export interface StartOptions {
  readonly config: Config;
  readonly secrets: SecretStore;
  /** Shows one line of progress to the person at the terminal. */
  readonly report: (line: string) => void;
  /** Aborted by Ctrl-C while the start is still under way. */
  readonly signal: AbortSignal;
}

/** A started Cordboard. */
export interface RunningCordboard {
  /** Ends everything this start began, and nothing else. May be called once. */
  stop(): Promise<void>;
  readonly urls: { readonly console: string; readonly wallboard: string; readonly phone: string };
  /** The demonstration company's logins; empty where there is none. */
  readonly logins: readonly { readonly login: string; readonly password: string; readonly role: Role }[];
  /** Calls go on by the exchange's own rules when the server is down. */
  readonly survivalOk: boolean;
  /** Calls `listener` when a part the rest cannot do without has ended by itself. */
  onFatal(listener: (error: unknown) => void): void;
}

/** Rejects with a `StartUpError`, or with any error whose `code` stands in shared/errors. */
export type StartCordboard = (options: StartOptions) => Promise<RunningCordboard>;
