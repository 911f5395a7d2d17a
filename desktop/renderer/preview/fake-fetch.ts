import type { EpochMs } from "../../../shared/domain/time.ts";
import { agenda, AGENTS, callLists, journal, missedOffers, prompts, users } from "./office-fixtures.ts";
import {
  HOURS,
  NAMED_SKILLS,
  PLAN_FINDINGS,
  quality,
  queueAlerts,
  routingPlan,
  waitingOptions,
} from "./admin-fixtures.ts";
import { doNotCall, nobodyYet, outlook } from "./calling-fixtures.ts";
import { messages, waitingOverview } from "./waiting-fixtures.ts";
import { couple, QUEUES, session, summary, vip } from "./fixtures.ts";
import { contactRecord, timeline } from "./timeline-fixtures.ts";

export const MOODS = ["fine", "failing", "loading", "empty", "changing", "early"] as const;

/** Answers the console's HTTP requests with the people of the fixtures. */
export function fakeFetch(now: EpochMs, mood: (typeof MOODS)[number] = "fine"): typeof fetch {
  let reads = 0;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (mood === "loading" && !url.pathname.endsWith("/api/about")) return new Promise(() => undefined);
    const body = answer(url, init?.method ?? "GET", now, mood);
    if (body === null) return new Response(null, { status: 204 });
    reads += 1;
    if (mood === "changing" && url.pathname.endsWith("/waiting-options"))
      return Response.json(waitingOptions(now, reads));
    const failed = "code" in body;
    return Response.json(body, { status: failed ? 503 : 200 });
  };
}

function answer(url: URL, method: string, now: EpochMs, mood: string): object | null {
  const path = url.pathname.replace(/^.*\/api\//, "");
  if (path === "about") return { version: "0.1.0", demo: true, protocolVersion: 1 };
  if (path === "queues") return { queues: QUEUES };
  if (path === "skills") return { skills: NAMED_SKILLS };
  if (mood === "failing") return { code: "internal", message: "" };
  if (path === "session") return method === "DELETE" ? null : session("agent", now);
  if (path === "customers") return { customers: mood === "empty" ? [] : [summary(vip(now)), ...couple()] };
  if (path.endsWith("/notes")) return null;
  if (path.startsWith("customers/")) return { customer: vip(now), timeline: timeline(now) };
  if (path === "contacts") return { contacts: mood === "empty" ? [] : [contactRecord(now), ...timeline(now)] };
  const some = <T>(list: readonly T[]) => (mood === "empty" ? [] : list);
  switch (path) {
    case "routing":
      return routingPlan(now);
    case "routing/check":
      return { findings: some(PLAN_FINDINGS) };
    case "hours":
      return mood === "empty" ? { calendars: [], revisions: [], holidaySets: [] } : HOURS;
    case "waiting-options":
      return waitingOptions(now);
    case "monitor-rules":
      return { shownToAgent: true, changed: { at: now - 86_400_000, by: "Grace Okafor" }, revision: 2 };
    case "do-not-call":
      return doNotCall(now, mood === "empty");
    case "agenda":
      return { entries: some(agenda(now)) };
    case "agents":
      return { agents: AGENTS };
    case "missed-offers":
      return { missed: some(missedOffers(now)) };
    case "users":
      return { users: users(now) };
    case "queue-alerts/service":
      return method === "GET" ? queueAlerts(now, mood === "changing") : null;
    case "prompts":
      return { prompts: prompts() };
    case "call-lists":
      return { lists: some(callLists(now)) };
    case "health":
      return { ok: true, pbx: true, database: true };
  }
  if (path.endsWith("/journal")) return { contact: timeline(now)[0], entries: some(journal(now)) };
  if (path.endsWith("/outlook")) return mood === "early" ? nobodyYet(now) : outlook(now);
  if (path.endsWith("/quality")) return mood === "empty" ? { parts: [] } : quality(now);
  if (path === "waiting") return waitingOverview(now, mood === "empty");
  if (path === "voicemails") return { voicemails: mood === "empty" ? [] : messages(now) };
  return { code: "not-found", message: "" };
}
