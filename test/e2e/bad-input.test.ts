import { connect } from "node:net";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { HealthSchema } from "../../shared/wire/http.ts";
import { type CommandReply, CommandReplySchema, PROTOCOL_VERSION } from "../../shared/wire/console.ts";
import { Parse } from "typebox/value";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import { loudnessDb } from "../carrier/tone-level.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { inviteFrom, sendToSip } from "./raw-sip.ts";
import type { ServerApi } from "./server-api.ts";
import { SPOKEN_DB } from "./tones.ts";

const REPLY_LIMIT_MS = 5_000;

let env: Environment;
let agent: ServerApi;
let supervisor: ServerApi;
const sockets: Socket[] = [];

beforeAll(async () => {
  env = await startEnvironment();
  [agent, supervisor] = [await env.api("ana"), await env.api("sofia")];
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await env?.carrier.hangUpAll();
  expect(await supervisor.get(HealthSchema, "/api/health")).toEqual({ ok: true, pbx: true, database: true });
});
afterAll(() => env?.stop());

/** The code of the server's own error body. */
async function codeOf(response: Response): Promise<string> {
  const body: unknown = await response.json();
  expect(body).toEqual({ code: expect.any(String), message: expect.stringMatching(/\S\. \S/u) });
  return typeof body === "object" && body !== null ? String(Reflect.get(body, "code")) : "";
}

function openSocket(auth: Readonly<Record<string, unknown>>): Promise<Socket> {
  const socket = io(env.server.url, { auth, reconnection: false, transports: ["websocket"], forceNew: true });
  sockets.push(socket);
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", reject);
  });
}

async function command(socket: Socket, envelope: unknown): Promise<CommandReply> {
  return Parse(CommandReplySchema, await socket.timeout(REPLY_LIMIT_MS).emitWithAck("command", envelope));
}

const consoleAuth = (token: string) => ({ token, protocolVersion: PROTOCOL_VERSION, clientKind: "console" });

describe("callers whose number or name is no number or name", () => {
  it.each([
    ["letters for a number", "not-a-number", ""],
    ["far too many digits", "9".repeat(60), ""],
    ["an over-long name", "+8613800138901", "名".repeat(400)],
    ["markup for a name", "+8613800138902", "<script>alert(1)</script>'; drop table customers; --"],
    ["no number at all", "", ""],
  ])("%s: is greeted as anybody", async (_, from, name) => {
    const known = new Set((await supervisor.contacts()).map(({ contactId }) => contactId));
    const call = await env.carrier.call({ from, name, to: DEMO_SERVICE_NUMBERS.service });
    await call.answered();
    await call.hearUntil((sound) => loudnessDb(sound) > SPOKEN_DB, "the greeting");
    const contact = await supervisor.contact(({ contactId }) => !known.has(contactId), "the call");
    expect(contact.ani.raw.length).toBeLessThanOrEqual(64);
    expect(contact.customerId).toBeNull();
    await call.hangUp();
    await supervisor.contact(({ contactId, phase }) => contactId === contact.contactId && phase === "closed", "closed");
  });

  it("a withheld number is greeted, and nobody is guessed", async () => {
    const call = await env.carrier.call({ withheld: true, to: DEMO_SERVICE_NUMBERS.service });
    await call.answered();
    const contact = await supervisor.contact(({ ani }) => ani.presentation === "withheld", "the call");
    expect(contact).toMatchObject({ customerId: null, ani: { e164: null } });
    await call.hangUp();
  });

  it("an unknown service number is said so and ended, and journaled", async () => {
    const call = await env.carrier.call({ from: "+8613800138903", to: "98765" });
    await call.answered();
    await call.hearUntil((sound) => loudnessDb(sound) > SPOKEN_DB, "the announcement");
    await call.ended(40_000);
    const contact = await supervisor.contact(({ dnis, phase }) => dnis === "98765" && phase === "closed", "the call");
    const types = (await supervisor.journal(contact.contactId)).map(({ type }) => type);
    expect(types).toContain("call.unknown-dnis");
  });

  it("what is no SIP at all, or broken SIP, changes nothing for the next caller", async () => {
    const port = env.pbxPorts.sipUdp;
    const replies = [
      await sendToSip(port, "INVITE"),
      await sendToSip(
        port,
        Uint8Array.from({ length: 1_200 }, (_, index) => (index * 37) % 256),
      ),
      await sendToSip(port, inviteFrom('"unclosed <sip:a@b', "junk-1")),
      await sendToSip(port, inviteFrom("<sip:%00%ff@[>;tag=1", "junk-2")),
      await sendToSip(port, inviteFrom(`<sip:${"a".repeat(3_000)}@127.0.0.1>;tag=1`, "junk-3")),
    ];
    for (const reply of replies) expect(reply ?? "SIP/2.0 400").toMatch(/^SIP\/2\.0 [1-6]/u);
    const call = await env.carrier.call({ from: "+8613800138904", to: DEMO_SERVICE_NUMBERS.service });
    await call.answered();
    await call.hearUntil((sound) => loudnessDb(sound) > SPOKEN_DB, "the greeting");
  });
});

describe("junk over HTTP", () => {
  it.each([
    ["no JSON", "{", "application/json", 400, "bad-request"],
    ["other fields", '{"user":"x"}', "application/json", 400, "bad-request"],
    ["a number for a login", '{"login":7,"password":[]}', "application/json", 400, "bad-request"],
    ["prototype pollution", '{"__proto__":{"a":1},"login":"a","password":"b"}', "application/json", 400, "bad-request"],
    ["another type", "<a/>", "application/xml", 415, "wrong-content-type"],
    ["more than is allowed", `{"login":"${"x".repeat(300_000)}"}`, "application/json", 413, "payload-too-large"],
  ])("%s for a sign-in is refused with a clear answer", async (_, body, type, status, code) => {
    const response = await fetch(`${env.server.url}/api/session`, {
      method: "POST",
      headers: { "content-type": type },
      body,
      signal: AbortSignal.timeout(REPLY_LIMIT_MS),
    });
    expect(response.status).toBe(status);
    expect(await codeOf(response)).toBe(code);
  });

  it.each([
    ["/api/customers?q=%00%00", 200],
    [`/api/customers?q=${"x".repeat(101)}`, 400],
    ["/api/customers/..%2f..%2fsecrets.json", 400],
    ["/api/contacts?limit=-1", 400],
    ["/api/nothing", 404],
  ])("%s is answered %i", async (path, status) => {
    const response = await supervisor.send(path);
    expect(response.status).toBe(status);
    if (status !== 200) await codeOf(response);
  });

  it("what is not HTTP is answered 400 and closed", async () => {
    const { port } = new URL(env.server.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), "127.0.0.1", () => socket.write("\u0000\u0001 hello\r\n\r\n"));
      let said = "";
      socket.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
      socket.once("close", () => resolve(said)).once("error", reject);
      socket.setTimeout(REPLY_LIMIT_MS, () => socket.destroy(new Error("not closed")));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /u);
    expect(answer).toContain('"code":"bad-request"');
  });
});

describe("junk on the socket", () => {
  it.each([
    ["without a token", {}],
    ["with a token nobody has", consoleAuth("x".repeat(43))],
    ["with a handshake of the wrong shape", { token: 5, clientKind: "root" }],
  ])("%s nobody gets in", async (_, auth) => {
    await expect(openSocket(auth)).rejects.toThrow();
  });

  it("commands that are none are refused one by one, and the next good one works", async () => {
    const socket = await openSocket(consoleAuth(agent.token));
    const junk: readonly (readonly [unknown, string])[] = [
      ["hello", "bad-request"],
      [null, "bad-request"],
      [{ id: "12345678", name: "agent.ready", args: "x" }, "bad-request"],
      [{ id: "12345679", name: "server.shutdown", args: {} }, "unknown-command"],
      [{ id: "12345680", name: "__proto__", args: {} }, "unknown-command"],
      [{ id: "12345681", name: "call.hold", args: { contactId: "x".repeat(5_000) } }, "bad-request"],
      [{ id: "12345682", name: "call.hold", args: { contactId: "c-nobody" } }, "conflict"],
    ];
    for (const [envelope, code] of junk) {
      const reply = await command(socket, envelope);
      expect({ envelope, reply }).toEqual({ envelope, reply: { ok: false, code } });
    }
    expect(await command(socket, { id: "12345699", name: "console.start", args: {} })).toMatchObject({ ok: true });
  });
});

describe("what is a supervisor's or an administrator's", () => {
  it.each([
    ["GET", "/api/users"],
    ["GET", "/api/prompts"],
    ["GET", "/api/contacts/c-1/journal"],
    ["POST", "/api/call-lists?name=x"],
    ["PATCH", "/api/users/user-sofia"],
    ["DELETE", "/api/prompts/en/greeting"],
  ])("%s %s is forbidden to an agent", async (method, path) => {
    const response = await agent.send(path, { method });
    expect(response.status).toBe(403);
    expect(await codeOf(response)).toBe("forbidden");
  });

  it("an agent gets neither the board nor another agent's state", async () => {
    await expect(openSocket({ ...consoleAuth(agent.token), clientKind: "wallboard" })).rejects.toThrow("forbidden");
    const socket = await openSocket(consoleAuth(agent.token));
    const boards: unknown[] = [];
    for (const event of ["wallboard", "wallboard-change"]) socket.on(event, (board) => boards.push(board));
    expect(await command(socket, { id: "22345678", name: "console.start", args: {} })).toMatchObject({ ok: true });
    const forced = { agentId: "user-bo", state: "ready" };
    expect(await command(socket, { id: "22345679", name: "agent.force-state", args: forced })).toEqual({
      ok: false,
      code: "forbidden",
    });
    expect(boards).toEqual([]);
  });

  it("an agent's history holds their own contacts only", async () => {
    expect((await supervisor.contacts()).length).toBeGreaterThan(0);
    for (const contact of await agent.contacts()) expect(contact.agentId).toBe("user-ana");
  });
});
