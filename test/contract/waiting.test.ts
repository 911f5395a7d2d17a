import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Compile } from "typebox/compile";
import { holidayExceptions } from "../../shared/domain/holiday-exceptions.ts";
import { MAINLAND_CHINA_2026 } from "../../server/hours/mainland-china-2026.ts";
import type { HoursCalendar } from "../../shared/domain/hours.ts";
import { asId, type ContactId, type CustomerId, type QueueId } from "../../shared/domain/ids.ts";
import { QUEUE_DEFAULTS } from "../../shared/domain/queue.ts";
import type { Role } from "../../shared/domain/user.ts";
import { ALERT_DEFAULTS } from "../../shared/domain/queue-alerts.ts";
import { QueueAlertsInForceSchema } from "../../shared/wire/queue-day-schema.ts";
import { WAITING_DEFAULTS } from "../../shared/domain/waiting.ts";
import {
  AllWaitingOptionsSchema,
  HoursSchema,
  VoicemailsSchema,
  WaitingOverviewSchema,
} from "../../shared/wire/waiting-schemas.ts";
import { startWire, type Wire } from "./wire-harness.ts";

const SERVICE = asId<QueueId>("service");
const WORKDAY = [{ opensAtMinute: 540, closesAtMinute: 1_080 }];
const OFFICE: HoursCalendar = {
  calendarId: "office",
  names: { en: "Office", zh: "办公时间" },
  timeZone: "Asia/Shanghai",
  weekly: {
    monday: WORKDAY,
    tuesday: WORKDAY,
    wednesday: WORKDAY,
    thursday: WORKDAY,
    friday: WORKDAY,
    saturday: [],
    sunday: [],
  },
  exceptions: holidayExceptions(MAINLAND_CHINA_2026, WORKDAY),
};

let wire: Wire;
const tokens = new Map<Role, string>();
beforeAll(async () => {
  wire = await startWire();
  for (const role of ["agent", "supervisor", "admin"] as const) tokens.set(role, await wire.tokenOf(role));
  wire.stores.routing.saveQueue({ ...QUEUE_DEFAULTS, queueId: SERVICE, names: { en: "Service" } });
  for (const [id, queueId] of [
    ["vm-1", "service"],
    ["vm-2", "elsewhere"],
  ] as const) {
    wire.stores.waiting.addVoicemail({
      voicemailId: id,
      contactId: asId<ContactId>("c-1"),
      queueId: asId<QueueId>(queueId),
      customerId: asId<CustomerId>("cust-1"),
      customerName: "Wang Lei",
      ani: { e164: "+8613800138001", raw: "13800138001", presentation: "allowed" },
      language: "zh",
      recordedAt: 1,
      lengthMs: 5_000,
      state: "new",
      changedBy: null,
      changedAt: null,
      answer: null,
    });
    await wire.sounds.write(id, new Uint8Array([82, 73, 70, 70]));
  }
});
afterAll(() => wire.stop());

async function call(method: "GET" | "PUT" | "PATCH" | "DELETE", url: string, role: Role, body?: unknown) {
  const headers = { authorization: `Bearer ${tokens.get(role)}` };
  return wire.http.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body as object }) });
}

describe("opening hours", () => {
  it("are saved, put into force and read as shared/wire says, with the published holidays", async () => {
    const saved = await call("PUT", "/api/hours/office", "admin", { calendar: OFFICE, baseRevision: null });
    expect(saved.statusCode).toBe(204);
    const reply = await call("GET", "/api/hours", "admin");
    expect(Compile(HoursSchema).Errors(reply.json())).toEqual([]);
    expect(reply.json().calendars).toEqual([OFFICE]);
    expect(reply.json().holidaySets[0]).toMatchObject({ country: "CN", year: 2026, publishedOn: "2025-11-04" });
  });

  it.each([
    ["a time zone nobody knows", { timeZone: "Mars/Olympus" }],
    ["31 February", { exceptions: [{ date: "2026-02-31", ranges: [], names: {} }] }],
    ["another id than the address", { calendarId: "other" }],
    ["a day of 25 hours", { weekly: { ...OFFICE.weekly, monday: [{ opensAtMinute: 0, closesAtMinute: 1_500 }] } }],
  ])("%s is refused", async (_what, change) => {
    const body = { calendar: { ...OFFICE, ...change }, baseRevision: 1 };
    const reply = await call("PUT", "/api/hours/office", "admin", body);
    expect(reply.statusCode).toBe(400);
  });

  it("cannot be removed while a queue keeps them", async () => {
    wire.stores.routing.saveQueue({
      ...QUEUE_DEFAULTS,
      queueId: SERVICE,
      names: { en: "Service" },
      calendarId: "office",
    });
    const url = "/api/hours/office?baseRevision=1";
    expect((await call("DELETE", url, "admin")).json().code).toBe("conflict");
    wire.stores.routing.saveQueue({ ...QUEUE_DEFAULTS, queueId: SERVICE, names: { en: "Service" } });
    expect((await call("DELETE", url, "admin")).statusCode).toBe(204);
    expect((await call("DELETE", url, "admin")).json().code).toBe("not-found");
  });

  it("of two who save or remove the same hours within a moment the second is told, and sees who was first", async () => {
    const save = (en: string, baseRevision: number | null, role: Role = "admin") =>
      call("PUT", "/api/hours/shop", role, {
        calendar: { ...OFFICE, calendarId: "shop", names: { en, zh: en } },
        baseRevision,
      });
    const codes = async (...replies: readonly ReturnType<typeof call>[]) =>
      (await Promise.all(replies)).map(({ statusCode }) => statusCode);
    const inForce = async () => {
      const { calendars, revisions } = (await call("GET", "/api/hours", "admin")).json();
      const isShop = (each: { calendarId: string }) => each.calendarId === "shop";
      return { names: calendars.find(isShop)?.names.en, ...revisions.find(isShop) };
    };
    expect(await codes(save("Shop", null), save("Store", null)), "both make it anew").toEqual([204, 409]);
    const first = await inForce();
    expect(first).toMatchObject({ revision: 1, changed: { at: expect.any(Number), by: "Administrator" } });
    expect(await codes(save("Monday", 1), save("Tuesday", 1))).toEqual([204, 409]);
    expect((await inForce()).names, "the first one's").toBe("Monday");
    expect((await call("DELETE", "/api/hours/shop?baseRevision=1", "admin")).json().code).toBe("conflict");
    expect((await inForce()).names).toBe("Monday");
    expect((await call("DELETE", "/api/hours/shop?baseRevision=2", "admin")).statusCode).toBe(204);
    expect((await save("Wednesday", 2)).json().code, "it was removed meanwhile").toBe("conflict");
    expect((await save("Thursday", null)).statusCode, "anew, under the same name").toBe(204);
    expect((await save("Friday", 2)).json().code, "it is not the one that was read").toBe("conflict");
    expect(await inForce()).toMatchObject({ names: "Thursday", revision: 4 });
  });
});

describe("how a queue treats those who wait", () => {
  it("is what it is by default until it is changed", async () => {
    const before = await call("GET", "/api/waiting-options", "admin");
    expect(Compile(AllWaitingOptionsSchema).Errors(before.json())).toEqual([]);
    expect(before.json().options).toEqual([{ ...WAITING_DEFAULTS, queueId: SERVICE }]);
    const changed = {
      ...WAITING_DEFAULTS,
      queueId: SERVICE,
      keys: [{ key: "5", choice: "callback" }],
      lastAgentWaitMs: 45_000,
    };
    const body = { options: changed, baseRevision: 0 };
    expect((await call("PUT", "/api/waiting-options/service", "admin", body)).statusCode).toBe(204);
    expect((await call("GET", "/api/waiting-options", "admin")).json().options).toEqual([changed]);
  });

  it("is saved by one of two who read the same; the other is told, and sees who was first", async () => {
    const read = async () => (await call("GET", "/api/waiting-options", "admin")).json();
    const before = await read();
    const { revision: baseRevision } = before.revisions[0];
    const save = (lastAgentWaitMs: number) =>
      call("PUT", "/api/waiting-options/service", "admin", {
        options: { ...before.options[0], lastAgentWaitMs },
        baseRevision,
      });
    const replies = await Promise.all([save(10_000), save(20_000)]);
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([204, 409]);
    const after = await read();
    expect(Compile(AllWaitingOptionsSchema).Errors(after)).toEqual([]);
    expect(after.options[0].lastAgentWaitMs).toBe(10_000);
    expect(after.revisions).toEqual([
      { queueId: SERVICE, revision: baseRevision + 1, changed: { at: expect.any(Number), by: "Administrator" } },
    ]);
    const noted = wire.stores.journal.read(0, 1_000).filter(({ type }) => type === "waiting-options-saved");
    expect(noted.length, "what was refused stands nowhere as saved").toBe(baseRevision + 1);
  });

  it.each([
    [
      "a key given twice",
      {
        keys: [
          { key: "1", choice: "callback" },
          { key: "1", choice: "voicemail" },
        ],
      },
      400,
    ],
    ["star, which keeps one waiting", { keys: [{ key: "*", choice: "callback" }] }, 400],
    ["a wait for the last agent of more than five minutes", { lastAgentWaitMs: 300_001 }, 400],
    ["one of less than none", { lastAgentWaitMs: -1 }, 400],
    ["none given at all", { lastAgentWaitMs: undefined }, 400],
    ["a queue that is not there", { queueId: "nowhere" }, 404],
  ])("%s is refused", async (_what, change, status) => {
    const options = { ...WAITING_DEFAULTS, queueId: SERVICE, ...change };
    const reply = await call("PUT", `/api/waiting-options/${options.queueId}`, "admin", { options, baseRevision: 0 });
    expect(reply.statusCode).toBe(status);
  });
});

describe("messages", () => {
  it("an agent sees and hears those of their queues, a supervisor all; nobody else's exist", async () => {
    const mine = await call("GET", "/api/voicemails", "agent");
    expect(Compile(VoicemailsSchema).Errors(mine.json())).toEqual([]);
    expect(mine.json().voicemails.map((each: { voicemailId: string }) => each.voicemailId)).toEqual(["vm-1"]);
    expect((await call("GET", "/api/voicemails?state=new", "supervisor")).json().voicemails).toHaveLength(2);
    const sound = await call("GET", "/api/voicemails/vm-1/sound", "agent");
    expect(sound.headers["content-type"]).toContain("audio/wav");
    expect([...sound.rawPayload]).toEqual([82, 73, 70, 70]);
    expect((await call("GET", "/api/voicemails/vm-2/sound", "agent")).json().code).toBe("not-found");
    expect((await call("PATCH", "/api/voicemails/vm-2", "agent", { state: "done" })).json().code).toBe("not-found");
  });

  it("are marked done with who did it; each play and change is journaled; removed by supervisors", async () => {
    const done = await call("PATCH", "/api/voicemails/vm-1", "agent", { state: "done" });
    expect(done.json()).toMatchObject({ state: "done", changedBy: expect.any(String) });
    expect((await call("DELETE", "/api/voicemails/vm-1", "agent")).json().code).toBe("forbidden");
    expect((await call("DELETE", "/api/voicemails/vm-1", "supervisor")).statusCode).toBe(204);
    expect(await wire.sounds.read("vm-1")).toBeNull();
    const told = wire.stores.journal.ofContact(asId<ContactId>("c-1")).map(({ type }) => type);
    expect(told).toEqual(["voicemail.played", "voicemail.done", "voicemail.removed"]);
  });
});

describe("who waits", () => {
  it("is read as shared/wire says; a callback that is not there cannot be cancelled", async () => {
    const reply = await call("GET", "/api/waiting", "agent");
    expect(Compile(WaitingOverviewSchema).Errors(reply.json())).toEqual([]);
    expect(reply.json().queues).toMatchObject([{ queueId: "service", open: true, score: { promises: 0 } }]);
    expect((await call("DELETE", "/api/callbacks/c-9", "supervisor")).json().code).toBe("not-found");
  });
});

describe("alerts of a queue", () => {
  const ALERTS = { longestWaitMs: 45_000, serviceLevelTarget: 0.9, poorVoiceMos: 3.2 };
  const save = (role: Role, alerts: typeof ALERTS | { readonly longestWaitMs: null }, baseRevision: number) =>
    call("PUT", "/api/queue-alerts/service", role, { alerts, baseRevision });

  it("are a supervisor's to set: kept, journaled, in force at once", async () => {
    const before = (await call("GET", "/api/queue-alerts/service", "supervisor")).json();
    expect(Compile(QueueAlertsInForceSchema).Errors(before)).toEqual([]);
    expect(before).toEqual({ alerts: ALERT_DEFAULTS, revision: 0, changed: null });
    expect((await save("supervisor", ALERTS, 0)).statusCode).toBe(204);
    expect((await wire.stores.waiting.alerts()).get(SERVICE)).toEqual(ALERTS);
    const none = { ...ALERTS, longestWaitMs: null };
    expect((await save("admin", none, 1)).statusCode).toBe(204);
    expect((await wire.stores.waiting.alerts()).get(SERVICE)).toEqual(none);
    const noted = wire.stores.journal.read(0, 1_000).filter(({ type }) => type === "queue-alerts-saved");
    expect(noted).toHaveLength(2);
  });

  it("are saved by one of two who read the same; the other is told, and sees who was first and what it is now", async () => {
    const read = async () => (await call("GET", "/api/queue-alerts/service", "supervisor")).json();
    const { revision } = await read();
    const mine = { ...ALERTS, serviceLevelTarget: 0.7 };
    const replies = await Promise.all([save("supervisor", mine, revision), save("admin", ALERTS, revision)]);
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([204, 409]);
    expect(replies[1]?.json().code).toBe("conflict");
    expect(await read()).toEqual({
      alerts: mine,
      revision: revision + 1,
      changed: { at: expect.any(Number), by: "Sofia Marchetti" },
    });
  });

  it.each([
    ["a wait of nothing", "service", { ...ALERTS, longestWaitMs: 0 }, 400],
    ["a target above everything", "service", { ...ALERTS, serviceLevelTarget: 1.01 }, 400],
    ["a score nobody can reach", "service", { ...ALERTS, poorVoiceMos: 5 }, 400],
    ["a queue that is not there", "nowhere", ALERTS, 404],
  ])("%s is refused", async (_what, queueId, alerts, status) => {
    const body = { alerts, baseRevision: 2 };
    expect((await call("PUT", `/api/queue-alerts/${queueId}`, "supervisor", body)).statusCode).toBe(status);
  });
});
