import { entry } from "./error-entry.ts";

/** Signing in, rights, and the talk between console and server. */
export const ACCESS_ERRORS = {
  "bad-credentials": entry(
    "info",
    "Login or password is wrong.",
    "Check caps lock and try again, or ask an administrator for a new password.",
  ),
  "account-locked": entry(
    "warning",
    "Too many wrong passwords: this login is locked for a while.",
    "Wait 15 minutes, or ask an administrator.",
  ),
  "not-signed-in": entry("info", "You are not signed in.", "Sign in."),
  "session-expired": entry("info", "Your session is over.", "Sign in again; an unfinished note has been kept."),
  forbidden: entry("warning", "Your role may not do this.", "Ask a supervisor or an administrator."),
  "login-taken": entry("info", "Somebody has this login already.", "Choose another login."),
  "last-admin": entry(
    "warning",
    "This is the last administrator.",
    "Make somebody else an administrator first: otherwise nobody could administer any more.",
  ),
} as const;

export const WIRE_ERRORS = {
  "bad-request": entry(
    "warning",
    "The request was not understood.",
    "Check the input; if it came from this console, reload the page.",
  ),
  "bad-time": entry(
    "info",
    "This time cannot be used.",
    "Choose a time from now on, at most a year ahead, in a time zone that exists.",
  ),
  "agenda-full": entry(
    "warning",
    "Your agenda has 200 open calls.",
    "Make or remove some of them before you promise another one.",
  ),
  "unknown-command": entry(
    "warning",
    "The server does not know this command.",
    "Reload the page to get the current version.",
  ),
  "protocol-version-mismatch": entry(
    "warning",
    "This console and the server have different versions.",
    "Reload the page; the desktop application updates itself at its next start.",
  ),
  "payload-too-large": entry(
    "warning",
    "What was sent is too large.",
    "Send less at once: the limits stand in shared/wire/PROTOCOL.md.",
  ),
  "wrong-content-type": entry(
    "warning",
    "What was sent is of the wrong kind.",
    "Send JSON, a CSV file for a call list, or a WAV file for an announcement.",
  ),
  "audio-unreadable": entry(
    "warning",
    "The file is not a recording that can be played.",
    "Save it as WAV (PCM), at most two minutes long.",
  ),
  "webphone-busy": entry(
    "warning",
    "All web telephones are in use.",
    "Close a page that is not needed any more, or try again in a minute.",
  ),
  "rate-limited": entry("warning", "Too many requests in a short time.", "Wait a minute and try again."),
  conflict: entry(
    "info",
    "Somebody or something else was faster: this is no longer possible.",
    "Look at the current state on the screen and decide again.",
  ),
  "plan-mistaken": entry(
    "warning",
    "The routing plan has mistakes and was not saved.",
    "Correct what the list of findings names as a mistake; nothing in force has changed.",
  ),
  "not-found": entry("info", "What you asked for does not exist (any more).", "Search for it again."),
  timeout: entry(
    "warning",
    "There was no answer in time.",
    "Try again; if it lasts, look at the connection indicator.",
  ),
  internal: entry(
    "error",
    "Something went wrong inside the server.",
    "Try again; the server's log holds the details under the time shown.",
  ),
  "server-stopping": entry(
    "info",
    "The server is being stopped.",
    "Wait until it is back; the console reconnects by itself.",
  ),
} as const;

export const DESKTOP_ERRORS = {
  "server-unreachable": entry(
    "error",
    "The Cordboard server cannot be reached.",
    "Check that it runs (`npm run up`) and that its address is right; the connection is retried by itself.",
  ),
  "desktop-unavailable": entry(
    "warning",
    "The desktop application cannot run here.",
    "Use the console in a browser: it can do the same.",
  ),
  "microphone-refused": entry(
    "warning",
    "The microphone may not be used.",
    "Allow the microphone for this page in the browser or the system's settings.",
  ),
} as const;
