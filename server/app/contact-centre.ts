import type { UserId } from "../../shared/domain/ids.ts";
import type { Wallboard } from "../../shared/wire/wallboard-schemas.ts";
import type { AgendaDesk } from "../ports/agenda.ts";
import type { ConsoleApp } from "../ports/console-app.ts";
import { Agenda } from "./agenda.ts";
import { AgentDesk } from "./agent-desk.ts";
import { AgentViews } from "./agent-views.ts";
import { CallbackCalls } from "./callbacks/callback-calls.ts";
import { CallbackChanges } from "./callbacks/callback-changes.ts";
import { Callbacks } from "./callbacks/callbacks.ts";
import { CallQualities } from "./call-quality.ts";
import { CallerFlows } from "./caller-flows.ts";
import type { Centre, CentreDeps } from "./centre.ts";
import { ConsoleCommands } from "./console-commands.ts";
import { ContactRegistry } from "./contact-registry.ts";
import { Conversations } from "./conversations.ts";
import { DailyFigures } from "./daily-figures.ts";
import { DialPolicy } from "./dial-policy.ts";
import { ChosenStates } from "./chosen-states.ts";
import { DoNotCall } from "./do-not-call.ts";
import { ForgivingContacts } from "./forgiving-contacts.ts";
import { ForgivingJournal } from "./forgiving-journal.ts";
import { CallerRecords } from "./caller-records.ts";
import { OpeningHours } from "./hours/opening-hours.ts";
import { Inbound } from "./inbound.ts";
import { LegsAhead } from "./legs-ahead.ts";
import { Rush } from "./rush.ts";
import { ListWork } from "./list-work.ts";
import { LostAgents } from "./lost-agents.ts";
import { MonitorRulesOf } from "./monitoring/monitor-rules-of.ts";
import { Monitors } from "./monitoring/monitors.ts";
import { Offers } from "./offers.ts";
import { Outbound } from "./outbound.ts";
import { PhoneLogins } from "./phone-logins.ts";
import { Reconciliation } from "./reconciliation.ts";
import { Recovery } from "./recovery.ts";
import { Router } from "./router.ts";
import { TelephonyEvents } from "./telephony-events.ts";
import { VoicemailInbox } from "./voicemail/voicemail-inbox.ts";
import { VoicemailTaking } from "./voicemail/voicemail.ts";
import { LastAgents } from "./waiting/last-agents.ts";
import { RepeatCallers } from "./waiting/repeat-callers.ts";
import { Treatments } from "./waiting/treatments.ts";
import { QueueAlertsOf } from "./waiting/queue-alerts-of.ts";
import { RoutingRecord } from "./waiting/routing-record.ts";
import { WaitPromises } from "./waiting/wait-promises.ts";
import { WaitingKeys } from "./waiting/waiting-keys.ts";
import { WaitingLines } from "./waiting/waiting-lines.ts";
import { WaitingOptionsOf } from "./waiting/waiting-options-of.ts";
import { Consultations } from "./transfers/consultations.ts";
import { OutsideLegs } from "./transfers/outside-legs.ts";
import { OwnCalls } from "./transfers/own-calls.ts";
import { Parking } from "./transfers/parking.ts";
import { PlaybackStops } from "./playback-stops.ts";
import { SecondCalls } from "./transfers/second-calls.ts";
import { TransferTargetList } from "./transfers/targets.ts";
import { Transfers } from "./transfers/transfers.ts";
import { GivenBefore } from "./waiting/given-before.ts";
import { WaitingRoom } from "./waiting-room.ts";
import { WallboardFeed } from "./wallboard-feed.ts";
import { WrapUps } from "./wrap-ups.ts";

export interface ContactCentre {
  readonly consoles: ConsoleApp;
  /** Loads queues, agents and figures, connects the PBX, puts calls of an earlier run in their places. */
  start(): Promise<void>;
  /** No new offers; calls in progress go on in the PBX and are adopted at the next start. */
  stop(): Promise<void>;
  /** Queues, skills or memberships were changed in the store. */
  reloadConfiguration(): Promise<void>;
  pbxConnected(): boolean;
  /** What a wallboard shows now. */
  board(): Wallboard;
  agentSignedOut(agentId: UserId, because: "signed-out" | "disabled"): Promise<void>;
  readonly agenda: AgendaDesk;
  /** For diagnosis and for tests that check what must always hold. */
  readonly parts: Centre;
}

class CentreParts implements Centre {
  readonly telephony;
  readonly journal;
  readonly customers;
  readonly contacts;
  readonly callQualityStore;
  readonly lines;
  readonly callLists;
  readonly agendaStore;
  readonly missedOffers;
  readonly routingConfig;
  readonly monitorRulesStore;
  readonly chosenStateStore;
  readonly doNotCallStore;
  readonly hoursStore;
  readonly waitingStore;
  readonly voicemailFiles;
  readonly prompts;
  readonly webphones;
  readonly clock;
  readonly scheduler;
  readonly random;
  readonly withTimeout;
  readonly log;
  readonly settings;
  queues: Centre["queues"] = new Map();
  entryPoints: Centre["entryPoints"] = new Map();
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
  readonly events: TelephonyEvents;
  readonly reconciliation: Reconciliation;

  constructor(deps: CentreDeps) {
    this.telephony = deps.telephony;
    this.journal = new ForgivingJournal(deps.journal, deps.log);
    this.customers = deps.customers;
    this.contacts = new ForgivingContacts(deps.contacts, deps.log);
    this.callQualityStore = deps.callQualityStore;
    this.lines = deps.lines;
    this.callLists = deps.callLists;
    this.agendaStore = deps.agendaStore;
    this.missedOffers = deps.missedOffers;
    this.routingConfig = deps.routingConfig;
    this.hoursStore = deps.hoursStore;
    this.monitorRulesStore = deps.monitorRulesStore;
    this.chosenStateStore = deps.chosenStateStore;
    this.doNotCallStore = deps.doNotCallStore;
    this.waitingStore = deps.waitingStore;
    this.voicemailFiles = deps.voicemailFiles;
    this.prompts = deps.prompts;
    this.webphones = deps.webphones;
    this.clock = deps.clock;
    this.scheduler = deps.scheduler;
    this.random = deps.random;
    this.withTimeout = deps.withTimeout;
    this.log = deps.log;
    this.settings = deps.settings;
    this.registry = new ContactRegistry(this);
    this.router = new Router(this);
    this.inbound = new Inbound(this);
    this.callerRecords = new CallerRecords(this);
    this.callerFlows = new CallerFlows(this);
    this.waitingRoom = new WaitingRoom(this);
    this.waitingKeys = new WaitingKeys(this);
    this.waitingOptions = new WaitingOptionsOf(this);
    this.waitingLines = new WaitingLines(this);
    this.routingRecord = new RoutingRecord(this);
    this.queueAlerts = new QueueAlertsOf(this);
    this.waitPromises = new WaitPromises(this);
    this.treatments = new Treatments(this);
    this.repeatCallers = new RepeatCallers(this);
    this.lastAgents = new LastAgents(this);
    this.openingHours = new OpeningHours(this);
    this.callbacks = new Callbacks(this);
    this.callbackCalls = new CallbackCalls(this);
    this.callbackChanges = new CallbackChanges(this);
    this.voicemail = new VoicemailTaking(this);
    this.voicemailInbox = new VoicemailInbox(this);
    this.offers = new Offers(this);
    this.legsAhead = new LegsAhead(this);
    this.rush = new Rush(this);
    this.conversations = new Conversations(this);
    this.lostAgents = new LostAgents(this);
    this.monitors = new Monitors(this);
    this.monitorRules = new MonitorRulesOf(this);
    this.chosenStates = new ChosenStates(this);
    this.givenBefore = new GivenBefore(this);
    this.wrapUps = new WrapUps(this);
    this.outbound = new Outbound(this);
    this.listWork = new ListWork(this);
    this.doNotCall = new DoNotCall(this);
    this.dialPolicy = new DialPolicy(this);
    this.targets = new TransferTargetList(this);
    this.transfers = new Transfers(this);
    this.consultations = new Consultations(this);
    this.secondCalls = new SecondCalls(this);
    this.playbackStops = new PlaybackStops(this);
    this.ownCalls = new OwnCalls(this);
    this.outsideLegs = new OutsideLegs(this);
    this.parking = new Parking(this);
    this.agents = new AgentDesk(this);
    this.agenda = new Agenda(this);
    this.phoneLogins = new PhoneLogins(this);
    this.views = new AgentViews(this);
    this.figures = new DailyFigures(this);
    this.wallboard = new WallboardFeed(this);
    this.callQualities = new CallQualities(this);
    this.events = new TelephonyEvents(this);
    this.reconciliation = new Reconciliation(this, new Recovery(this), this.events);
  }
}

/** The whole behaviour of the contact centre over ports: no library, no clock, no socket of its own. */
export function createContactCentre(deps: CentreDeps): ContactCentre {
  const centre = new CentreParts(deps);

  async function reloadConfiguration(): Promise<void> {
    const [queues, agents, entryPoints] = await Promise.all([
      centre.routingConfig.queues(),
      centre.routingConfig.agents(),
      centre.routingConfig.entryPoints(),
    ]);
    const before = centre.queues;
    centre.queues = new Map(queues.map((queue) => [queue.queueId, queue]));
    centre.entryPoints = new Map(entryPoints.map((entry) => [entry.dnis, entry]));
    centre.agents.configure(agents);
    centre.router.submit({ type: "configured", queues, agents });
    await centre.waitingOptions.load();
    await centre.queueAlerts.load();
    await centre.monitorRules.load();
    await centre.openingHours.load();
    await centre.figures.configured(before);
    centre.callbackChanges.configured();
    centre.wallboard.touch();
  }

  return {
    consoles: new ConsoleCommands(centre),
    agenda: centre.agenda,
    parts: centre,
    reloadConfiguration,
    pbxConnected: () => centre.views.pbxConnected,
    board: () => centre.wallboard.build(),
    agentSignedOut: (agentId, because) => centre.agents.signOut(agentId, because),
    async start() {
      centre.chosenStates.load();
      // From here a replay begins with an empty core.
      centre.journal.append({
        at: centre.clock.now(),
        type: "centre.started",
        contactId: null,
        agentId: null,
        payload: {},
      });
      await reloadConfiguration();
      await centre.figures.load();
      centre.agenda.start();
      await centre.voicemailInbox.start();
      await centre.voicemail.start();
      centre.telephony.onEvent((event) => centre.events.handle(event));
      await centre.telephony.start();
      await centre.reconciliation.start();
    },
    async stop() {
      centre.reconciliation.stop();
      await centre.legsAhead.stop();
      await centre.telephony.stop();
      centre.registry.saveUnsaved();
    },
  };
}
