import type { ShellEvent, ShellEventName, ShellReply, ShellRequest, ShellRequestName } from "./channels.ts";

/** What the preload puts on `window.cordboardShell`. Absent in a browser: the console works the same without it. */
export interface ShellApi {
  /** Rejects when the shell refuses the payload. */
  request<N extends ShellRequestName>(name: N, payload: ShellRequest<N>): Promise<ShellReply<N>>;
  /** Returns how to stop listening. */
  on<N extends ShellEventName>(name: N, listener: (payload: ShellEvent<N>) => void): () => void;
}

/** Name of the property on the renderer's `window`. */
export const SHELL_API_KEY = "cordboardShell";
