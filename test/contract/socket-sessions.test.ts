import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createConnection } from "node:net";
import WebSocket from "ws";
import type { Socket } from "socket.io-client";
import { asId, type UserId } from "../../shared/domain/ids.ts";
import { PROTOCOL_VERSION } from "../../shared/wire/console.ts";
import type { WithTimeout } from "../../server/ports/clock.ts";
import { VIEW } from "./examples.ts";
import { PASSWORD, refusal, startWire, type Wire } from "./wire-harness.ts";

let wire: Wire;
/** Ends the time of every command that is waited for. */
let timeIsUp: () => void;

const timeoutOnDemand: WithTimeout = (work) =>
  Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      timeIsUp = () => reject(Object.assign(new Error("too late"), { code: "timeout" }));
    }),
  ]);

beforeEach(async () => {
  wire = await startWire({ withTimeout: timeoutOnDemand });
});
afterEach(() => wire.stop());

function send(socket: Socket, name: string, args: unknown, id: string): Promise<unknown> {
  return socket.timeout(5_000).emitWithAck("command", { id, name, args });
}
function told(socket: Socket, event: string): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once(event, resolve);
  });
}

describe("handshake", () => {
  it("lets a signed-in person in, and tells the application who it is", async () => {
    const socket = await wire.connected("agent");
    const { user, clientKind } = wire.app.connectionOf(socket.id);
    expect({ user, clientKind }).toEqual({
      user: { userId: "user-ana", login: "ana", displayName: "Ana Lindqvist", role: "agent", disabled: false },
      clientKind: "console",
    });
  });

  it("refuses with the code that says why", async () => {
    const token = await wire.tokenOf("agent");
    const cases: [string, Record<string, unknown>][] = [
      ["session-expired", { token: "x".repeat(43) }],
      ["protocol-version-mismatch", { token, protocolVersion: PROTOCOL_VERSION + 1 }],
      ["protocol-version-mismatch", { token, protocolVersion: PROTOCOL_VERSION + 1, newField: true }],
      ["bad-request", { token, clientKind: "toaster" }],
      ["bad-request", { token, extra: 1 }],
      ["bad-request", { token: "" }],
      ["bad-request", { token: { $ne: null } }],
      ["forbidden", { token, clientKind: "wallboard" }],
    ];
    for (const [code, auth] of cases) expect(await refusal(wire.client(auth)), JSON.stringify(auth)).toBe(code);
    expect(wire.app.connections.size).toBe(0);
  });

  it("lets supervisors open a wallboard, which can force a state but not take calls", async () => {
    wire.app.answer = async () => undefined;
    const board = await wire.connected("supervisor", { clientKind: "wallboard" });
    expect(await send(board, "agent.force-state", { agentId: "user-ana", state: "ready" }, "force-0001")).toEqual({
      ok: true,
    });
    expect(await send(board, "agent.ready", {}, "ready-0001")).toEqual({ ok: false, code: "forbidden" });
  });

  it("keeps what is a supervisor's from agents", async () => {
    const socket = await wire.connected("agent");
    const reply = await send(socket, "agent.force-state", { agentId: "user-bo", state: "ready" }, "force-0001");
    expect(reply).toEqual({ ok: false, code: "forbidden" });
    expect(wire.app.received).toEqual([]);
  });

  it("refuses pages of other origins, and takes our own and programs without a page", async () => {
    const opened = (origin: string | undefined): Promise<string> =>
      new Promise((resolve) => {
        const socket = new WebSocket(
          `ws://127.0.0.1:${wire.port}/socket.io/?EIO=4&transport=websocket`,
          origin === undefined ? {} : { origin },
        );
        socket.once("open", () => {
          socket.terminate();
          resolve("open");
        });
        socket.once("error", (error) => {
          resolve(error.message);
        });
      });
    expect(await opened(undefined)).toBe("open");
    expect(await opened(wire.origin)).toBe("open");
    for (const origin of ["https://evil.example", `http://127.0.0.1:${wire.port + 1}`, "null", "http://127.0.0.1"]) {
      expect(await opened(origin), origin).toContain("Unexpected server response: 400");
    }
  });

  it("works over long polling too, where a proxy lets no WebSocket through", async () => {
    const socket = wire.client({ token: await wire.tokenOf("agent") }, { transports: ["polling"] });
    await told(socket, "connect");
    wire.app.answer = async () => undefined;
    expect(await send(socket, "agent.ready", {}, "ready-0001")).toEqual({ ok: true });
  });
});

describe("a command sent twice", () => {
  it("is carried out once: at the same time, afterwards, and after a reconnect", async () => {
    let finish: () => void = () => undefined;
    wire.app.answer = () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      });
    const socket = await wire.connected("agent");
    const first = send(socket, "agent.ready", {}, "same-id-1");
    const second = send(socket, "agent.ready", {}, "same-id-1");
    await wire.app.until(() => wire.app.received.length === 1);
    finish();
    expect(await Promise.all([first, second])).toEqual([{ ok: true }, { ok: true }]);
    socket.disconnect();
    const again = await wire.connected("agent");
    expect(await send(again, "agent.ready", {}, "same-id-1")).toEqual({ ok: true });
    expect(wire.app.received).toHaveLength(1);
  });

  it("is another command when the words differ, and another person's when the person does", async () => {
    wire.app.answer = async () => undefined;
    const agent = await wire.connected("agent");
    const supervisor = await wire.connected("supervisor");
    expect(await send(agent, "agent.not-ready", { reason: "lunch" }, "same-id-1")).toEqual({ ok: true });
    expect(await send(agent, "agent.not-ready", { reason: "break" }, "same-id-1")).toEqual({
      ok: false,
      code: "conflict",
    });
    expect(await send(supervisor, "agent.not-ready", { reason: "break" }, "same-id-1")).toEqual({ ok: true });
    expect(wire.app.received).toHaveLength(2);
  });

  it("starts each socket of its own: console.start is not replayed to another one", async () => {
    wire.app.answer = () => Promise.reject(Object.assign(new Error("down"), { code: "pbx-unavailable" }));
    const first = await wire.connected("agent");
    const second = await wire.connected("agent");
    await send(first, "console.start", {}, "same-id-1");
    await send(second, "console.start", {}, "same-id-1");
    expect(wire.app.received.map(({ connectionId }) => connectionId)).toEqual([first.id, second.id]);
  });
});

describe("a command that takes too long", () => {
  it("is answered with `timeout`; asked again, the real reply comes and it was carried out once", async () => {
    let finish: () => void = () => undefined;
    wire.app.answer = () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      });
    const socket = await wire.connected("agent");
    const reply = send(socket, "agent.ready", {}, "slow-id-1");
    await wire.app.until(() => wire.app.received.length === 1);
    timeIsUp();
    expect(await reply).toEqual({ ok: false, code: "timeout" });
    const again = send(socket, "agent.ready", {}, "slow-id-1");
    finish();
    expect(await again).toEqual({ ok: true });
    expect(wire.app.received).toHaveLength(1);
  });
});

describe("too many commands", () => {
  it("are refused beyond fifty a second, and taken again a second later", async () => {
    wire.app.answer = async () => undefined;
    const socket = await wire.connected("agent");
    const replies = await Promise.all(
      Array.from({ length: 60 }, (_, n) => send(socket, "agent.ready", {}, `flood-id-${n}`)),
    );
    expect(replies.filter((reply) => JSON.stringify(reply) === '{"ok":true}')).toHaveLength(50);
    expect(replies.at(-1)).toEqual({ ok: false, code: "rate-limited" });
    await wire.time.advance(1_000);
    expect(await send(socket, "agent.ready", {}, "flood-later")).toEqual({ ok: true });
  });

  it("without end close the socket", async () => {
    const socket = await wire.connected("agent");
    const closed = told(socket, "disconnect");
    for (let n = 0; n < 600; n += 1) socket.emit("command", n);
    expect(await closed).toBe("io server disconnect");
  });

  it("in one message of more than 100 kB close the socket", async () => {
    const socket = await wire.connected("agent");
    const closed = told(socket, "disconnect");
    socket.emit("command", { id: "12345678", name: "agent.ready", args: "x".repeat(101_000) });
    await closed;
    await wire.app.until(() => wire.app.connections.size === 0);
  });
});

describe("the end of a session", () => {
  it("by signing out ends its own socket, not that of another session of the person", async () => {
    const { token } = await wire.sessions.signIn("ana", PASSWORD);
    const other = await wire.connected("agent");
    const socket = wire.client({ token });
    await told(socket, "connect");
    const said = told(socket, "session-ended");
    await wire.sessions.signOut(token);
    expect(await said).toEqual({ because: "signed-out" });
    await wire.app.until(() => wire.app.connections.size === 1);
    expect(other.connected).toBe(true);
    expect(wire.offDuty).toEqual([]);
  });

  it("by being disabled ends all sockets of the person, and only theirs", async () => {
    const agents = [await wire.connected("agent"), await wire.connected("agent")];
    const supervisor = await wire.connected("supervisor");
    const said = Promise.all(agents.map((socket) => told(socket, "session-ended")));
    await wire.stores.users.update(asId<UserId>("user-ana"), { disabled: true });
    await wire.sessions.endAllOf(asId<UserId>("user-ana"), "disabled");
    expect(await said).toEqual([{ because: "disabled" }, { because: "disabled" }]);
    expect(supervisor.connected).toBe(true);
    expect(wire.offDuty).toEqual(["user-ana disabled"]);
  });

  it("takes the agent off duty when no console is left: the wallboard's does not, the console's does, also from afar", async () => {
    const console1 = await wire.sessions.signIn("sofia", PASSWORD);
    const board = await wire.sessions.signIn("sofia", PASSWORD);
    const sockets = [
      wire.client({ token: console1.token }),
      wire.client({ token: board.token, clientKind: "wallboard" }),
    ];
    await wire.app.until(() => wire.app.connections.size === 2);
    await wire.sessions.signOut(board.token);
    await wire.app.until(() => wire.app.connections.size === 1);
    expect(wire.offDuty).toEqual([]);
    // The page closes its socket first, then gives the token back.
    sockets[0]?.disconnect();
    await wire.app.until(() => wire.app.connections.size === 0);
    await wire.sessions.signOut(console1.token);
    await expect.poll(() => wire.offDuty).toEqual(["user-sofia signed-out"]);
  });

  it("by its age lets nobody in any more", async () => {
    const token = await wire.tokenOf("agent");
    await wire.time.advance(12 * 3_600_000 + 1);
    expect(await refusal(wire.client({ token }))).toBe("session-expired");
  });
});

describe("a dead client", () => {
  it("that answers no ping is noticed within five seconds", async () => {
    const token = await wire.tokenOf("agent");
    const socket = new WebSocket(`ws://127.0.0.1:${wire.port}/socket.io/?EIO=4&transport=websocket`);
    socket.once("message", () => {
      socket.send(`40${JSON.stringify({ token, protocolVersion: PROTOCOL_VERSION, clientKind: "console" })}`);
    });
    await wire.app.until(() => wire.app.connections.size === 1);
    const connectedAt = performance.now();
    await wire.app.until(() => wire.app.connections.size === 0);
    expect(performance.now() - connectedAt).toBeLessThan(5_000);
    socket.terminate();
  });

  it("that does not read what it is sent is cut off before the memory fills", async () => {
    const token = await wire.tokenOf("agent");
    const socket = new WebSocket(`ws://127.0.0.1:${wire.port}/socket.io/?EIO=4&transport=websocket`);
    socket.once("message", () => {
      socket.send(`40${JSON.stringify({ token, protocolVersion: PROTOCOL_VERSION, clientKind: "console" })}`);
    });
    await wire.app.until(() => wire.app.connections.size === 1);
    socket.pause();
    const [connection] = wire.app.connections.values();
    const view = { ...VIEW, contact: null };
    const painted: Promise<boolean>[] = [];
    while (wire.app.connections.size === 1) {
      for (let n = 0; n < 100; n += 1) painted.push(connection?.pushView(view, 60_000) ?? Promise.resolve(false));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(new Set(await Promise.all(painted))).toEqual(new Set([false]));
    expect(
      wire.lines.some(({ message }) => message === "a client does not take what is sent to it; closing its socket"),
    ).toBe(true);
    socket.terminate();
  });

  it("and bytes that are no protocol at all leave the server standing", async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${wire.port}/socket.io/?EIO=4&transport=websocket`);
    await new Promise((resolve) => socket.once("open", resolve));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    for (const junk of ["9999", "42", "4\u0000", "40{{{", '451-["x"', Buffer.from([0, 255, 1])]) socket.send(junk);
    await closed;
    await new Promise((resolve) => {
      const raw = createConnection(wire.port, "127.0.0.1", () =>
        raw.end("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nUpgrade: nonsense\r\n\r\n"),
      );
      raw.on("error", resolve).on("close", resolve).resume();
    });
    expect((await wire.connected("agent")).connected).toBe(true);
  });
});

describe("the server's stop", () => {
  it("closes the sockets, tells the application, and refuses new ones", async () => {
    const socket = await wire.connected("agent");
    const closed = told(socket, "disconnect");
    await wire.sockets.close();
    await closed;
    expect(wire.app.connections.size).toBe(0);
    expect(wire.sockets.connections()).toBe(0);
    await refusal(wire.client({ token: await wire.tokenOf("agent") }));
  });
});
