import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ariRequest, type AriRequest } from "./ari-request.ts";
import type { AriReply } from "./pending-requests.ts";
import { RequestLanes, type RequestLane } from "./request-lanes.ts";

const WAIT_MAX_MS = 1_000;
const REPLY: AriReply = { status: 200, reason: "OK", body: "" };

/** Connections as Asterisk's: each serves what it was sent one by one; which connection goes on next is the test's choice. */
class Connections {
  readonly served: AriRequest[] = [];
  readonly lanes: readonly RequestLane[];
  readonly http: RequestLane;
  readonly #sent: { readonly request: AriRequest; readonly reply: (reply: AriReply) => void }[][];

  /** @param count WebSockets; the last connection is HTTP */
  constructor(count: number) {
    this.#sent = Array.from({ length: count + 1 }, () => []);
    const connections = this.#sent.map(
      (line): RequestLane => ({ send: (request) => new Promise((reply) => line.push({ request, reply })) }),
    );
    this.lanes = connections.slice(0, count);
    this.http = connections[count] ?? expect.fail("there is one more");
  }

  /** How many wait on each connection. */
  get waiting(): readonly number[] {
    return this.#sent.map((line) => line.length);
  }

  async serveNext(lane: number): Promise<void> {
    const next = this.#sent[lane]?.shift();
    if (!next) return;
    this.served.push(next.request);
    next.reply(REPLY);
    await settle();
  }

  async serveAll(): Promise<void> {
    while (this.waiting.some((count) => count > 0)) for (const lane of this.#sent.keys()) await this.serveNext(lane);
  }
}

/** Everything that follows from a reply without I/O has happened, and the turn is over. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

const answer = (channelId: string) => ariRequest("channels.answer", { channelId });
const bridge = (bridgeId: string) => ariRequest("bridges.createWithId", { bridgeId });
const join = (bridgeId: string, ...channels: string[]) =>
  ariRequest("bridges.addChannel", { bridgeId, channel: channels.join(",") });
const destroy = (bridgeId: string) => ariRequest("bridges.destroy", { bridgeId });
const music = (channelId: string) => ariRequest("channels.startMoh", { channelId });
const play = (channelId: string, playbackId: string) =>
  ariRequest("channels.playWithId", { channelId, playbackId, media: "sound:hello" });
const stop = (playbackId: string) => ariRequest("playbacks.stop", { playbackId });
const record = (channelId: string, name: string) => ariRequest("channels.record", { channelId, name, format: "wav" });
const stopRecord = (recordingName: string) => ariRequest("recordings.stop", { recordingName });
const list = () => ariRequest("channels.list", {});
const rotate = () => ariRequest("asterisk.rotateLog", { logChannelName: "messages" });

/** Of two connections each has one call to answer: c1 the first, c2 the second. */
async function bothBusy(requests: RequestLanes): Promise<void> {
  for (const channel of ["c1", "c2"]) {
    void requests.send(answer(channel));
    await settle();
  }
}

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
const told = (requests: readonly AriRequest[]) => requests.map(({ method, path }) => `${method} ${path}`);

describe("requests over several connections", () => {
  test("what one turn asks for leaves at once on one connection; the next turn's, which concerns others, on another", async () => {
    const pbx = new Connections(3);
    const requests = new RequestLanes(pbx.lanes, pbx.http, WAIT_MAX_MS);
    for (const request of [bridge("b1"), answer("c1"), join("b1", "c1", "a1")]) void requests.send(request);
    expect(pbx.waiting).toEqual([3, 0, 0, 0]);
    await settle();
    void requests.send(answer("c2"));
    await settle();
    void requests.send(answer("c3"));
    expect(pbx.waiting).toEqual([3, 1, 1, 0]);
  });

  test("a request goes where an earlier one about the same channel waits, at once", async () => {
    const pbx = new Connections(2);
    const requests = new RequestLanes(pbx.lanes, pbx.http, WAIT_MAX_MS);
    void requests.send(answer("c1"));
    await settle();
    void requests.send(music("c1"));
    expect(pbx.waiting).toEqual([2, 0, 0]);
  });

  test("two calls that meet: asked for when the earlier requests of both are answered", async () => {
    const pbx = new Connections(2);
    const requests = new RequestLanes(pbx.lanes, pbx.http, WAIT_MAX_MS);
    await bothBusy(requests);
    void requests.send(join("b1", "c1", "c2"));
    expect(pbx.waiting).toEqual([1, 1, 0]);
    await pbx.serveNext(0);
    expect(pbx.waiting).toEqual([0, 1, 0]);
    await pbx.serveNext(1);
    expect(pbx.waiting).toEqual([1, 0, 0]);
  });

  test("music after a conversation waits until the bridge is gone", async () => {
    const pbx = new Connections(2);
    const requests = new RequestLanes(pbx.lanes, pbx.http, WAIT_MAX_MS);
    for (const request of [bridge("b1"), join("b1", "c1", "a1")]) void requests.send(request);
    await pbx.serveAll();
    void requests.send(answer("x"));
    await settle();
    void requests.send(destroy("b1"));
    await settle();
    void requests.send(music("c1"));
    await pbx.serveAll();
    const order = told(pbx.served);
    expect(order.indexOf("DELETE bridges/b1")).toBeLessThan(order.indexOf("POST channels/c1/moh"));
  });

  test.each([
    ["a voice", play, stop],
    ["a recording", record, stopRecord],
  ])(
    "what follows on the channel comes after the stop of %s there, though that names another thing",
    async (_, begin, end) => {
      const pbx = new Connections(2);
      const requests = new RequestLanes(pbx.lanes, pbx.http, WAIT_MAX_MS);
      void requests.send(begin("c1", "p1"));
      await pbx.serveAll();
      void requests.send(answer("x"));
      await settle();
      void requests.send(end("p1"));
      await settle();
      void requests.send(play("c1", "p2"));
      // The one that is asked last on another connection would be served before it.
      for (const lane of [0, 0, 1, 1]) await pbx.serveNext(lane);
      expect(pbx.waiting).toEqual([0, 0, 0]);
      const order = told(pbx.served);
      expect(order.indexOf(told([end("p1")])[0] ?? "")).toBeLessThan(order.lastIndexOf("POST channels/c1/play/p2"));
    },
  );

  test("a list sees everything asked before it and holds nobody up; a change of no name, and a bridge of an earlier run, do", async () => {
    for (const [request, holdsUp] of [
      [list(), false],
      [rotate(), true],
      [destroy("unknown"), true],
    ] as const) {
      const pbx = new Connections(2);
      const requests = new RequestLanes(pbx.lanes, pbx.http, WAIT_MAX_MS);
      await bothBusy(requests);
      void requests.send(request);
      await settle();
      void requests.send(music("c3"));
      expect(sum(pbx.waiting), request.operation).toBe(holdsUp ? 2 : 3);
      await pbx.serveNext(1);
      await pbx.serveNext(0);
      const last = pbx.served.length;
      await pbx.serveAll();
      expect(told(pbx.served.slice(last)).includes(told([request])[0] ?? ""), request.operation).toBe(true);
    }
  });

  test("whatever is asked, and whichever connection is slow: what concerns the same thing is served in the order of the calls", async () => {
    const channel = fc.constantFrom("c1", "c2", "c3", "c4");
    const bridgeId = fc.constantFrom("b1", "b2");
    const playback = fc.constantFrom("p1", "p2", "p3");
    const asked = fc.oneof(
      channel.map(answer),
      channel.map(music),
      fc.tuple(channel, playback).map(([id, played]) => play(id, played)),
      playback.map(stop),
      bridgeId.map(bridge),
      fc.tuple(bridgeId, channel, channel).map(([id, one, other]) => join(id, one, other)),
      bridgeId.map(destroy),
      fc.constantFrom(null).map(list),
      fc.constantFrom(null).map(rotate),
    );
    const step = fc.oneof(
      { weight: 3, arbitrary: asked.map((request) => ({ request })) },
      { weight: 2, arbitrary: fc.nat(4).map((lane) => ({ lane })) },
      { weight: 1, arbitrary: fc.constant({ turn: true }) },
      { weight: 1, arbitrary: fc.constant({ all: true }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const pbx = new Connections(4);
        const requests = new RequestLanes(pbx.lanes, pbx.http, WAIT_MAX_MS);
        const calls: AriRequest[] = [];
        const replies: Promise<unknown>[] = [];
        for (const now of steps) {
          if ("request" in now) {
            calls.push(now.request);
            replies.push(requests.send(now.request));
          } else if ("lane" in now) await pbx.serveNext(now.lane);
          else if ("all" in now) await pbx.serveAll();
          else await settle();
        }
        await pbx.serveAll();
        await Promise.all(replies);
        expect(pbx.served).toHaveLength(calls.length);
        const place = new Map(pbx.served.map((request, index) => [request, index]));
        // A stop concerns the channel where that voice was begun last.
        const concerned = calls.map((request, index) => {
          if (request.operation !== "playbacks.stop") return request.names;
          const begun = calls
            .slice(0, index)
            .findLast(({ operation, names }) => operation === "channels.playWithId" && names[1] === request.names[0]);
          return [...request.names, ...(begun?.names ?? [])];
        });
        for (const [index, later] of calls.entries())
          for (const [earlierIndex, earlier] of calls.slice(0, index).entries()) {
            const concerns =
              later.names.length === 0 ||
              (earlier.names.length === 0 && earlier.method !== "GET") ||
              concerned[index]?.some((name) => concerned[earlierIndex]?.includes(name)) === true;
            if (concerns) expect(place.get(earlier)).toBeLessThan(place.get(later) ?? -1);
          }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["channels", list()],
    ["bridges", ariRequest("bridges.list", {})],
    ["logins", ariRequest("endpoints.listByTech", { tech: "PJSIP" })],
  ])("the list of all %s goes over HTTP, whatever waits there behind it goes over the sockets", async (_, request) => {
    const pbx = new Connections(2);
    const requests = new RequestLanes(pbx.lanes, pbx.http, WAIT_MAX_MS);
    void requests.send(request);
    expect(pbx.waiting).toEqual([0, 0, 1]);
    void requests.send(rotate());
    void requests.send(request);
    expect(pbx.waiting).toEqual([0, 0, 1]);
    await pbx.serveNext(2);
    expect(sum(pbx.waiting.slice(0, 2))).toBe(1);
    await pbx.serveAll();
    expect(pbx.served.map(({ operation }) => operation)).toEqual([
      request.operation,
      "asterisk.rotateLog",
      request.operation,
    ]);
  });

  test("one that can never be sent is rejected in time, and what comes after it goes on", async () => {
    const pbx = new Connections(2);
    const requests = new RequestLanes(pbx.lanes, pbx.http, 50);
    await bothBusy(requests);
    await expect(requests.send(join("b1", "c1", "c2"))).rejects.toMatchObject({ kind: "timeout" });
    void requests.send(bridge("b1"));
    await settle();
    expect(sum(pbx.waiting)).toBe(3);
  });
});
