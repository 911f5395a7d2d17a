import type { QueueConfig } from "../../shared/domain/queue.ts";
import type { QueueId } from "../../shared/domain/ids.ts";
import type { DurationMs } from "../../shared/domain/time.ts";
import type { CountryCode } from "../customers/to-e164.ts";
import type { CallingHours } from "../hours/calling-hours.ts";
import type { AgendaStore } from "../ports/agenda-store.ts";
import type { CallListStore, RedialRule } from "../ports/call-list-store.ts";
import type { CallQualityStore } from "../ports/call-quality-store.ts";
import type { ChosenStateStore } from "../ports/chosen-state-store.ts";
import type { Clock, RandomSource, Scheduler, WithTimeout } from "../ports/clock.ts";
import type { DoNotCallStore } from "../ports/do-not-call-store.ts";
import type { ContactStore } from "../ports/contact-store.ts";
import type { ContactRecord } from "../../shared/domain/contact.ts";
import type { CustomerStore } from "../ports/customer-store.ts";
import type { Journal, NewJournalEntry } from "../ports/journal.ts";
import type { Refusals } from "../ports/record-keeping.ts";
import type { LineStatistics } from "../ports/line-statistics.ts";
import type { LogSink } from "../ports/log-sink.ts";
import type { MissedOfferStore } from "../ports/missed-offer-store.ts";
import type { PromptLibrary } from "../ports/prompt-library.ts";
import type { Telephony } from "../ports/telephony.ts";
import type { Agenda } from "./agenda.ts";
import type { RoutingConfigStore } from "../ports/user-store.ts";
import type { EntryPoint } from "../../shared/domain/routing-plan.ts";
import type { AgentDesk } from "./agent-desk.ts";
import type { AgentViews } from "./agent-views.ts";
import type { ChosenStates } from "./chosen-states.ts";
import type { ContactRegistry } from "./contact-registry.ts";
import type { CallQualities } from "./call-quality.ts";
import type { CallerFlows } from "./caller-flows.ts";
import type { Conversations } from "./conversations.ts";
import type { DailyFigures } from "./daily-figures.ts";
import type { DialPolicy, DialRules } from "./dial-policy.ts";
import type { DoNotCall } from "./do-not-call.ts";
import type { ForgivingContacts } from "./forgiving-contacts.ts";
import type { CallerRecords } from "./caller-records.ts";
import type { Inbound } from "./inbound.ts";
import type { LegsAhead } from "./legs-ahead.ts";
import type { Rush } from "./rush.ts";
import type { ListWork } from "./list-work.ts";
import type { LostAgents } from "./lost-agents.ts";
import type { MonitorRulesOf } from "./monitoring/monitor-rules-of.ts";
import type { Monitors } from "./monitoring/monitors.ts";
import type { Offers } from "./offers.ts";
import type { Outbound } from "./outbound.ts";
import type { PhoneLogins } from "./phone-logins.ts";
import type { Reconciliation } from "./reconciliation.ts";
import type { Router } from "./router.ts";
import type { Consultations } from "./transfers/consultations.ts";
import type { OutsideLegs } from "./transfers/outside-legs.ts";
import type { OwnCalls } from "./transfers/own-calls.ts";
import type { Parking } from "./transfers/parking.ts";
import type { PlaybackStops } from "./playback-stops.ts";
import type { SecondCalls } from "./transfers/second-calls.ts";
import type { TransferTargetList } from "./transfers/targets.ts";
import type { Transfers } from "./transfers/transfers.ts";
import type { GivenBefore } from "./waiting/given-before.ts";
import type { WaitingRoom } from "./waiting-room.ts";
import type { WallboardFeed } from "./wallboard-feed.ts";
import type { HoursStore } from "../ports/hours-store.ts";
import type { MonitorRulesStore } from "../ports/monitor-rules-store.ts";
import type { VoicemailFiles } from "../ports/voicemail-files.ts";
import type { WaitingStore } from "../ports/waiting-store.ts";
import type { CallbackCalls } from "./callbacks/callback-calls.ts";
import type { CallbackChanges } from "./callbacks/callback-changes.ts";
import type { Callbacks } from "./callbacks/callbacks.ts";
import type { OpeningHours } from "./hours/opening-hours.ts";
import type { VoicemailInbox } from "./voicemail/voicemail-inbox.ts";
import type { VoicemailTaking } from "./voicemail/voicemail.ts";
import type { LastAgents } from "./waiting/last-agents.ts";
import type { RepeatCallers } from "./waiting/repeat-callers.ts";
import type { Treatments } from "./waiting/treatments.ts";
import type { QueueAlertsOf } from "./waiting/queue-alerts-of.ts";
import type { RoutingRecord } from "./waiting/routing-record.ts";
import type { WaitPromises } from "./waiting/wait-promises.ts";
import type { WaitingKeys } from "./waiting/waiting-keys.ts";
import type { WaitingLines } from "./waiting/waiting-lines.ts";
import type { WaitingOptionsOf } from "./waiting/waiting-options-of.ts";
import type { WrapUps } from "./wrap-ups.ts";

/** Who a browser telephone pretends to be, and where a number can be reached without a trunk. */
export interface WebphoneDirectory {
  callerOf(endpointName: string): { readonly number: string | null } | null;
  /** The registered web phone that uses this E.164 number now, if any. */
  endpointFor(e164: string): string | null;
}

export interface CentreSettings {
  /** Trunk for outbound calls; null: only web phones can be called. */
  readonly outboundTrunk: string | null;
  /** Number shown to people we call. */
  readonly outboundCallerNumber: string;
  /** Where the softphone registers, as the browser reaches it. */
  readonly sipWsUrl: string;
  readonly sipDomain: string;
  readonly iceServers: readonly string[];
  /** How long an offer waits for the pop to be painted before the phone rings anyway. */
  readonly popWaitMs: DurationMs;
  /** Legs to telephones that wait for a call (LegsAhead) at most; 0: none is made ahead. */
  readonly legsAheadMax: number;
  /** An agent's call has begun or ended this short a time ago: what can wait a moment does (Rush); 0: nothing waits. */
  readonly calmAfterMs: DurationMs;
  /** Changes within this time go to a console as one view, and to the store as one; 0: those of one turn of the event loop. */
  readonly viewIntervalMs: DurationMs;
  readonly outboundRingTimeoutMs: DurationMs;
  /** Below this opinion score (1..4.5) a call sounds poor, where its queue has no setting of its own: supervisors are told. */
  readonly poorVoiceMos: number;
  /** Whether an agent sees that a supervisor listens, until it is decided in the console (MonitorRulesOf). */
  readonly monitorShownToAgent: boolean;
  readonly dialing: DialRules;
  readonly listLeaseMs: DurationMs;
  /** How soon and how often a number of a call list may be called again. */
  readonly redialRule: RedialRule;
  /** When people of a country may be rung from a call list; null: a number of no country. */
  readonly callingHoursOf: (country: string | null) => CallingHours;
  /** In which a number without country code is read. */
  readonly country: CountryCode;
  /** IANA: where the centre's days begin and end. */
  readonly timeZone: string;
}

/** What the outside gives the contact centre. */
export interface CentreDeps {
  readonly telephony: Telephony;
  readonly journal: Journal & Refusals<NewJournalEntry>;
  readonly customers: CustomerStore;
  readonly contacts: ContactStore & Refusals<ContactRecord>;
  readonly callQualityStore: CallQualityStore;
  /** What the exchange measures on a leg. */
  readonly lines: LineStatistics;
  readonly callLists: CallListStore;
  readonly agendaStore: AgendaStore;
  readonly missedOffers: MissedOfferStore;
  readonly routingConfig: RoutingConfigStore;
  readonly hoursStore: HoursStore;
  readonly monitorRulesStore: MonitorRulesStore;
  readonly chosenStateStore: ChosenStateStore;
  readonly doNotCallStore: DoNotCallStore;
  readonly waitingStore: WaitingStore;
  readonly voicemailFiles: VoicemailFiles;
  readonly prompts: PromptLibrary;
  readonly webphones: WebphoneDirectory;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: RandomSource;
  readonly withTimeout: WithTimeout;
  readonly log: LogSink;
  readonly settings: CentreSettings;
}

/**
 * The parts of the contact centre by name. Each part knows the others only through this object, so that a reader sees
 * in one place who can talk to whom; it is filled once by `contact-centre.ts`.
 */
export interface Centre extends Omit<CentreDeps, "journal" | "contacts"> {
  readonly journal: Journal;
  readonly contacts: ForgivingContacts;
  readonly registry: ContactRegistry;
  readonly router: Router;
  readonly inbound: Inbound;
  readonly callerRecords: CallerRecords;
  readonly callerFlows: CallerFlows;
  readonly waitingRoom: WaitingRoom;
  readonly waitingKeys: WaitingKeys;
  readonly waitingOptions: WaitingOptionsOf;
  readonly waitingLines: WaitingLines;
  readonly routingRecord: RoutingRecord;
  readonly queueAlerts: QueueAlertsOf;
  readonly waitPromises: WaitPromises;
  readonly treatments: Treatments;
  readonly repeatCallers: RepeatCallers;
  readonly lastAgents: LastAgents;
  readonly openingHours: OpeningHours;
  readonly callbacks: Callbacks;
  readonly callbackCalls: CallbackCalls;
  readonly callbackChanges: CallbackChanges;
  readonly voicemail: VoicemailTaking;
  readonly voicemailInbox: VoicemailInbox;
  readonly offers: Offers;
  readonly legsAhead: LegsAhead;
  readonly rush: Rush;
  readonly conversations: Conversations;
  readonly lostAgents: LostAgents;
  readonly monitors: Monitors;
  readonly monitorRules: MonitorRulesOf;
  readonly chosenStates: ChosenStates;
  readonly givenBefore: GivenBefore;
  readonly wrapUps: WrapUps;
  readonly outbound: Outbound;
  readonly listWork: ListWork;
  readonly doNotCall: DoNotCall;
  readonly dialPolicy: DialPolicy;
  readonly targets: TransferTargetList;
  readonly transfers: Transfers;
  readonly consultations: Consultations;
  readonly secondCalls: SecondCalls;
  readonly playbackStops: PlaybackStops;
  readonly ownCalls: OwnCalls;
  readonly outsideLegs: OutsideLegs;
  readonly parking: Parking;
  readonly agents: AgentDesk;
  readonly agenda: Agenda;
  readonly phoneLogins: PhoneLogins;
  readonly views: AgentViews;
  readonly figures: DailyFigures;
  readonly wallboard: WallboardFeed;
  readonly callQualities: CallQualities;
  readonly reconciliation: Reconciliation;
  queues: ReadonlyMap<QueueId, QueueConfig>;
  entryPoints: ReadonlyMap<string, EntryPoint>;
}
