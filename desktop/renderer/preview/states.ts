import { asId, type ContactId, type MonitorId, type UserId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { AgentView, ConsoleContact } from "../../../shared/wire/console.ts";
import type { MonitorView } from "../../../shared/wire/monitor-schemas.ts";
import type { ConsultedBy, SecondCallView } from "../../../shared/wire/transfer-schemas.ts";
import { contact, context, couple, outbound, view, vip } from "./fixtures.ts";
import { longName } from "./long-name.ts";

/** The gallery: every state of the desk worth looking at, by name. */
export const STATES: Readonly<Record<string, (now: EpochMs) => AgentView>> = {
  ready: (now) => view(now, null),
  "not-ready": (now) => {
    const base = view(now, null);
    return { ...base, status: { ...base.status, state: "not-ready", reason: "just-signed-in" } };
  },
  missed: (now) => {
    const base = view(now, null);
    return { ...base, status: { ...base.status, state: "not-ready", reason: "ring-no-answer" } };
  },
  "no-queues": (now) => view(now, null, { queues: [], today: { handled: 0, missedOffers: 0, talkMs: 0, wrapUpMs: 0 } }),
  offered: (now) => view(now, contact(now, "offered", vip(now))),
  connected: (now) => view(now, contact(now, "connected", vip(now))),
  held: (now) => view(now, { ...contact(now, "connected", vip(now)), held: true, heldSince: now - 21_000 }),
  "wrap-up": (now) => view(now, contact(now, "wrap-up", vip(now))),
  unknown: (now) => {
    const base = contact(now, "connected", null);
    const ani = { e164: null, raw: "anonymous", presentation: "withheld" } as const;
    return view(now, { ...base, context: { ...base.context, ani, collected: [] } });
  },
  several: (now) => {
    const ambiguous = {
      ...context(now, null).classification,
      reasons: [{ code: "ambiguous", input: "", points: 0 } as const],
    };
    const match = {
      kind: "many" as const,
      matchedBy: { kind: "phone" as const, value: "+8613800138003" },
      customers: couple(),
    };
    const base = contact(now, "connected", null);
    return view(now, { ...base, context: { ...base.context, match, classification: ambiguous } });
  },
  long: (now) => view(now, contact(now, "connected", longName(now))),
  "callback-called": (now) => view(now, { ...callback(now), ringing: false, ringEndsAt: null }),
  "callback-answered": (now) => view(now, callback(now)),
  asking: (now) => view(now, withSecond(now, { state: "ringing", since: now - 6_000 })),
  "asking-meanwhile": (now) => view(now, withSecond(now, { state: "ringing", since: now - 6_000 }, false)),
  consulting: (now) => view(now, withSecond(now, {})),
  "consult-swapped": (now) => view(now, withSecond(now, { state: "waiting" }, false)),
  "consult-away": (now) => view(now, withSecond(now, { state: "away" })),
  "consult-gone": (now) => view(now, { ...withSecond(now, {}, false), customerGone: true }),
  conference: (now) =>
    view(
      now,
      withSecond(now, { kind: "number", name: "+861065529988", state: "conference", since: now - 9_000 }, false),
    ),
  "two-customers": (now) => view(now, withSecond(now, { kind: "customer", name: "王芳", state: "waiting" }, false)),
  "two-customers-swapped": (now) => view(now, withSecond(now, { kind: "customer", name: "王芳" })),
  "two-customers-together": (now) =>
    view(now, withSecond(now, { kind: "customer", name: "王芳", state: "conference" }, false)),
  consulted: (now) => consulted(now, "customer-waits"),
  "consulted-music": (now) => consulted(now, "music"),
  "consulted-conference": (now) => consulted(now, "conference"),
  "consulted-gone": (now) => consulted(now, "customer-gone"),
  parked: (now) => view(now, contact(now, "connected", vip(now)), { parked: parked(now) }),
  "parked-wrap-up": (now) => view(now, contact(now, "wrap-up", vip(now)), { parked: parked(now) }),
  "parked-idle": (now) => view(now, null, { parked: parked(now) }),
  monitored: (now) =>
    view(now, contact(now, "connected", vip(now)), { monitoredBy: [{ displayName: "Sofia Marin", mode: "listen" }] }),
  "monitored-whisper": (now) =>
    view(now, contact(now, "connected", vip(now)), {
      monitoredBy: [
        { displayName: "Sofia Marin", mode: "whisper" },
        { displayName: "王海燕", mode: "listen" },
      ],
    }),
  "monitored-barge": (now) =>
    view(now, contact(now, "connected", vip(now)), { monitoredBy: [{ displayName: "Sofia Marin", mode: "barge" }] }),
  "monitor-ringing": (now) => monitoring(now, { state: "ringing", since: now - 2_000 }),
  "monitor-listen": (now) => monitoring(now, {}),
  "monitor-whisper": (now) => monitoring(now, { mode: "whisper", onHold: "customer" }),
  "monitor-barge": (now) => monitoring(now, { mode: "barge" }),
  "monitor-all-held": (now) => monitoring(now, { mode: "whisper", onHold: "all" }),
  "monitor-all-held-barge": (now) => monitoring(now, { mode: "barge", onHold: "all" }),
  "monitor-away": (now) => monitoring(now, { mode: "whisper", state: "agent-away" }),
  "monitor-long": (now) =>
    monitoring(now, {
      agentName: "Alexandra Featherstonehaugh-Wolfeschlegel",
      withWhom: "Dalian Harbour Logistics and Cold Storage Holding Company Limited",
    }),
  dialing: (now) => view(now, outbound(now, "dialing")),
  outbound: (now) => view(now, outbound(now, "connected")),
  "pbx-gone": (now) =>
    view(now, null, {
      reachability: { phoneRegistered: false, consoleConnected: true, microphoneReady: true, pbxConnected: false },
    }),
};

/** A supervisor who takes calls otherwise, on somebody's call. */
function monitoring(now: EpochMs, change: Partial<MonitorView>): AgentView {
  const base = view(now, null, {
    monitor: {
      monitorId: asId<MonitorId>("monitor-1"),
      agentId: asId<UserId>("u-1"),
      agentName: "李娜",
      withWhom: "+86138••••8001",
      onHold: "nobody",
      mode: "listen",
      state: "live",
      since: now - 83_000,
      ...change,
    },
  });
  return { ...base, status: { ...base.status, state: "not-ready", reason: "monitoring" } };
}

/** A promised call whose customer is rung before the agent. */
function callback(now: EpochMs): ConsoleContact {
  const offered = contact(now, "offered", vip(now));
  const { routing } = offered.context;
  return {
    ...offered,
    context: {
      ...offered.context,
      routing: routing === null ? null : { ...routing, isCallback: true, decidedAt: now - 9_000 },
    },
  };
}

/** A call with another one beside it; with the customer on hold unless said otherwise. */
function withSecond(now: EpochMs, second: Partial<SecondCallView>, held = true): ConsoleContact {
  return {
    ...contact(now, "connected", vip(now)),
    held,
    heldSince: held ? now - 21_000 : null,
    second: {
      contactId: asId<ContactId>("c-2"),
      kind: "agent",
      name: "Bo Chen",
      state: "active",
      since: now - 20_000,
      ...second,
    },
  };
}

function consulted(now: EpochMs, state: ConsultedBy["state"]): AgentView {
  const held = state === "music";
  return view(now, {
    ...contact(now, "connected", vip(now)),
    consultedBy: { name: "Bo Chen", state },
    held,
    heldSince: held ? now - 5_000 : null,
  });
}

function parked(now: EpochMs): AgentView["parked"] {
  return [1, 3].map((place) => ({
    contactId: asId<ContactId>(`c-${place}`),
    place,
    who: place === 1 ? "李娜" : "+8613800138009",
    parkedBy: "Bo Chen",
    isMine: place === 1,
    since: now - 40_000 * place,
    returnsAt: now + 60_000,
  }));
}
