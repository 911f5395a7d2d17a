import type { ListOutlook } from "../../../shared/domain/calling-hours.ts";
import type { CallListId } from "../../../shared/domain/ids.ts";
import type { EpochMs } from "../../../shared/domain/time.ts";
import type { AgendaDesk } from "../../ports/agenda.ts";
import type { CallListStore } from "../../ports/call-list-store.ts";
import type { DoNotCallAdministration } from "../../ports/do-not-call-administration.ts";
import type { CallQualityStore } from "../../ports/call-quality-store.ts";
import type { Clock, RandomSource } from "../../ports/clock.ts";
import type { ContactStore } from "../../ports/contact-store.ts";
import type { CustomerStore } from "../../ports/customer-store.ts";
import type { Journal } from "../../ports/journal.ts";
import type { LogSink } from "../../ports/log-sink.ts";
import type { RecordKeeping } from "../../ports/record-keeping.ts";
import type { MissedOfferStore } from "../../ports/missed-offer-store.ts";
import type { MonitorAdministration } from "../../ports/monitor-administration.ts";
import type { RoutingAdministration } from "../../ports/routing-administration.ts";
import type { PromptAdministration } from "../../ports/prompt-administration.ts";
import type { Sessions } from "../../ports/sessions.ts";
import type { UserAdministration } from "../../ports/user-administration.ts";
import type { RoutingConfigStore } from "../../ports/user-store.ts";
import type { WaitingAdministration } from "../../ports/waiting-administration.ts";
import type { WebphoneLogins } from "../../ports/webphone-logins.ts";
import type { PbxMedia } from "./pbx-media-routes.ts";

/** What the HTTP adapter is made of. */
export interface HttpDeps {
  readonly sessions: Sessions;
  readonly users: UserAdministration;
  readonly customers: CustomerStore;
  readonly contacts: ContactStore;
  readonly callQuality: Pick<CallQualityStore, "ofContact">;
  readonly routingConfig: RoutingConfigStore;
  readonly routing: RoutingAdministration;
  readonly waiting: WaitingAdministration;
  readonly monitoring: MonitorAdministration;
  readonly callLists: CallListStore;
  readonly doNotCall: DoNotCallAdministration;
  readonly listWork: { outlook(callListId: CallListId): Promise<ListOutlook> };
  /** Whether the dial plan allows a number (E.164). */
  readonly mayCall: (number: string) => boolean;
  readonly missedOffers: Pick<MissedOfferStore, "list">;
  readonly agenda: AgendaDesk;
  readonly journal: Journal;
  readonly records: RecordKeeping;
  readonly prompts: PromptAdministration;
  /** null: no web telephones here; the route answers `not-found`. */
  readonly webphones: WebphoneLogins | null;
  /** Asked by every health check; cheap and without I/O waits. */
  readonly health: () => { readonly pbx: boolean; readonly database: boolean };
  /** When the day began that figures are counted for. */
  readonly dayStartedAt: () => EpochMs;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: LogSink;
  readonly settings: HttpSettings;
}

export interface HttpSettings {
  readonly version: string;
  readonly demo: boolean;
  /** IANA: the times of exported contacts. */
  readonly timeZone: string;
  /** The built renderer (dist/renderer); null: only the API. */
  readonly rendererFolder: string | null;
  /** Where softphones register, as a CSP source, e.g. `ws://127.0.0.1:8088`. */
  readonly sipOrigins: readonly string[];
  /** Development and tests: a reply that is not what shared/wire says becomes an error instead of a log line. */
  readonly strictReplies: boolean;
  /** PEM texts: the server speaks https and publishes SIP at /sip. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** The exchange's WebSocket listener, to publish its /ws at /sip; undefined: not published. */
  readonly sipTunnel?: { readonly host: string; readonly port: number };
  /** For an exchange that does not see this server's files; undefined: nothing is served. */
  readonly pbxMedia?: PbxMedia;
  /** Behind a TLS proxy: believe its X-Forwarded-For. */
  readonly trustProxy?: boolean;
}
