import { afterEach, describe, expect, it } from "vitest";
import {
  FAKE_ARI,
  startFakeAri,
  type FakeAriOptions,
  type FakeAriServer,
} from "../../../test/fakes/fake-ari-server.ts";
import { AriClient, type AriClientOptions } from "./ari-client.ts";
import { AriError } from "./ari-error.ts";
import type { AriEvent } from "./ari-types.generated.ts";

interface Rig {
  readonly server: FakeAriServer;
  readonly client: AriClient;
  readonly events: AriEvent[];
  readonly states: string[];
  /** Resolves at the next connect (`up`) or loss (`down`). */
  next(state: "up" | "down"): Promise<string>;
  nextEvent(): Promise<AriEvent>;
}

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function rig(fake: FakeAriOptions = {}, options: Partial<AriClientOptions> = {}): Promise<Rig> {
  const server = await startFakeAri(fake);
  const events: AriEvent[] = [];
  const states: string[] = [];
  const stateWaiters: { readonly state: string; readonly resolve: (detail: string) => void }[] = [];
  const eventWaiters: ((event: AriEvent) => void)[] = [];
  const changed = (state: "up" | "down", detail: string): void => {
    states.push(`${state}: ${detail}`);
    const index = stateWaiters.findIndex((waiter) => waiter.state === state);
    if (index >= 0) stateWaiters.splice(index, 1)[0]?.resolve(detail);
  };
  const client = new AriClient({
    httpUrl: server.httpUrl,
    ...FAKE_ARI,
    random: () => 0.5,
    requestTimeoutMs: 300,
    pingIntervalMs: 100,
    backoffMinMs: 5,
    backoffMaxMs: 20,
    onEvent: (event) => {
      events.push(event);
      eventWaiters.shift()?.(event);
    },
    onConnected: ({ version, transport }) => changed("up", `${version} ${transport}`),
    onDisconnected: (reason) => changed("down", reason),
    ...options,
  });
  cleanUps.push(
    () => server.close(),
    () => client.stop(),
  );
  return {
    server,
    client,
    events,
    states,
    next: (state) => new Promise((resolve) => stateWaiters.push({ state, resolve })),
    nextEvent: () => new Promise((resolve) => eventWaiters.push(resolve)),
  };
}

async function connected(fake: FakeAriOptions = {}, options: Partial<AriClientOptions> = {}): Promise<Rig> {
  const made = await rig(fake, options);
  const up = made.next("up");
  made.client.start();
  await up;
  return made;
}

const digit = (value: string) => ({
  type: "ChannelDtmfReceived",
  digit: value,
  duration_ms: 100,
  channel: { id: "c1" },
});

describe("AriClient", () => {
  it("sets filters and subscriptions before it says it is connected, and again after every reconnect", async () => {
    const { server, next, states } = await connected({}, { deniedEvents: ["Dial"], subscriptions: ["deviceState:"] });
    const setUp = () =>
      server.requests
        .filter((request) => request.path.startsWith("applications/"))
        .map(
          (request) =>
            `${request.method} ${request.path} ${request.query["eventSource"] ?? JSON.stringify(request.body)}`,
        );
    const wanted = [
      'PUT applications/app/eventFilter {"disallowed":[{"type":"Dial"}]}',
      "POST applications/app/subscription deviceState:",
    ];
    expect(setUp()).toEqual(wanted);
    const up = next("up");
    server.cut();
    await up;
    expect(setUp()).toEqual([...wanted, ...wanted]);
    expect(states.map((state) => state.split(":")[0])).toEqual(["up", "down", "up"]);
  });

  it("has four connections for requests; when one of them ends, all end and are made again", async () => {
    const { server, client, next, states } = await connected();
    expect(server.connections()).toBe(4);
    const [down, up] = [next("down"), next("up")];
    server.cutNewest();
    expect(await down).toMatch(/a connection for requests ended/);
    await up;
    expect(server.connections()).toBe(4);
    expect(states.map((state) => state.split(":")[0])).toEqual(["up", "down", "up"]);
    await client.call("channels.answer", { channelId: "c1" });
    expect(server.requests.at(-1)).toMatchObject({ transport: "websocket", path: "channels/c1/answer" });
    await client.stop();
    await expect.poll(() => server.connections()).toBe(0);
  });

  it.each(["websocket", "http"])("lets no request out over %s before what it rests on is on the disk", async (way) => {
    const kept: number[] = [];
    const { server, client, next } = await rig({}, { records: { settle: () => kept.push(server.requests.length) } });
    const up = next("up");
    client.start();
    if (way === "websocket") await up;
    const [settledBefore, sentBefore] = [kept.length, server.requests.length];
    const answered = client.call("channels.answer", { channelId: "c1" });
    // At once, in the same turn: nothing else can come in between.
    expect(kept.slice(settledBefore)).toEqual([sentBefore]);
    await answered;
    expect(server.requests.map(({ path, transport }) => `${transport} ${path}`)).toContain(`${way} channels/c1/answer`);
  });

  it("gives each reply to its own request when they arrive in another order", async () => {
    const { server, client } = await connected({
      answer: (request) => (request.path.endsWith("/variable") ? "later" : undefined),
    });
    const ask = (channelId: string) => client.call("channels.getChannelVar", { channelId, variable: "X" });
    const replies = Promise.all([ask("a"), ask("b"), ask("c")]);
    await expect.poll(() => server.requests.filter((request) => request.path.endsWith("/variable")).length).toBe(3);
    server.answerHeldBack();
    expect((await replies).map((reply) => reply.value)).toEqual([
      "channels/a/variable",
      "channels/b/variable",
      "channels/c/variable",
    ]);
  });

  it("rejects a request without an answer after its time-out and goes on with others", async () => {
    const { client } = await connected({
      answer: (request) => (request.path.endsWith("/answer") ? "silence" : undefined),
    });
    const failure = await client.call("channels.answer", { channelId: "a" }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AriError);
    expect(failure).toMatchObject({ kind: "timeout", status: 0 });
    await client.call("channels.ring", { channelId: "a" });
  });

  it("rejects with status and Asterisk's own sentence", async () => {
    const { client } = await connected({
      answer: (request) =>
        request.method === "DELETE" ? { status: 404, body: { message: "Channel not found" } } : undefined,
    });
    await expect(client.call("channels.hangup", { channelId: "a" })).rejects.toMatchObject({
      kind: "status",
      status: 404,
      reason: "Channel not found",
    });
  });

  it("encodes ids, query and body", async () => {
    const { client, server } = await connected();
    await client.call("channels.originateWithId", {
      channelId: "a/b c",
      endpoint: "PJSIP/1@t",
      callerId: '"李" <+86 1>',
      body: { variables: { x: "1" } },
    });
    expect(server.requests.at(-1)).toEqual({
      transport: "websocket",
      method: "POST",
      path: "channels/a/b c",
      query: { endpoint: "PJSIP/1@t", callerId: '"李" <+86 1>' },
      body: { variables: { x: "1" } },
    });
  });

  it("uses HTTP where the PBX ignores requests on the socket, events still come", async () => {
    const { client, server, states, nextEvent } = await connected({ ignoreSocketRequests: true });
    expect(states).toEqual(["up: 22.10.1 http"]);
    await client.call("channels.originateWithId", {
      channelId: "a",
      endpoint: "PJSIP/1@t",
      callerId: '"李 b" <+86>',
      body: { v: 1 },
    });
    expect(server.requests.at(-1)).toMatchObject({
      transport: "http",
      path: "channels/a",
      query: { callerId: '"李 b" <+86>' },
      body: { v: 1 },
    });
    const event = nextEvent();
    server.emit(digit("5"));
    expect(await event).toMatchObject({ digit: "5" });
  });

  it("uses HTTP while the socket is down", async () => {
    const { client, server, next } = await connected({}, { backoffMinMs: 60_000, backoffMaxMs: 60_000 });
    const down = next("down");
    server.cut();
    await down;
    await client.call("channels.hangup", { channelId: "a" });
    expect(server.requests.at(-1)).toMatchObject({ transport: "http", method: "DELETE" });
  });

  it("delivers events in order, outside of the socket's handler, and survives junk", async () => {
    const { server, events } = await connected();
    server.emitText("no json");
    server.emitText('{"no":"type"}');
    for (const value of "0123456789") server.emit(digit(value));
    await expect.poll(() => events.length).toBe(10);
    expect(events.map((event) => (event.type === "ChannelDtmfReceived" ? event.digit : "?")).join("")).toBe(
      "0123456789",
    );
  });

  it("notices a connection that is cut without a FIN, fails what waits and reconnects", async () => {
    const { client, server, next } = await connected({}, { requestTimeoutMs: 30_000 });
    const down = next("down");
    server.freeze();
    const waiting = client.call("channels.answer", { channelId: "a" }).catch((error: unknown) => error);
    expect(await down).toMatch(/not answered/);
    expect(await waiting).toMatchObject({ kind: "timeout" });
    await next("up");
  });

  it("keeps trying while the PBX is away and reports each failure once", async () => {
    const { server, client, next, states } = await connected();
    const down = next("down");
    await server.close();
    await down;
    for (let attempts = 0; attempts < 3; attempts += 1) await next("down");
    expect(states.filter((state) => state.startsWith("down")).length).toBeGreaterThanOrEqual(4);
    await expect(client.call("channels.answer", { channelId: "a" })).rejects.toMatchObject({ kind: "unavailable" });
  });

  it("says what is wrong when the password is", async () => {
    const { client, next } = await rig({}, { secret: "wrong-password-123456" });
    const down = next("down");
    client.start();
    expect(await down).toMatch(/401/);
  });

  it("does not fight with another program for the application", async () => {
    const { server, next, states } = await connected();
    const down = next("down");
    server.emit({ type: "ApplicationReplaced" });
    expect(await down).toMatch(/another program/);
    // With the ordinary backoff of at most 20 ms it would be back by the end of a few turns of its timers.
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(states.filter((state) => state.startsWith("up")).length).toBe(1);
  });

  it("stops for good", async () => {
    const { client, server } = await connected();
    await client.stop();
    await expect.poll(() => server.connections()).toBe(0);
  });
});
