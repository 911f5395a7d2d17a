import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import fc from "fast-check";
import type { Socket } from "socket.io-client";
import type { ConsoleConnection } from "../../server/ports/console-app.ts";
import { eventTrouble } from "../../server/adapters/socket/wire-check.ts";
import { SERVER_EVENTS } from "../../shared/wire/console.ts";
import { AGENDA, BOARD, LINE, NOTICE, TIMELINE, VIEW } from "./examples.ts";
import { ENTRY_SCRIPTS, startWire, type Wire } from "./wire-harness.ts";

type EventName = keyof typeof SERVER_EVENTS;
const EVENT_EXAMPLES: Readonly<Record<EventName, object>> = {
  hello: { serverNow: NOTICE.at, timeZone: "Asia/Shanghai", entryScripts: ["index-Ab12Cd34.js"] },
  "agent-view": VIEW,
  "contact-timeline": TIMELINE,
  wallboard: BOARD,
  "wallboard-change": { ...BOARD, since: BOARD.seq, queueIds: null, agentIds: null },
  notice: NOTICE,
  agenda: AGENDA,
  "waiting-line": LINE,
  heartbeat: { serverNow: NOTICE.at },
  "session-ended": { because: "signed-in-elsewhere" },
};
const LIMIT_MS = 5_000;

let wire: Wire;
let socket: Socket;
let connection: ConsoleConnection;

beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.stop());
afterEach(() => void socket.disconnect());
beforeEach(async () => {
  socket = await wire.connected("supervisor");
  connection = wire.app.connectionOf(socket.id);
});

function next(event: string): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once(event, (payload: unknown) => {
      resolve(payload);
    });
  });
}

describe.each(Object.keys(SERVER_EVENTS) as EventName[])("event %s", (name) => {
  it("fits its schema; with a further, missing or foreign field it does not", () => {
    const example = EVENT_EXAMPLES[name];
    expect(eventTrouble(name, example)).toBeNull();
    expect(eventTrouble(name, { ...example, extra: 1 })).not.toBeNull();
    for (const key of Object.keys(example)) {
      const rest = Object.fromEntries(Object.entries(example).filter(([other]) => other !== key));
      expect(eventTrouble(name, rest), `without ${key}`).not.toBeNull();
      expect(
        eventTrouble(name, { ...example, [key]: { nested: { deeply: 1 } } }),
        `with a strange ${key}`,
      ).not.toBeNull();
    }
  });

  it("is told from any junk", () => {
    fc.assert(fc.property(fc.jsonValue(), (junk) => eventTrouble(name, junk) !== null));
  });
});

describe("hello", () => {
  it.each(["console", "wallboard"])(
    "is the first word to a %s: by whose days and clock things are counted, with which scripts pages begin",
    async (clientKind) => {
      const other = wire.client({ token: await wire.tokenOf("supervisor"), clientKind });
      const first = await new Promise((resolve) => {
        other.onAny((event: string, payload: unknown) => resolve([event, payload]));
      });
      expect(first).toEqual([
        "hello",
        { serverNow: wire.time.now(), timeZone: "Asia/Shanghai", entryScripts: ENTRY_SCRIPTS },
      ]);
      other.disconnect();
    },
  );
});

describe("heartbeat", () => {
  it("comes by itself, often enough to know within 2 s that it does not", async () => {
    await next("heartbeat");
    const before = performance.now();
    expect(await next("heartbeat")).toEqual({ serverNow: expect.any(Number) });
    expect(performance.now() - before).toBeLessThan(1_600);
  });
});

describe("agent-view", () => {
  it("arrives as it was pushed; the push is true once the client says it is painted", async () => {
    const arrived = new Promise((resolve) => {
      socket.once("agent-view", (view: unknown, painted: (answer: unknown) => void) => {
        painted({ seq: VIEW.seq });
        resolve(view);
      });
    });
    expect(await connection.pushView(VIEW, LIMIT_MS)).toBe(true);
    expect(await arrived).toEqual(VIEW);
  });

  it.each([
    ["a lower seq", { seq: VIEW.seq - 1 }],
    ["junk", "painted"],
    ["nothing", undefined],
    ["further fields", { seq: VIEW.seq, extra: true }],
  ])("is not taken for painted when the answer is %s", async (_what, answer) => {
    socket.once("agent-view", (_view: unknown, painted: (answer: unknown) => void) => {
      painted(answer);
    });
    expect(await connection.pushView(VIEW, LIMIT_MS)).toBe(false);
  });

  it("is not painted when the client stays silent until the limit", async () => {
    expect(await connection.pushView(VIEW, 20)).toBe(false);
  });

  it("is not painted when the client goes away meanwhile, and that is known at once", async () => {
    const arrived = next("agent-view");
    const painted = connection.pushView(VIEW, 60_000);
    await arrived;
    socket.disconnect();
    expect(await painted).toBe(false);
    expect(await connection.pushView(VIEW, 60_000)).toBe(false);
  });

  it("that differs from shared/wire is not sent here, and logged", async () => {
    const wrong = { ...VIEW, seq: -1 };
    expect(await connection.pushView(wrong, LIMIT_MS)).toBe(false);
    expect(wire.lines.at(-1)).toMatchObject({
      level: "error",
      fields: { event: "agent-view", trouble: expect.stringContaining("/seq") },
    });
  });
});

describe("wallboard, notice and agenda", () => {
  it("arrive as they were pushed", async () => {
    const board = next("wallboard");
    const notice = next("notice");
    connection.pushWallboard(BOARD);
    connection.pushNotice(NOTICE);
    const agenda = next("agenda");
    connection.pushAgenda(AGENDA);
    expect(await agenda).toEqual(AGENDA);
    expect(await board).toEqual(BOARD);
    expect(await notice).toEqual(NOTICE);
  });

  it("come as the latest of many: what the network had no time for is left out", async () => {
    const last = 500;
    const seen: number[] = [];
    const arrived = new Promise<void>((resolve) => {
      const arrives = ({ seq }: { seq: number }): void => {
        seen.push(seq);
        if (seq === last) resolve();
      };
      socket.on("wallboard", arrives).on("wallboard-change", arrives);
    });
    for (let seq = 1; seq <= last; seq += 1) connection.pushWallboard({ ...BOARD, seq });
    await arrived;
    expect(seen.length).toBeLessThan(last);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });
});

describe("a board that changes", () => {
  it("comes whole once, and then as what changed in it; another socket begins with the whole again", async () => {
    const whole = next("wallboard");
    connection.pushWallboard(BOARD);
    expect(await whole).toEqual(BOARD);
    const change = next("wallboard-change");
    const agents = BOARD.agents.map((agent) => ({ ...agent, handledToday: 5 }));
    connection.pushWallboard({ ...BOARD, seq: BOARD.seq + 1, agents });
    const { seq, serverNow, dayStartedAt, pbxConnected, inIvr } = BOARD;
    expect(await change).toEqual({
      ...{ seq: seq + 1, since: seq, serverNow, dayStartedAt, pbxConnected, inIvr },
      ...{ queues: [], agents, queueIds: null, agentIds: null },
    });
    socket.disconnect();
    socket = await wire.connected("supervisor");
    const again = next("wallboard");
    wire.app.connectionOf(socket.id).pushWallboard({ ...BOARD, seq: BOARD.seq + 2 });
    expect(await again).toEqual({ ...BOARD, seq: BOARD.seq + 2 });
  });
});

describe("session-ended", () => {
  it.each(["signed-in-elsewhere", "signed-out", "expired", "disabled"] as const)(
    "says %s, then the socket closes",
    async (because) => {
      const said = next("session-ended");
      const closed = next("disconnect");
      connection.end(because);
      expect(await said).toEqual({ because });
      expect(await closed).toBe("io server disconnect");
      await wire.app.until(() => !wire.app.connections.has(connection.connectionId));
    },
  );
});
