import type { CallingNumber, CollectedItem, Language } from "../../shared/domain/contact.ts";
import type { CustomerMatch } from "../../shared/domain/customer.ts";
import type { ChannelId, ContactId, CustomerId, PlaybackId, QueueId } from "../../shared/domain/ids.ts";
import type { Clock, RandomSource, Scheduler } from "../ports/clock.ts";
import type { CustomerStore } from "../ports/customer-store.ts";
import type { PromptLibrary } from "../ports/prompt-library.ts";
import type { Telephony } from "../ports/telephony.ts";

/** What the runner needs of the world. */
export interface IvrDeps {
  readonly telephony: Pick<Telephony, "answer" | "play" | "stopPlayback"> & {
    /** Plays silence behind what is being played, so that keys come exactly (LISTENING of the prompt library). */
    listen(playbackId: PlaybackId, channelId: ChannelId): Promise<void>;
  };
  readonly prompts: PromptLibrary;
  readonly customers: Pick<CustomerStore, "match" | "record" | "verifyPin">;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: RandomSource;
  /** Types begin with `ivr.`; payloads are JSON without secrets. */
  readonly journal: (type: string, contactId: ContactId, payload: unknown) => void;
}

export interface IvrStart {
  readonly contactId: ContactId;
  readonly channelId: ChannelId;
  /** A key of the flow catalogue: `direct`, `sales-line`, `service-line`. An unknown one ends in `failed`. */
  readonly flowId: string;
  readonly ani: CallingNumber;
  readonly dnis: string;
  /** Customers having the calling number. */
  readonly match: CustomerMatch;
  /** Where the caller goes when the flow hands over. */
  readonly queueId: QueueId;
  /** It is closed now: the flow does not say that an agent is coming. */
  readonly queueClosed?: boolean;
}

/** What the flow leaves behind, however it ended. */
export interface IvrFindings {
  readonly queueId: QueueId;
  readonly language: Language;
  readonly customerId: CustomerId | null;
  readonly collected: readonly CollectedItem[];
  /** By the account typed, else by the calling number. */
  readonly match: CustomerMatch;
}

const IVR_FAILURE_CODES = [
  "prompt-unavailable",
  "flow-unknown",
  "ivr-fault",
  "pbx-unavailable",
  "pbx-timeout",
  "pbx-refused",
  "agent-unreachable",
] as const;
export type IvrFailureCode = (typeof IVR_FAILURE_CODES)[number];

/** A flow remembers codes as text. */
export function failureCode(raw: string | null): IvrFailureCode {
  return IVR_FAILURE_CODES.find((code) => code === raw) ?? "ivr-fault";
}

/** `served`: the caller has what they came for; say nothing more and hang up. `failed`: queue the caller anyway. */
export type IvrOutcome =
  | ({ readonly kind: "to-queue" | "served" | "caller-left" } & IvrFindings)
  | ({ readonly kind: "failed"; readonly code: IvrFailureCode } & IvrFindings);

/** One call in one flow. Every method may be called at any time, also after the outcome: then it does nothing. */
export interface IvrRun {
  /** 0-9, `*`, `#`; anything else is dropped. */
  digit(digit: string): void;
  /** `ok: false`: the PBX could not play it. Playbacks of others are ignored. */
  playbackEnded(playbackId: PlaybackId, ok: boolean): void;
  callerGone(): void;
  /** The PBX may have lost events: what is being said is begun anew. */
  pbxReconnected(): void;
  /** JSON without secrets and without typed-ahead digits, for `resumeIvrRun`. */
  snapshot(): unknown;
}
