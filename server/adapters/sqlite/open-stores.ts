import type { DurationMs } from "../../../shared/domain/time.ts";
import { HEAD_START_MAX_MS } from "../../customers/classify.ts";
import type { CountryCode } from "../../customers/to-e164.ts";
import type { PlaceOfNumber } from "../../ports/called-places.ts";
import type { PasswordHasher } from "../../ports/password-hasher.ts";
import { SqliteAgendaStore } from "./agenda-store.ts";
import { SqliteCallListStore } from "./call-list-store.ts";
import { SqliteCallQualityStore } from "./call-quality-store.ts";
import { SqliteChosenStateStore } from "./chosen-state-store.ts";
import { SqliteContactStore } from "./contact-store.ts";
import { CustomerPins } from "./customer-pins.ts";
import { CustomerScoring } from "./customer-scoring.ts";
import { CustomerSearch } from "./customer-search.ts";
import { SqliteCustomerStore } from "./customer-store.ts";
import { SqliteDoNotCallStore } from "./do-not-call-store.ts";
import { SqliteHoursStore } from "./hours-store.ts";
import { SqliteJournal } from "./journal-store.ts";
import { SqliteMonitorRulesStore } from "./monitor-rules-store.ts";
import { SqliteMissedOfferStore } from "./missed-offer-store.ts";
import { SqliteRoutingConfigStore } from "./routing-config-store.ts";
import { SqliteSettingRevisionStore } from "./setting-revision-store.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";
import { SqliteUserStore } from "./user-store.ts";
import { SqliteWaitingStore } from "./waiting-store.ts";

export interface OpenStoresOptions {
  readonly passwordHasher: PasswordHasher;
  /** Whose national numbers are meant when a number comes without a country code; default CN. */
  readonly defaultCountry?: CountryCode;
  /** Where numbers are at home; default: nobody knows. */
  readonly placeOf?: PlaceOfNumber;
  /** Hmax of the head start; default 90 s. */
  readonly headStartMaxMs?: DurationMs;
}

export interface Stores {
  readonly journal: SqliteJournal;
  readonly contacts: SqliteContactStore;
  readonly callQuality: SqliteCallQualityStore;
  readonly customers: SqliteCustomerStore;
  readonly users: SqliteUserStore;
  readonly routing: SqliteRoutingConfigStore;
  readonly callLists: SqliteCallListStore;
  readonly agenda: SqliteAgendaStore;
  readonly missedOffers: SqliteMissedOfferStore;
  readonly hours: SqliteHoursStore;
  readonly waiting: SqliteWaitingStore;
  readonly settingRevisions: SqliteSettingRevisionStore;
  readonly monitorRules: SqliteMonitorRulesStore;
  readonly chosenStates: SqliteChosenStateStore;
  readonly doNotCall: SqliteDoNotCallStore;
}

/** All stores on one open database. Cheap: prepares the hot statements and reads the distribution of value scores. */
export function openStores(database: SqliteDatabase, options: OpenStoresOptions): Stores {
  const country = options.defaultCountry ?? "CN";
  const customers = new SqliteCustomerStore(database, {
    country,
    scoring: new CustomerScoring(database, options.headStartMaxMs ?? HEAD_START_MAX_MS),
    search: new CustomerSearch(database, country),
    pins: new CustomerPins(database, options.passwordHasher),
  });
  const doNotCall = new SqliteDoNotCallStore(database, country);
  return {
    journal: new SqliteJournal(database),
    contacts: new SqliteContactStore(database),
    callQuality: new SqliteCallQualityStore(database),
    customers,
    users: new SqliteUserStore(database),
    routing: new SqliteRoutingConfigStore(database),
    hours: new SqliteHoursStore(database),
    waiting: new SqliteWaitingStore(database),
    settingRevisions: new SqliteSettingRevisionStore(database),
    monitorRules: new SqliteMonitorRulesStore(database),
    chosenStates: new SqliteChosenStateStore(database),
    doNotCall,
    callLists: new SqliteCallListStore(database, customers, {
      country,
      doNotCall,
      placeOf: options.placeOf ?? (() => ({ country: null, timeZones: [] })),
    }),
    agenda: new SqliteAgendaStore(database),
    missedOffers: new SqliteMissedOfferStore(database),
  };
}
