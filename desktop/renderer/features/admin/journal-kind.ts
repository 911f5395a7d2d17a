import type { IconName } from "../../ui/icon-paths.ts";
import type { JournalEntry } from "./admin-api.ts";

/** Events that explain nothing to a supervisor: bookkeeping of the PBX and of the recovery. */
const TECHNICAL: ReadonlySet<string> = new Set([
  "ivr.snapshot",
  "ivr.playback",
  "ivr.state",
  "ivr.late-result",
  "ivr.stop-failed",
  "leg.ended",
  "monitor.attached",
  "acd.timer-fired",
  "acd.contact-left",
  "acd.contact-ended",
  "acd.agent-dialing",
  "acd.offer-answered",
]);

export function isTechnical(type: string): boolean {
  return TECHNICAL.has(type);
}

/** The event whose sentence is told: a question that nobody answered with a key is one of its own. */
export function toldAs({ type, payload }: JournalEntry): string {
  const isSilence = typeof payload === "object" && payload !== null && "typed" in payload && payload.typed === 0;
  return type === "ivr.input" && isSilence ? "ivr.silence" : type;
}

/** One icon a source of events; `call.arrived` -> the telephone. */
export function journalIcon(type: string): IconName {
  const [source] = type.split(".");
  switch (source) {
    case "call":
    case "leg":
      return "phone";
    case "caller":
      return "user";
    case "ivr":
      return "keypad";
    case "acd":
    case "routing":
      return "route";
    case "offer":
      return "bell";
    case "contact":
      return "check";
    case "recovery":
      return "refresh";
    default:
      return "note";
  }
}
