import type { AgentView, CommandReply, ContactTimeline } from "../../../shared/wire/console.ts";
import type { Hello } from "../../../shared/wire/hello-schema.ts";
import { Failure } from "../connection/failure.ts";
import type { SocketListener, SocketPort } from "../connection/socket-port.ts";
import { tooEarly } from "./calling-fixtures.ts";
import { outbound } from "./fixtures.ts";
import { timeline } from "./timeline-fixtures.ts";
import { transferTargets } from "./transfer-targets.ts";

interface Envelope {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * A server of one agent for tests and preview: answers `console.start` with `view`, records every command, and pushes what it
 * is told to. `respond` decides what a command answers and may push; without it every command succeeds.
 */
export class FakeServer implements SocketPort {
  connected = false;
  /** Where the centre stands; null: it does not say. */
  timeZone: string | null = null;
  /** With which scripts its pages begin; none: it has no pages. */
  entryScripts: string[] = [];
  view: AgentView;
  readonly commands: Envelope[] = [];
  /** Acknowledged `agent-view`s, by seq, in order. */
  readonly painted: number[] = [];
  respond: (command: Envelope) => CommandReply | Promise<CommandReply> = ({ name }) => {
    if (name === "targets.list") return { ok: true, result: transferTargets(this.view.serverNow) };
    // Who skips the only one there is reads why nobody else is left.
    if (name === "list.next" && this.named("list.skip").length > 0)
      return { ok: true, result: { entry: null, pause: tooEarly(this.view.serverNow) } };
    if (name === "list.next")
      return { ok: true, result: { entry: outbound(this.view.serverNow, "dialing").callListEntry, pause: null } };
    return { ok: true };
  };
  #listener: SocketListener | null = null;
  #timelineOf: string | null = null;

  constructor(view: AgentView) {
    this.view = view;
  }

  open(listener: SocketListener): void {
    this.#listener = listener;
    // As with a real socket: not within the call that opens it.
    queueMicrotask(() => this.connect());
  }

  close(): void {
    this.connected = false;
  }

  connect(): void {
    this.connected = true;
    this.#listener?.connected();
    const { timeZone, entryScripts } = this;
    if (timeZone !== null)
      this.emit("hello", { serverNow: this.view.serverNow, timeZone, entryScripts } satisfies Hello);
  }

  /** As after an update: the page was left open over it. */
  becomeNewer(): void {
    this.timeZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.entryScripts = ["index-0fTheNext.js"];
  }

  drop(): void {
    this.connected = false;
    this.#listener?.disconnected();
  }

  refuse(code: string): void {
    this.connected = false;
    this.#listener?.refused(code);
  }

  push(change: Partial<AgentView>): void {
    this.view = { ...this.view, ...change, seq: this.view.seq + 1 };
    this.#listener?.message("agent-view", this.view, (answer) => {
      if (typeof answer === "object" && answer !== null && "seq" in answer && typeof answer.seq === "number")
        this.painted.push(answer.seq);
    });
    this.#tellTimeline();
  }

  emit(event: string, payload: unknown): void {
    this.#listener?.message(event, payload, () => undefined);
  }

  async request(_event: string, payload: unknown, _timeoutMs: number): Promise<unknown> {
    if (!this.connected) throw new Failure("server-unreachable");
    const command = readEnvelope(payload);
    this.commands.push(command);
    if (command.name !== "console.start") return this.respond(command);
    const sip = {
      username: "agent-li.na",
      secret: "s".repeat(24),
      wsUrl: "ws://127.0.0.1:8088/ws",
      domain: "127.0.0.1",
    };
    queueMicrotask(() => this.#tellTimeline());
    return { ok: true, result: { sip, view: this.view, iceServers: [] } } satisfies CommandReply;
  }

  /** As the real one: once for each contact and customer. */
  #tellTimeline(): void {
    const { contact, serverNow } = this.view;
    if (!contact?.customer) return;
    const { contactId, customerId } = contact.context;
    const key = `${contactId} ${customerId}`;
    if (customerId === null || key === this.#timelineOf) return;
    this.#timelineOf = key;
    this.emit("contact-timeline", { contactId, customerId, contacts: timeline(serverNow) } satisfies ContactTimeline);
  }

  named(name: string): readonly Envelope[] {
    return this.commands.filter((command) => command.name === name);
  }
}

function readEnvelope(payload: unknown): Envelope {
  if (typeof payload !== "object" || payload === null || !("name" in payload) || !("args" in payload))
    throw new Error("no command");
  const { name, args } = payload;
  if (typeof name !== "string" || typeof args !== "object" || args === null) throw new Error("no command");
  return { name, args: { ...args } };
}
