import type { ContactOutcome } from "../../../shared/domain/contact.ts";
import { asId, type QueueId, type RecordingId, type UserId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import { type SkillAlternatives, TREATMENT_REASONS } from "../../../shared/domain/queue.ts";
import { CALLBACK_ORDERS } from "../../../shared/domain/waiting.ts";
import type { JournalEntry } from "../../ports/journal.ts";
import { TREATED_AS } from "./treatments.ts";
import type { OwnAgent } from "./last-agents.ts";
import type { CallbackState } from "./waiting-state.ts";

/** How somebody waited when the server was killed, as far as the journal tells. */
export interface JournaledWait {
  readonly callback: CallbackState | null;
  /** The customer had answered the callback and was waiting for the agent. */
  readonly customerAnswered: boolean;
  readonly inheritedSince: EpochMs | null;
  /** For whom the caller on the line was kept, counted from when they queued. */
  readonly ownAgent: OwnAgent | null;
  /** To whom a supervisor gave the caller, and until when. */
  readonly given: JournaledGift | null;
  /** What they ask for on top of the queue's, e.g. a skill that they were transferred to. */
  readonly requirements: SkillAlternatives;
  /** What the queue turned them away for, if it did. */
  readonly treatedAs: ContactOutcome | null;
  /** A message that was begun; how far it came. */
  readonly message: { readonly recordingId: RecordingId; readonly at: "greeting" | "recording" | "kept" } | null;
}

export interface JournaledGift {
  readonly agentId: UserId;
  readonly queueId: QueueId;
  readonly by: { readonly userId: UserId; readonly displayName: string };
  readonly until: EpochMs;
}

type Draft = { -readonly [K in keyof JournaledWait]: JournaledWait[K] };

export function journaledWait(entries: readonly JournalEntry[]): JournaledWait {
  const wait: Draft = {
    callback: null,
    customerAnswered: false,
    inheritedSince: null,
    ownAgent: null,
    given: null,
    requirements: [],
    treatedAs: null,
    message: null,
  };
  for (const entry of entries) take(wait, entry);
  return wait;
}

function take(wait: Draft, { at, type, agentId, payload }: JournalEntry): void {
  const { callback } = wait;
  switch (type) {
    case "call.arrived":
      wait.inheritedSince = numberOf(payload, "waitingSince");
      break;
    case "callback.promised":
      wait.callback = promised(payload);
      break;
    case "callback.dialing":
      wait.customerAnswered = false;
      if (callback)
        Object.assign(callback, { state: "calling", attempts: numberOf(payload, "attempt"), ownerId: agentId });
      break;
    case "callback.customer-answered":
      wait.customerAnswered = true;
      break;
    case "callback.not-reached":
      wait.customerAnswered = false;
      if (callback) Object.assign(callback, { state: "retry", nextAttemptAt: numberOf(payload, "retryAt") });
      break;
    case "acd.contact-queued":
      wait.ownAgent = keptFor(payload);
      wait.requirements = requirementsIn(payload);
      // In line again after an earlier restart: the same queue, and the same wish.
      if (wait.given?.queueId !== valueOf(payload, "queueId")) wait.given = null;
      break;
    case "queue.given":
      wait.given = gift(payload, at);
      break;
    case "queue.taken-back":
    case "acd.contact-redirected":
    case "acd.offer-failed":
      wait.given = null;
      break;
    case "call.connected":
      wait.ownAgent = null;
      wait.given = null;
      wait.callback = null;
      break;
    case "callback.given-up":
    case "callback.cancelled":
    case "callback.merged":
      wait.callback = null;
      break;
    case "queue.treated":
      wait.treatedAs = TREATED_AS[TREATMENT_REASONS.find((each) => each === valueOf(payload, "because")) ?? "max-wait"];
      break;
    case "queue.place-taken-over":
      wait.inheritedSince = numberOf(payload, "waitingSince");
      break;
    case "voicemail.begun":
    case "voicemail.recording": {
      const id = valueOf(payload, "recordingId");
      const reached = type === "voicemail.begun" ? "greeting" : "recording";
      wait.message = typeof id === "string" ? { recordingId: asId<RecordingId>(id), at: reached } : null;
      break;
    }
    case "voicemail.kept":
      if (wait.message) wait.message = { ...wait.message, at: "kept" };
      break;
    default:
  }
}

/** The owner of a callback is the callback's to know. */
function keptFor(payload: unknown): OwnAgent | null {
  const agentId = valueOf(payload, "preferredAgentId");
  const waitMs = numberOf(payload, "preferredWaitMs");
  if (typeof agentId !== "string" || waitMs === null || valueOf(payload, "isCallback") === true) return null;
  return { agentId: asId<UserId>(agentId), waitMs };
}

/** As this program wrote them. */
function requirementsIn(payload: unknown): SkillAlternatives {
  const value = valueOf(payload, "requirements");
  return Array.isArray(value) ? (value as SkillAlternatives) : [];
}

function gift(payload: unknown, at: EpochMs): JournaledGift | null {
  const [agentId, queueId] = [valueOf(payload, "toAgentId"), valueOf(payload, "queueId")];
  const [userId, displayName] = [valueOf(payload, "by"), valueOf(payload, "byName")];
  const waitMs = numberOf(payload, "waitMs");
  if (typeof agentId !== "string" || typeof queueId !== "string" || waitMs === null) return null;
  if (typeof userId !== "string" || typeof displayName !== "string") return null;
  const by = { userId: asId<UserId>(userId), displayName };
  return { agentId: asId<UserId>(agentId), queueId: asId<QueueId>(queueId), by, until: at + waitMs };
}

/** Journals are read by later versions: what is not as expected is as if it were not there. */
function promised(payload: unknown): CallbackState | null {
  const number = valueOf(payload, "number");
  const order = CALLBACK_ORDERS.find((each) => each === valueOf(payload, "order"));
  if (typeof number !== "string" || order === undefined) return null;
  const ownerId = valueOf(payload, "ownerId");
  return {
    number,
    order,
    attemptsMax: numberOf(payload, "attemptsMax") ?? 1,
    retryAfterMs: numberOf(payload, "retryAfterMs") ?? 600_000,
    ringTimeoutMs: numberOf(payload, "ringTimeoutMs") ?? 30_000,
    state: "waiting",
    attempts: 0,
    nextAttemptAt: null,
    ownerId: typeof ownerId === "string" ? asId<UserId>(ownerId) : null,
  };
}

function numberOf(payload: unknown, key: string): number | null {
  const value = valueOf(payload, key);
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function valueOf(payload: unknown, key: string): unknown {
  return typeof payload === "object" && payload !== null ? Reflect.get(payload, key) : undefined;
}
