import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asId, type ContactId, type UserId } from "../../shared/domain/ids.ts";
import type { Role } from "../../shared/domain/user.ts";
import { clockText } from "../../desktop/renderer/ui/clock-text.ts";
import { TelephonyError } from "../../server/ports/telephony.ts";
import { PASSWORD, startWire, type Wire } from "./wire-harness.ts";
import { RECORD } from "./examples.ts";

let wire: Wire;

beforeEach(async () => {
  wire = await startWire();
});
afterEach(() => wire.stop());

async function as(
  role: Role,
  request: {
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    url: string;
    payload?: string | object | Buffer;
    headers?: Record<string, string>;
  },
) {
  const { headers, ...rest } = request;
  return wire.http.inject({ ...rest, headers: { authorization: `Bearer ${await wire.tokenOf(role)}`, ...headers } });
}
const signIn = (login: string, password: string) =>
  wire.http.inject({ method: "POST", url: "/api/session", payload: { login, password } });

describe("signing in and out over HTTP", () => {
  it("gives a token that works until it is given back", async () => {
    const session = (await signIn("ana", PASSWORD)).json();
    expect(session).toMatchObject({
      user: { userId: "user-ana", role: "agent" },
      expiresAt: wire.time.now() + 12 * 3_600_000,
    });
    const headers = { authorization: `Bearer ${session.token}` };
    expect((await wire.http.inject({ url: "/api/session", headers })).json()).toEqual({ user: session.user });
    expect((await wire.http.inject({ method: "DELETE", url: "/api/session", headers })).statusCode).toBe(204);
    expect((await wire.http.inject({ url: "/api/session", headers })).json().code).toBe("session-expired");
  });

  it("answers wrong names and wrong passwords alike, and locks after five", async () => {
    for (const login of ["ana", "nobody"]) {
      for (let n = 0; n < 5; n += 1) {
        const reply = await signIn(login, "wrong");
        expect({ status: reply.statusCode, code: reply.json().code }).toEqual({ status: 401, code: "bad-credentials" });
      }
      expect((await signIn(login, PASSWORD)).statusCode).toBe(423);
    }
    expect((await signIn("bo", PASSWORD)).statusCode).toBe(200);
    await wire.time.advance(15 * 60_000 + 1);
    expect((await signIn("ana", PASSWORD)).statusCode).toBe(200);
  });

  it("refuses a flood from one address and says how long", async () => {
    let reply = await signIn("nobody", "wrong");
    for (let n = 0; n < 120 && reply.statusCode !== 429; n += 1) reply = await signIn(`nobody-${n}`, "wrong");
    expect(reply.json().code).toBe("rate-limited");
    expect(Number(reply.headers["retry-after"])).toBeGreaterThan(0);
  });
});

describe("what an agent sees", () => {
  it("are their own contacts; a supervisor sees all", async () => {
    wire.stores.contacts.save({ ...RECORD, agentId: asId<UserId>("user-ana"), arrivedAt: wire.time.now() });
    wire.stores.contacts.save({
      ...RECORD,
      contactId: asId<ContactId>("contact-2"),
      agentId: asId<UserId>("user-bo"),
      arrivedAt: wire.time.now(),
    });
    const own = (await as("agent", { method: "GET", url: "/api/contacts?limit=200" })).json().contacts as {
      agentId: string;
    }[];
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map(({ agentId }) => agentId))).toEqual(new Set(["user-ana"]));
    const all = (await as("supervisor", { method: "GET", url: "/api/contacts?limit=200" })).json().contacts as {
      agentId: string;
    }[];
    expect(new Set(all.map(({ agentId }) => agentId)).size).toBeGreaterThan(1);
  });
});

describe("call lists", () => {
  const csv =
    "phone,name,reason\n+86 138 0013 8001,王小明,renewal\nnonsense,Nobody,none\n+1 900 555 0100,Abroad,none\n";
  it("are imported from CSV, with the rows that cannot be used", async () => {
    const made = await as("supervisor", {
      method: "POST",
      url: "/api/call-lists?name=Nov",
      payload: csv,
      headers: { "content-type": "text/csv; charset=utf-8" },
    });
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json()).toMatchObject({ name: "Nov", entries: 1, rejectedRows: 2 });
    const rejected = await as("supervisor", {
      method: "GET",
      url: `/api/call-lists/${made.json().callListId}/rejected`,
    });
    expect(rejected.json().rows).toEqual([
      { line: 3, content: expect.stringContaining("Nobody"), reason: "bad-phone" },
      { line: 4, content: expect.stringContaining("Abroad"), reason: "may-not-be-dialled" },
    ]);
  });

  it.each([
    ["JSON", "application/json", '{"a":1}', 415, "wrong-content-type"],
    ["no phone column", "text/csv", "name\nAna\n", 400, "csv-no-phone-column"],
    ["nothing", "text/csv", "", 400, "csv-empty"],
    ["bytes that are no text", "text/csv", Buffer.from([0xff, 0xfe, 0x00, 0xd8]), 400, null],
    ["more than 10 MB", "text/csv", "x".repeat(10 * 1_024 * 1_024 + 1), 413, "payload-too-large"],
  ])("are refused when the file is %s", async (_what, type, payload, status, code) => {
    const reply = await as("supervisor", {
      method: "POST",
      url: "/api/call-lists?name=Nov",
      payload,
      headers: { "content-type": type },
    });
    expect(reply.statusCode, reply.body).toBe(status);
    if (code !== null) expect(reply.json().code).toBe(code);
  });
});

describe("prompts", () => {
  const wav = Buffer.concat([Buffer.from("RIFF\0\0\0\0WAVEfmt "), Buffer.alloc(64)]);
  it("are uploaded, listed as uploaded, and removed", async () => {
    const url = "/api/prompts/en/goodbye";
    expect(
      (await as("admin", { method: "PUT", url, payload: wav, headers: { "content-type": "audio/wav" } })).statusCode,
    ).toBe(204);
    const uploaded = async () =>
      ((await as("admin", { method: "GET", url: "/api/prompts" })).json().prompts as { uploaded: boolean }[]).filter(
        (prompt) => prompt.uploaded,
      );
    expect(await uploaded()).toMatchObject([{ id: "goodbye", language: "en" }]);
    expect((await as("admin", { method: "DELETE", url })).statusCode).toBe(204);
    expect(await uploaded()).toEqual([]);
  });

  it("are played to an administrator as callers hear them", async () => {
    const reply = await as("admin", { method: "GET", url: "/api/prompts/zh/goodbye/sound" });
    expect({ status: reply.statusCode, type: reply.headers["content-type"] }).toEqual({
      status: 200,
      type: "audio/wav",
    });
    expect(reply.body).toBe("RIFF zh/goodbye");
    const unknown = await as("admin", { method: "GET", url: "/api/prompts/zh/no-such-prompt/sound" });
    expect(unknown.json().code).toBe("not-found");
  });

  it.each([
    ["an unknown prompt", "/api/prompts/en/no-such-prompt", wav, "audio/wav", 404, "not-found"],
    ["an unknown language", "/api/prompts/xx/goodbye", wav, "audio/wav", 400, "bad-request"],
    ["a way out of the folder", "/api/prompts/en/..%2f..%2fx", wav, "audio/wav", 400, "bad-request"],
    [
      "an MP3 that says WAV",
      "/api/prompts/en/goodbye",
      Buffer.from("ID3".padEnd(100)),
      "audio/wav",
      400,
      "audio-unreadable",
    ],
    ["JSON", "/api/prompts/en/goodbye", "{}", "application/json", 415, "wrong-content-type"],
    [
      "more than 5 MB",
      "/api/prompts/en/goodbye",
      Buffer.alloc(5 * 1_024 * 1_024 + 1),
      "audio/wav",
      413,
      "payload-too-large",
    ],
  ])("are refused: %s", async (_what, url, payload, type, status, code) => {
    const reply = await as("admin", { method: "PUT", url, payload, headers: { "content-type": type } });
    expect({ status: reply.statusCode, code: reply.json().code }).toEqual({ status, code });
  });
});

describe("users", () => {
  it("have one login each, and one administrator remains", async () => {
    const payload = { login: "ana", displayName: "Another Ana", role: "agent", password: "long-enough-1" };
    expect((await as("admin", { method: "POST", url: "/api/users", payload })).json().code).toBe("login-taken");
    for (const change of [{ disabled: true }, { role: "agent" }]) {
      const reply = await as("admin", { method: "PATCH", url: "/api/users/user-admin", payload: change });
      expect({ status: reply.statusCode, code: reply.json().code }).toEqual({ status: 409, code: "last-admin" });
    }
    expect((await as("admin", { method: "PATCH", url: "/api/users/none", payload: {} })).statusCode).toBe(404);
  });

  it("are never shown with their password's hash", async () => {
    expect((await as("admin", { method: "GET", url: "/api/users" })).body).not.toContain("plain:");
  });
});

describe("trouble", () => {
  it("of the PBX is told as such", async () => {
    wire.endpoints.failWith = new TelephonyError("pbx-unavailable", "connect ECONNREFUSED 127.0.0.1:8088");
    const reply = await wire.http.inject({ method: "POST", url: "/api/webphone", payload: { callerNumber: null } });
    expect({ status: reply.statusCode, code: reply.json().code }).toEqual({ status: 503, code: "pbx-unavailable" });
    expect(reply.body).not.toContain("ECONNREFUSED");
  });

  it("inside is told as internal without its words, and logged with them", async () => {
    wire.endpoints.failWith = Object.assign(new Error("EACCES /secret/path"), { code: "EACCES" });
    const reply = await wire.http.inject({ method: "POST", url: "/api/webphone", payload: { callerNumber: null } });
    expect({ status: reply.statusCode, code: reply.json().code }).toEqual({ status: 500, code: "internal" });
    expect(reply.body).not.toContain("secret");
    const line = wire.lines.findLast(({ level }) => level === "error");
    expect(line).toMatchObject({ fields: { route: "/api/webphone", requestId: reply.headers["x-request-id"] } });
  });

  it("of a part turns health to 503", async () => {
    expect((await wire.http.inject("/api/health")).json()).toEqual({ ok: true, pbx: true, database: true });
    wire.health.pbx = false;
    const reply = await wire.http.inject("/api/health");
    expect({ status: reply.statusCode, body: reply.json() }).toEqual({
      status: 503,
      body: { ok: false, pbx: false, database: true },
    });
  });
});

describe("the log", () => {
  it("holds routes, never names, numbers or tokens", async () => {
    const token = await wire.tokenOf("agent");
    await wire.http.inject({
      url: `/api/customers?q=${encodeURIComponent("王小明")}13800138001`,
      headers: { authorization: `Bearer ${token}` },
    });
    await signIn("somebody", "wrong");
    await wire.app.until(() => true);
    const text = JSON.stringify(wire.lines);
    expect(text).toContain("/api/customers");
    for (const secret of ["13800138001", "王小明", encodeURIComponent("王"), token, "somebody"])
      expect(text).not.toContain(secret);
  });

  it("and the journal know who signed in and who failed, the name masked", async () => {
    const before = wire.stores.journal.lastSeq();
    await signIn("ana", PASSWORD);
    await signIn("my-secret-password", "oops");
    const entries = wire.stores.journal.read(before, 10);
    expect(entries.map(({ type, agentId }) => [type, agentId])).toEqual([
      ["signed-in", "user-ana"],
      ["sign-in-failed", null],
    ]);
    expect(JSON.stringify(entries)).not.toContain("secret-password");
  });
});

describe("in production", () => {
  it("a reply that differs from shared/wire is logged and sent; in development it is an error", async () => {
    const lax = await startWire({ strict: false });
    for (const [server, status] of [
      [lax, 200],
      [wire, 500],
    ] as const) {
      await server.stores.users.update(asId<UserId>("user-bo"), { displayName: "x".repeat(300) });
      const reply = await server.http.inject({
        url: "/api/users",
        headers: { authorization: `Bearer ${await server.tokenOf("admin")}` },
      });
      expect(reply.statusCode).toBe(status);
      expect(server.lines.some(({ message }) => message === "a reply differs from shared/wire")).toBe(true);
    }
    await lax.stop();
  });
});

describe("history", () => {
  const contact = (id: string, agentId: string, change: Partial<typeof RECORD> = {}) =>
    wire.stores.contacts.save({
      ...RECORD,
      contactId: asId<ContactId>(id),
      agentId: asId<UserId>(agentId),
      phase: "closed",
      ...change,
    });
  const found = async (role: Role, query: string) => {
    const reply = await as(role, { method: "GET", url: `/api/contacts?${query}` });
    return reply.statusCode === 200
      ? (reply.json().contacts as { contactId: string }[]).map(({ contactId }) => contactId)
      : (reply.json().code as string);
  };

  it("is an agent's own whatever they ask for, and the team's for a supervisor", async () => {
    contact("c-ana", "user-ana");
    contact("c-bo", "user-bo");
    expect(await found("agent", "")).toEqual(["c-ana"]);
    expect(await found("agent", "scope=team")).toBe("forbidden");
    expect(await found("agent", "agentId=user-bo")).toBe("forbidden");
    expect(await found("supervisor", "")).toEqual(["c-bo", "c-ana"]);
    expect(await found("supervisor", "scope=own")).toEqual([]);
    expect(await found("supervisor", "agentId=user-bo")).toEqual(["c-bo"]);
  });

  it("is filtered by what can be asked, and no contact is lost between two pages", async () => {
    contact("c-1", "user-ana", { arrivedAt: 5, outcome: "no-answer", direction: "outbound", note: "Rückruf" });
    contact("c-2", "user-ana", { arrivedAt: 5, disposition: "sale" });
    contact("c-3", "user-ana", { arrivedAt: 9, disposition: "complaint" });
    expect(await found("agent", "direction=outbound")).toEqual(["c-1"]);
    expect(await found("agent", "outcome=no-answer")).toEqual(["c-1"]);
    expect(await found("agent", "disposition=sale")).toEqual(["c-2"]);
    expect(await found("agent", "since=5&until=9")).toEqual(["c-2", "c-1"]);
    expect(await found("agent", `text=${encodeURIComponent("rückruf")}`)).toEqual(["c-1"]);
    expect(await found("agent", "limit=2")).toEqual(["c-3", "c-2"]);
    expect(await found("agent", "limit=2&before=5&beforeId=c-2")).toEqual(["c-1"]);
  });

  it("has the contacts behind a figure of the server's day, and for an agent only their own", async () => {
    const since = Date.UTC(2026, 10, 20, 16);
    const served = {
      phase: "closed",
      kind: "call",
      queuedAt: since,
      callbackAt: null,
      answeredAt: since + 1,
      endedAt: since + 2,
    } as const;
    contact("c-ana", "user-ana", { ...served, arrivedAt: since });
    contact("c-bo", "user-bo", { ...served, arrivedAt: since + 1 });
    contact("c-before", "user-ana", { ...served, arrivedAt: since - 1 });
    const queue = `queueId=${RECORD.queueId}`;
    expect(await found("supervisor", `counted=answered&${queue}`)).toEqual(["c-bo", "c-ana"]);
    expect(await found("supervisor", `counted=abandoned&${queue}`)).toEqual([]);
    expect(await found("supervisor", "counted=answered&queueId=another")).toEqual([]);
    expect(await found("supervisor", "counted=handled&agentId=user-bo")).toEqual(["c-bo"]);
    expect(await found("supervisor", "counted=handled&since=0&limit=1")).toEqual(["c-bo"]);
    expect(await found("agent", "counted=handled")).toEqual(["c-ana"]);
    expect(await found("agent", `counted=answered&${queue}`)).toEqual(["c-ana"]);
    expect(await found("agent", "counted=handled&agentId=user-bo")).toBe("forbidden");
    expect(await found("supervisor", "counted=everything")).toBe("bad-request");
    // A side of the service level is one of a variant, and a variant is of nothing else.
    expect(await found("supervisor", "counted=in-time&variant=positive")).not.toBe("bad-request");
    for (const query of [
      "counted=in-time",
      "counted=answered&variant=positive",
      "variant=handled",
      "counted=in-time&variant=best",
    ])
      expect(await found("supervisor", query), query).toBe("bad-request");
  });

  it("counts seconds in the file as the screens' clocks do: those that have passed", async () => {
    const [queuedAt, answeredAt, endedAt] = [RECORD.arrivedAt, RECORD.arrivedAt + 4_600, RECORD.arrivedAt + 14_400];
    contact("c-1", "user-ana", { queuedAt, answeredAt, endedAt, wrapUpEndedAt: endedAt + 2_999 });
    const reply = await as("supervisor", { method: "GET", url: "/api/contacts/export?language=en" });
    const [title = "", row = ""] = reply.body.split("\r\n").map((line) => line.split(","));
    expect(["wait s", "talk s", "wrap-up s"].map((column) => row[title.indexOf(column)])).toEqual(["4", "9", "2"]);
    expect([answeredAt - queuedAt, endedAt - answeredAt, 2_999].map(clockText)).toEqual(["0:04", "0:09", "0:02"]);
  });

  it("is taken away as a file by supervisors only, safe for a spreadsheet, and it is kept who took it", async () => {
    contact("c-1", "user-ana", { note: '=HYPERLINK("http://x")', answersMessageAt: Date.UTC(2026, 10, 20, 23, 5, 9) });
    const url = "/api/contacts/export?language=en";
    expect((await as("agent", { method: "GET", url })).json().code).toBe("forbidden");
    const reply = await as("supervisor", { method: "GET", url });
    expect(reply.headers["content-type"]).toContain("text/csv");
    const [title, row] = reply.body.split("\r\n");
    expect(title?.startsWith("\ufeffcontact,arrived")).toBe(true);
    expect(row).toContain("008613800138001");
    expect(row).toContain("'=HYPERLINK");
    // In the centre's zone, where that was the next day, and which is named.
    const [zone, utc] = ["Asia/Shanghai", new Date(RECORD.arrivedAt).toISOString()];
    expect(title?.endsWith(",calls back message of,time zone,arrived UTC,ended by")).toBe(true);
    expect(row?.endsWith(`,2026-11-21 07:05:09,${zone},${utc},customer`)).toBe(true);
    contact("c-1", "user-ana", { answersMessageAt: null, endedBy: null });
    expect((await as("supervisor", { method: "GET", url })).body.split("\r\n")[1]?.endsWith(`,,${zone},${utc},`)).toBe(
      true,
    );
    const chinese = await as("supervisor", { method: "GET", url: "/api/contacts/export?language=zh" });
    expect(chinese.body.split("\r\n")[0]?.endsWith(",所回留言时间,时区,时间（UTC）,结束方")).toBe(true);
    expect(wire.stores.journal.read(0, 1_000).at(-1)).toMatchObject({
      type: "contacts-exported",
      agentId: "user-sofia",
      payload: { rows: 1 },
    });
  });
});
