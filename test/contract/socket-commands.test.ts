import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Compile } from "typebox/compile";
import type { Socket } from "socket.io-client";
import { CommandReplySchema, COMMANDS, type CommandName, type CommandReply } from "../../shared/wire/console.ts";
import { CommandError } from "../../server/ports/console-app.ts";
import { COMMAND_EXAMPLES } from "./examples.ts";
import { startWire, type Wire } from "./wire-harness.ts";

const NAMES = Object.keys(COMMANDS) as CommandName[];
const isReply = Compile(CommandReplySchema);
let wire: Wire;
let agent: Socket;
let supervisor: Socket;
let sent = 0;

beforeAll(async () => {
  wire = await startWire();
  agent = await wire.connected("agent");
  supervisor = await wire.connected("supervisor");
});
afterAll(() => wire.stop());
beforeEach(async () => {
  // A second of virtual time fills the allowance for commands again.
  await wire.time.advance(1_000);
  wire.app.received.length = 0;
  wire.app.answer = async ({ name }) => COMMAND_EXAMPLES[name].result;
});

function freshId(): string {
  sent += 1;
  return `command-${sent}`;
}
function send(socket: Socket, name: string, args: unknown, id = freshId()): Promise<CommandReply> {
  return socket.timeout(5_000).emitWithAck("command", { id, name, args }) as Promise<CommandReply>;
}
const FROM_SUPERVISORS: ReadonlySet<CommandName> = new Set([
  "agent.force-state",
  "waiting.watch",
  "waiting.redirect",
  "waiting.give",
  "monitor.start",
  "monitor.mode",
  "monitor.stop",
]);
const senderOf = (name: CommandName): Socket => (FROM_SUPERVISORS.has(name) ? supervisor : agent);

describe.each(NAMES)("command %s", (name) => {
  it("reaches the application as it was sent, and its result comes back", async () => {
    const { args, result } = COMMAND_EXAMPLES[name];
    const socket = senderOf(name);
    const reply = await send(socket, name, args);
    expect(reply).toEqual(result === undefined ? { ok: true } : { ok: true, result });
    expect(wire.app.received).toEqual([{ connectionId: socket.id, name, args }]);
  });

  it("is refused with a further argument, and with each argument missing or of another kind", async () => {
    const { args } = COMMAND_EXAMPLES[name];
    const wrong: unknown[] = [{ ...args, extra: 1 }, null, [], "text", 7];
    for (const key of Object.keys(args)) {
      const rest = Object.fromEntries(Object.entries(args).filter(([other]) => other !== key));
      wrong.push(rest, { ...args, [key]: { nested: true } }, { ...args, [key]: 12.5 });
    }
    for (const mutated of wrong) {
      expect(await send(senderOf(name), name, mutated)).toEqual({ ok: false, code: "bad-request" });
      await wire.time.advance(50);
    }
    expect(wire.app.received).toEqual([]);
  });

  it("answers with the application's code", async () => {
    wire.app.answer = () => Promise.reject(new CommandError("offer-gone"));
    expect(await send(senderOf(name), name, COMMAND_EXAMPLES[name].args)).toEqual({ ok: false, code: "offer-gone" });
  });
});

describe("a result that shared/wire does not foresee", () => {
  it("is an internal error, for commands with and without a result", async () => {
    wire.app.answer = async () => ({ surprise: true });
    expect(await send(agent, "agent.ready", {})).toEqual({ ok: false, code: "internal" });
    expect(await send(agent, "console.start", {})).toEqual({ ok: false, code: "internal" });
  });
});

describe("an error that is in no table", () => {
  it("is told as internal, without its words, and logged", async () => {
    wire.app.answer = () => Promise.reject(Object.assign(new Error("secret path"), { code: "ENOENT" }));
    expect(await send(agent, "agent.ready", {})).toEqual({ ok: false, code: "internal" });
    expect(
      wire.lines.some(({ level, message }) => level === "error" && message === "a command failed inside the server"),
    ).toBe(true);
  });
});

describe("junk", () => {
  it("in place of a command is answered with a code and never reaches the application", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (junk) => {
        await wire.time.advance(1_000);
        const reply: unknown = await agent.timeout(5_000).emitWithAck("command", junk);
        expect(isReply.Check(reply)).toBe(true);
        expect(reply).toMatchObject({ ok: false });
      }),
      { numRuns: 200 },
    );
    expect(wire.app.received).toEqual([]);
  });

  it("in place of the arguments of any command leaves the server standing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...NAMES), fc.object({ maxDepth: 2 }), async (name, args) => {
        await wire.time.advance(1_000);
        expect(isReply.Check(await send(agent, name, JSON.parse(JSON.stringify(args))))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("under other event names, without acknowledgement or with too much of everything, is answered or dropped", async () => {
    for (const event of ["nonsense", "agent-view", "__proto__", "constructor", "disconnected", ""]) {
      expect(await agent.timeout(5_000).emitWithAck(event, { a: 1 })).toEqual({ ok: false, code: "unknown-command" });
    }
    agent.emit("command");
    agent.emit("command", { id: "12345678", name: "agent.ready", args: {} });
    agent.emit("command", 1, 2, 3);
    agent.emit("command", Buffer.from([1, 2, 3]));
    expect(await agent.timeout(5_000).emitWithAck("command", {}, {}, {})).toEqual({ ok: false, code: "bad-request" });
    expect(wire.app.received).toEqual([]);
    expect(await send(agent, "agent.ready", {})).toEqual({ ok: true });
  });

  it("is journaled with what it was, a few lines a minute", async () => {
    await wire.time.advance(60_000);
    const before = wire.stores.journal.lastSeq();
    for (let n = 0; n < 20; n += 1) await send(agent, "no.such-command", {});
    const noted = wire.stores.journal.read(before, 100).filter(({ type }) => type === "socket-junk");
    expect(noted).toHaveLength(10);
    expect(noted[0]).toMatchObject({
      agentId: "user-ana",
      payload: { what: "unknown-command", name: "no.such-command" },
    });
  });
});
