import { createHash } from "node:crypto";
import type { AgentStatus } from "../../shared/domain/agent.ts";
import { decide } from "../../server/acd/acd.ts";
import { createAcd } from "../../server/acd/acd-state.ts";
import { agentStatuses } from "../../server/acd/views.ts";
import type { JournalEntry } from "../../server/ports/journal.ts";
import { upgradeEvent } from "./upgrade-event.ts";

export type ReplayedEntry = Pick<JournalEntry, "at" | "type" | "payload">;

export interface Replay {
  /** JSON of what the core wanted done, event by event. */
  readonly effects: readonly string[];
  /** Of the last run in the journal. */
  readonly statuses: readonly AgentStatus[];
  readonly runs: number;
  readonly digest: string;
}

/** Feeds the routing core what a journal says it was fed. Each start of the server begins with an empty core. */
export function replayJournal(entries: Iterable<ReplayedEntry>): Replay {
  let acd = createAcd();
  let runs = 0;
  const effects: string[] = [];
  const hash = createHash("sha256");
  for (const { at, type, payload } of entries) {
    if (type === "centre.started") {
      acd = createAcd();
      runs += 1;
    } else if (type.startsWith("acd.")) {
      const text = JSON.stringify(decide(acd, upgradeEvent(payload), at));
      effects.push(text);
      hash.update(text);
    }
  }
  return { effects, statuses: agentStatuses(acd), runs, digest: hash.digest("hex") };
}
