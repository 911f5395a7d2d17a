/** The socket between an agent's (or supervisor's) console and the server. Described in PROTOCOL.md. */
import * as Type from "typebox";
import { ENDED_BY } from "../domain/contact.ts";
import { ContactContextSchema, ContactRecordSchema } from "./contact-schemas.ts";
import { CALLING_COMMANDS } from "./calling-commands.ts";
import { AgendaEntrySchema } from "./history-schemas.ts";
import {
  AgentStatusSchema,
  CallListEntrySchema,
  NextEntrySchema,
  ContactIdSchema,
  CustomerIdSchema,
  CustomerRecordSchema,
  DispositionSchema,
  DurationMsSchema,
  EpochMsSchema,
  NOTE_MAX,
  NotReadyReasonSchema,
  nullable,
  OfferIdSchema,
  oneOf,
  QueueIdSchema,
  UserIdSchema,
} from "./domain-schemas.ts";
import { HelloSchema } from "./hello-schema.ts";
import { NoticeSchema } from "./notice-schema.ts";
import { LineSampleSchema, VoiceSampleSchema } from "./quality-schemas.ts";
import { MONITOR_COMMANDS, MONITOR_PARTS } from "./monitor-schemas.ts";
import { PASSED_ON_PARTS, ParkedCallSchema, TRANSFER_COMMANDS, TransferTargetsSchema } from "./transfer-schemas.ts";
import { WallboardChangeSchema, WallboardSchema } from "./wallboard-schemas.ts";
import { WAITING_COMMANDS, WaitingLineSchema } from "./waiting-line-schema.ts";

/** Raised with every incompatible change; a console with another version is told to reload. */
export const PROTOCOL_VERSION = 25;

const strict = { additionalProperties: false } as const;

/** Sent by the client in socket.io's `auth`. */
export const HandshakeSchema = Type.Object(
  {
    token: Type.String({ minLength: 20, maxLength: 200 }),
    protocolVersion: Type.Integer(),
    clientKind: oneOf(["console", "wallboard"] as const),
  },
  strict,
);
export type Handshake = Type.Static<typeof HandshakeSchema>;

/** What the softphone needs to register; a fresh secret for every start of a console. */
export const SipLoginSchema = Type.Object(
  {
    username: Type.String(),
    secret: Type.String(),
    /** `ws://host:port/ws` or `wss://…` */
    wsUrl: Type.String(),
    domain: Type.String(),
  },
  strict,
);
export type SipLogin = Type.Static<typeof SipLoginSchema>;

/** The one contact an agent works on now, in whichever phase. */
export const ConsoleContactSchema = Type.Object(
  {
    context: ContactContextSchema,
    customer: nullable(CustomerRecordSchema),
    phase: oneOf(["offered", "dialing", "connected", "wrap-up"] as const),
    offerId: nullable(OfferIdSchema),
    /** The agent's phone has been told to ring (the INVITE is out). */
    ringing: Type.Boolean(),
    ringEndsAt: nullable(EpochMsSchema),
    held: Type.Boolean(),
    heldSince: nullable(EpochMsSchema),
    connectedAt: nullable(EpochMsSchema),
    endedAt: nullable(EpochMsSchema),
    wrapUpEndsAt: nullable(EpochMsSchema),
    draft: Type.Object(
      { disposition: nullable(DispositionSchema), note: Type.String({ maxLength: NOTE_MAX }) },
      strict,
    ),
    callListEntry: nullable(CallListEntrySchema),
    /** In the wrap-up of a call that nobody answered: why, as far as the network says. */
    notReached: nullable(oneOf(["no-answer", "busy", "unreachable", "failed"] as const)),
    /** Their number is on the do-not-call list: no call list rings it. */
    doNotCall: Type.Boolean(),
    /** Who ended the talk; the line: the network or the exchange did. Null while it goes on, and where that is not known. */
    endedBy: nullable(oneOf(ENDED_BY)),
    ...PASSED_ON_PARTS,
  },
  strict,
);
export type ConsoleContact = Type.Static<typeof ConsoleContactSchema>;

/**
 * All a console shows of its own agent: a whole projection, never a patch, so it cannot drift. `seq` grows with every
 * view sent to this agent; a view with a lower `seq` than the last one is dropped.
 */
export const AgentViewSchema = Type.Object(
  {
    seq: Type.Integer({ minimum: 0 }),
    serverNow: EpochMsSchema,
    status: AgentStatusSchema,
    reachability: Type.Object(
      {
        phoneRegistered: Type.Boolean(),
        consoleConnected: Type.Boolean(),
        microphoneReady: Type.Boolean(),
        pbxConnected: Type.Boolean(),
      },
      strict,
    ),
    contact: nullable(ConsoleContactSchema),
    today: Type.Object(
      {
        handled: Type.Integer({ minimum: 0 }),
        missedOffers: Type.Integer({ minimum: 0 }),
        talkMs: DurationMsSchema,
        wrapUpMs: DurationMsSchema,
      },
      strict,
    ),
    /** The agent's own queues. */
    queues: Type.Array(
      Type.Object(
        { queueId: QueueIdSchema, waiting: Type.Integer({ minimum: 0 }), longestWaitSince: nullable(EpochMsSchema) },
        strict,
      ),
      { maxItems: 50 },
    ),
    /** At most 50, by place. */
    parked: Type.Array(ParkedCallSchema, { maxItems: 50 }),
    /** Whether this person may dial, consult or transfer to a number of their own choice. */
    mayDial: Type.Boolean(),
    /**
     * Callers' messages this person may hear: how many are new, and when the last of them came, was marked, called about or
     * removed. A console that sees another `changedAt` asks for the list again.
     */
    messages: Type.Object({ open: Type.Integer({ minimum: 0 }), changedAt: EpochMsSchema }, strict),
    /**
     * When a callback this person may see was last promised, called, tried, reached or taken back, or the hours of queues were
     * changed. A console that sees another moment asks for `GET /api/waiting` again.
     */
    callbacksChangedAt: EpochMsSchema,
    ...MONITOR_PARTS,
  },
  strict,
);
export type AgentView = Type.Static<typeof AgentViewSchema>;

/** An agent's promised calls: whole when the console starts, on each change, and when one falls due. */
export const AgendaPushSchema = Type.Object(
  { serverNow: EpochMsSchema, entries: Type.Array(AgendaEntrySchema, { maxItems: 500 }) },
  strict,
);
export type AgendaPush = Type.Static<typeof AgendaPushSchema>;

/**
 * The newest contacts of the customer in the view, newest first; null: they could not be read. Once for each contact and
 * customer: past contacts do not change while somebody talks, and each view would be three times as long with them.
 */
export const ContactTimelineSchema = Type.Object(
  {
    contactId: ContactIdSchema,
    customerId: CustomerIdSchema,
    contacts: nullable(Type.Array(ContactRecordSchema, { maxItems: 10 })),
  },
  strict,
);
export type ContactTimeline = Type.Static<typeof ContactTimelineSchema>;

/** Server -> client events. `agent-view` is acknowledged with `RenderedSchema` once it is painted; an offer waits for that before the phone rings. */
export const SERVER_EVENTS = {
  /** The first word on every socket. */
  hello: HelloSchema,
  "agent-view": AgentViewSchema,
  "contact-timeline": ContactTimelineSchema,
  /** Whole, the first on each socket, and whenever most of it has changed. */
  wallboard: WallboardSchema,
  /** What is new since the board that this socket was sent before. */
  "wallboard-change": WallboardChangeSchema,
  notice: NoticeSchema,
  agenda: AgendaPushSchema,
  /** One queue's line with what each caller waits for, to whoever asked for it by `waiting.watch`. */
  "waiting-line": WaitingLineSchema,
  /** A sign of life, so that a page knows within 2 s that its link is dead; see PROTOCOL.md, Presence. */
  heartbeat: Type.Object({ serverNow: EpochMsSchema }, strict),
  /** The session is over: signed in elsewhere, signed out, disabled. The client must not reconnect by itself. */
  "session-ended": Type.Object(
    { because: oneOf(["signed-in-elsewhere", "signed-out", "expired", "disabled"] as const) },
    strict,
  ),
} as const;
export const RenderedSchema = Type.Object({ seq: Type.Integer({ minimum: 0 }) }, strict);
export type Rendered = Type.Static<typeof RenderedSchema>;

const contact = { contactId: ContactIdSchema };
const noteText = Type.String({ maxLength: NOTE_MAX });
const empty = Type.Object({}, strict);

/** Client -> server commands: `emit("command", {id, name, args}, ack)`. The same `id` twice is carried out once. */
export const COMMANDS = {
  /**
   * First command of a console, on every connection: takes over the agent, pushes a fresh SIP login. `contactInCall`: whose
   * voice this page still has; without it a connected call is taken from the page before and brought here by a new INVITE.
   */
  "console.start": Type.Object({ contactInCall: Type.Optional(nullable(ContactIdSchema)) }, strict),
  "agent.ready": empty,
  "agent.not-ready": Type.Object({ reason: NotReadyReasonSchema }, strict),
  "agent.phone-registered": empty,
  "agent.microphone": Type.Object({ ready: Type.Boolean() }, strict),
  "offer.reject": Type.Object({ offerId: OfferIdSchema }, strict),
  "call.hold": Type.Object(contact, strict),
  "call.resume": Type.Object(contact, strict),
  "call.hang-up": Type.Object(contact, strict),
  /** What the agent's phone measured in the last window; result: what the exchange measured on the customer's side. */
  "call.quality": Type.Object({ ...contact, sample: VoiceSampleSchema }, strict),
  ...TRANSFER_COMMANDS,
  /** Two matches are shown as two: the agent says which one it is. */
  "contact.choose-customer": Type.Object({ ...contact, customerId: nullable(CustomerIdSchema) }, strict),
  "wrap-up.save-draft": Type.Object({ ...contact, disposition: nullable(DispositionSchema), note: noteText }, strict),
  "wrap-up.complete": Type.Object(
    { ...contact, disposition: DispositionSchema, note: noteText, notReadyReason: nullable(NotReadyReasonSchema) },
    strict,
  ),
  ...CALLING_COMMANDS,
  ...WAITING_COMMANDS,
  ...MONITOR_COMMANDS,
  /** Supervisors only. */
  "agent.force-state": Type.Object({ agentId: UserIdSchema, state: oneOf(["ready", "not-ready"] as const) }, strict),
} as const;
export type CommandName = keyof typeof COMMANDS;
export type CommandArgs<N extends CommandName> = Type.Static<(typeof COMMANDS)[N]>;

export const CommandEnvelopeSchema = Type.Object(
  { id: Type.String({ minLength: 8, maxLength: 64 }), name: Type.String({ maxLength: 40 }), args: Type.Unknown() },
  strict,
);

export const ConsoleStartedSchema = Type.Object(
  { sip: SipLoginSchema, view: AgentViewSchema, iceServers: Type.Array(Type.String(), { maxItems: 5 }) },
  strict,
);
export type ConsoleStarted = Type.Static<typeof ConsoleStartedSchema>;

export const COMMAND_RESULTS = {
  "targets.list": TransferTargetsSchema,
  "console.start": ConsoleStartedSchema,
  "list.next": NextEntrySchema,
  "call.quality": Type.Object({ line: nullable(LineSampleSchema) }, strict),
} as const;

/** The acknowledgement of every command, within 2 s. */
export const CommandReplySchema = Type.Union([
  Type.Object({ ok: Type.Literal(true), result: Type.Optional(Type.Unknown()) }, strict),
  Type.Object({ ok: Type.Literal(false), code: Type.String({ maxLength: 60 }) }, strict),
]);
export type CommandReply = Type.Static<typeof CommandReplySchema>;

/** What an agent's phone dials to hear itself: the exchange sends back what it hears, for half a minute at most. */
export const ECHO_EXTENSION = "echo-test";

/** The SIP header of the INVITE to an agent; the softphone takes only calls that match an offer, a dialled contact or a monitor. */
export const CONTACT_HEADER = "X-Cordboard-Contact";
