import { beforeEach, describe, expect, it } from "vitest";
import { ManualTime } from "../../../test/fakes/manual-time.ts";
import type { JournalEntry } from "../../ports/journal.ts";
import { type EndpointStatus, type SipEndpoint, TelephonyError } from "../../ports/telephony.ts";
import { WEBPHONE_LIMITS, WebphoneService } from "./webphone-service.ts";

class FakeEndpoints {
  readonly pushed = new Map<string, SipEndpoint>();
  down = false;
  async pushEndpoint(endpoint: SipEndpoint): Promise<void> {
    if (this.down) throw new TelephonyError("pbx-unavailable", "down");
    this.pushed.set(endpoint.name, endpoint);
  }
  async revokeEndpoint(name: string): Promise<void> {
    if (this.down) throw new TelephonyError("pbx-unavailable", "down");
    this.pushed.delete(name);
  }
  async listEndpoints(): Promise<readonly EndpointStatus[]> {
    return [...this.pushed.keys()].map((name) => ({ name, registered: false }));
  }
}

let time: ManualTime;
let endpoints: FakeEndpoints;
let journaled: Omit<JournalEntry, "seq">[];
let ids: number;

function service(demo = true): WebphoneService {
  return new WebphoneService({
    telephony: endpoints,
    routingConfig: {
      entryPoints: async () => [
        { dnis: "4000", names: { en: "Service", zh: "客服热线" }, flowId: "service-line", queueId: "service" },
      ],
    },
    journal: { append: (entry) => journaled.push(entry), read: () => [], ofContact: () => [], lastSeq: () => 0 },
    clock: time,
    scheduler: time,
    random: { id: (prefix) => `${prefix}-${(ids += 1)}`, secret: (bytes) => "s".repeat(bytes) },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    settings: {
      sipWsUrl: "ws://pbx/ws",
      sipDomain: "pbx",
      demo,
      callers: [{ number: "+8613800138001", label: "VIP", hint: "vip" }],
    },
  });
}

beforeEach(() => {
  time = new ManualTime(1_000_000);
  endpoints = new FakeEndpoints();
  journaled = [];
  ids = 0;
});

const from = (clientAddress: string, callerNumber: string | null = null) => ({ clientAddress, callerNumber });
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "ok",
    (error: { code?: unknown }) => error.code,
  );
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a web phone's login", () => {
  it("is a restricted endpoint with the chosen number, known by its name", async () => {
    const phones = service();
    const login = await phones.issue(from("a", "+86 138-0013 8001"));
    expect(login).toEqual({
      sip: { username: "webphone-1", secret: "s".repeat(24), wsUrl: "ws://pbx/ws", domain: "pbx" },
      expiresAt: time.now() + WEBPHONE_LIMITS.loginMs,
      numbers: [{ dnis: "4000", names: { en: "Service", zh: "客服热线" } }],
      callers: [{ number: "+8613800138001", label: "VIP", hint: "vip" }],
    });
    expect(endpoints.pushed.get("webphone-1")).toMatchObject({
      kind: "webphone",
      callerId: { name: "", number: "+8613800138001" },
    });
    expect(phones.callerOf("webphone-1")).toEqual({ number: "+8613800138001" });
    expect(phones.callerOf("agent-1")).toBeNull();
  });

  it("withholds the number when none was chosen, and always outside a demonstration", async () => {
    const demo = service();
    await demo.issue(from("a"));
    expect(demo.callerOf("webphone-1")).toEqual({ number: null });
    const real = service(false);
    const login = await real.issue(from("a", "+8613800138001"));
    expect(login.callers).toEqual([]);
    expect(real.callerOf(login.sip.username)).toEqual({ number: null });
  });

  it.each(["12", "+861380013800112345", "abc", "1234;evil", '"><script>', "+86\n138", "sip:1234@host"])(
    "is refused for the number %j",
    async (number) => {
      const compact = number.replace(/\s/gu, "");
      // White space is a way of writing; what is left must be a number.
      const expected = /^\+?\d{3,15}$/u.test(compact) ? "ok" : "bad-number";
      expect(await codeOf(service().issue(from("a", number)))).toBe(expected);
      for (const { callerId } of endpoints.pushed.values()) expect(callerId.number).toMatch(/^\+?\d+$/u);
    },
  );

  it("ends after an hour, also when the PBX was away just then", async () => {
    const phones = service();
    await phones.issue(from("a"));
    endpoints.down = true;
    await time.advance(WEBPHONE_LIMITS.loginMs);
    await settle();
    expect(endpoints.pushed.size).toBe(1);
    expect(phones.callerOf("webphone-1")).toBeNull();
    endpoints.down = false;
    await time.advance(WEBPHONE_LIMITS.revokeRetryMs);
    await settle();
    expect(endpoints.pushed.size).toBe(0);
    expect(journaled.map(({ type }) => type)).toEqual(["webphone-issued", "webphone-revoked"]);
  });

  it("that the PBX did not take is not counted", async () => {
    const phones = service();
    endpoints.down = true;
    for (let n = 0; n < 10; n += 1) expect(await codeOf(phones.issue(from("a")))).toBe("pbx-unavailable");
    endpoints.down = false;
    expect(await codeOf(phones.issue(from("a")))).toBe("ok");
  });
});

describe("the number of web phones", () => {
  it("is limited per address: the oldest that is not in use makes room, one in use does not", async () => {
    const phones = service();
    const register = (name: string) =>
      phones.telephonyEvent({ type: "endpoint-registered", endpointName: name, registered: true });
    for (let n = 0; n < 5; n += 1) await phones.issue(from("a"));
    register("webphone-1");
    expect(await codeOf(phones.issue(from("a")))).toBe("ok");
    expect([...endpoints.pushed.keys()]).toEqual([
      "webphone-1",
      "webphone-3",
      "webphone-4",
      "webphone-5",
      "webphone-6",
    ]);
    for (const name of endpoints.pushed.keys()) register(name);
    expect(await codeOf(phones.issue(from("a")))).toBe("webphone-busy");
    expect(await codeOf(phones.issue(from("b")))).toBe("ok");
  });

  it("is limited in total, however many ask at once", async () => {
    const phones = service();
    const codes = await Promise.all(Array.from({ length: 80 }, (_, n) => codeOf(phones.issue(from(`address-${n}`)))));
    expect(codes.filter((code) => code === "ok")).toHaveLength(WEBPHONE_LIMITS.loginsMax);
    expect(endpoints.pushed.size).toBe(WEBPHONE_LIMITS.loginsMax);
    // All of them had the time to register and did not: one makes room.
    await time.advance(WEBPHONE_LIMITS.settlingMs);
    expect(await codeOf(phones.issue(from("somebody-else")))).toBe("ok");
    expect(endpoints.pushed.size).toBe(WEBPHONE_LIMITS.loginsMax);
  });
});

describe("reaching a web phone", () => {
  it("goes to the newest registered one of the number", async () => {
    const phones = service();
    for (let n = 0; n < 3; n += 1) await phones.issue(from("a", "+8613800138001"));
    expect(phones.endpointFor("+8613800138001")).toBeNull();
    for (const name of ["webphone-1", "webphone-2"])
      phones.telephonyEvent({ type: "endpoint-registered", endpointName: name, registered: true });
    expect(phones.endpointFor("+8613800138001")).toBe("webphone-2");
    phones.telephonyEvent({ type: "endpoint-registered", endpointName: "webphone-2", registered: false });
    expect(phones.endpointFor("+8613800138001")).toBe("webphone-1");
    expect(phones.endpointFor("+8613800138009")).toBeNull();
  });
});

describe("logins of an earlier run", () => {
  it("are revoked; agents' and present ones are left alone", async () => {
    const phones = service();
    const { sip } = await phones.issue(from("a"));
    for (const name of ["webphone-old", "agent-7", "carrier"]) {
      endpoints.pushed.set(name, { name, secret: "", kind: "agent", callerId: { name: "", number: "" } });
    }
    await phones.reap();
    expect([...endpoints.pushed.keys()]).toEqual([sip.username, "agent-7", "carrier"]);
  });

  it("and all present ones are revoked at the stop", async () => {
    const phones = service();
    await phones.issue(from("a"));
    await phones.issue(from("b"));
    await phones.revokeAll();
    expect(endpoints.pushed.size).toBe(0);
    expect(time.pending).toEqual([]);
  });
});
