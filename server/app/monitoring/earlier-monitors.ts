import type { ContactRecord } from "../../../shared/domain/contact.ts";
import type { JournalEntry } from "../../ports/journal.ts";
import type { Centre } from "../centre.ts";
import type { MonitorEnd } from "./monitor.ts";

/** A monitor of an earlier run that was not stopped, as far as one contact's journal tells. */
interface EarlierMonitor {
  readonly monitorId: string;
  readonly by: string;
  readonly byName: string;
}

/**
 * A server was killed: its monitors are over, which their contact's journal is told (`Monitors.compare` ends what they left on
 * the PBX). Gives that journal as it was.
 */
export function endEarlierMonitors(
  { journal, clock, monitors }: Centre,
  { contactId, agentId }: Pick<ContactRecord, "contactId" | "agentId">,
): readonly JournalEntry[] {
  const entries = journal.ofContact(contactId);
  const own = new Set<string>([...monitors.all()].map(({ monitorId }) => monitorId));
  for (const earlier of unstoppedMonitors(entries)) {
    if (own.has(earlier.monitorId)) continue;
    const payload = { ...earlier, because: "restart" satisfies MonitorEnd };
    journal.append({ at: clock.now(), type: "monitor.stopped", contactId, agentId, payload });
  }
  return entries;
}

/** Started or gone on with here, and neither stopped nor moved on to another of the agent's calls. */
function unstoppedMonitors(entries: readonly JournalEntry[]): readonly EarlierMonitor[] {
  const open = new Map<string, EarlierMonitor>();
  for (const { type, payload } of entries) {
    if (!type.startsWith("monitor.") || typeof payload !== "object" || payload === null) continue;
    const [monitorId, by, byName] = ["monitorId", "by", "byName"].map((key) => String(Reflect.get(payload, key) ?? ""));
    if (!monitorId) continue;
    if (type === "monitor.started" || type === "monitor.continued")
      open.set(monitorId, { monitorId, by: by ?? "", byName: byName ?? "" });
    else if (type === "monitor.stopped" || type === "monitor.moved-on") open.delete(monitorId);
  }
  return [...open.values()];
}
