import { callingHoursBy, ownCallingHours, redialRuleOf } from "./calling-rules.ts";
import { FAIR_MOS } from "../../shared/domain/call-quality.ts";
import { StartUpError } from "../../shared/errors/start-up-error.ts";
import type { WebphoneLogin } from "../ports/webphone-logins.ts";
import { type CountryCode, isCountry } from "../customers/to-e164.ts";
import type { CentreSettings } from "../app/centre.ts";
import { localTimeZone } from "../adapters/system/local-time-zone.ts";
import type { Stores } from "../adapters/sqlite/open-stores.ts";
import {
  type DemoCase,
  DEMO_NORMAL,
  DEMO_SHARED,
  DEMO_SHARED_PHONE,
  DEMO_UNKNOWN_NUMBER,
  DEMO_VIP,
} from "../demo/demo-cases.ts";
import type { Config } from "../up/config.ts";
import { type Exchange, TRUNK_NAME } from "./open-exchange.ts";

/** Long enough for a slow machine to paint, short enough that nobody notices the ring starting late. */
const POP_WAIT_MS = 800;
/** Nobody sees it; measured in `npm run bench`, it takes four views of a call set-up off its way. */
const VIEW_INTERVAL_MS = 15;
/** In a rush an agent's call begins or ends every few milliseconds; a hundred calls a second are none. */
const CALM_AFTER_MS = 10;

export async function centreSettings(config: Config, exchange: Exchange, stores: Stores): Promise<CentreSettings> {
  const [first] = await stores.routing.entryPoints();
  const outboundTrunk = config.trunkHost || !exchange.own ? TRUNK_NAME : null;
  return {
    outboundTrunk,
    outboundCallerNumber: config.callerId ?? first?.dnis ?? "",
    sipWsUrl: config.sipWsUrl ?? (config.tlsCert ? `wss://${config.host}:${config.httpPort}/sip` : exchange.wsUrl),
    sipDomain: new URL(exchange.httpUrl).hostname,
    iceServers: [],
    popWaitMs: POP_WAIT_MS,
    viewIntervalMs: VIEW_INTERVAL_MS,
    calmAfterMs: CALM_AFTER_MS,
    legsAheadMax: legsAheadMax(config, exchange),
    outboundRingTimeoutMs: 30_000,
    poorVoiceMos: FAIR_MOS,
    monitorShownToAgent: config.monitorShown,
    dialing: {
      role: config.dialRole === "nobody" ? null : config.dialRole,
      allow: config.dialAllow === null ? null : beginningsOf(config.dialAllow),
      deny: config.dialDeny === null ? [] : beginningsOf(config.dialDeny),
    },
    country: countryOf(config),
    listLeaseMs: 15 * 60_000,
    redialRule: redialRuleOf(config.country),
    callingHoursOf: callingHoursBy(ownHoursOf(config), outboundTrunk !== null),
    timeZone: timeZoneOf(config),
  };
}

const LEGS_AHEAD_MAX = 200;
const PORTS_PER_LEG = 2;

/** A leg that waits takes two media ports and a thread of the PBX: of our own PBX a quarter of the ports may wait. */
function legsAheadMax({ rtpPortMin, rtpPortMax }: Config, exchange: Exchange): number {
  if (!exchange.own) return LEGS_AHEAD_MAX;
  return Math.min(LEGS_AHEAD_MAX, Math.floor((rtpPortMax - rtpPortMin + 1) / 4 / PORTS_PER_LEG));
}

/** Worth trying on the web phone of the demonstration: each shows another way a caller is known, or not. */
export function demoCallers(config: Pick<Config, "demo">): WebphoneLogin["callers"] {
  if (!config.demo) return [];
  const [oneOfTwo = DEMO_NORMAL] = DEMO_SHARED;
  const keysOf = ({ account, pin }: DemoCase) => ({ account, pin });
  return [
    { number: DEMO_VIP.phone, label: DEMO_VIP.name, hint: "vip", keys: keysOf(DEMO_VIP) },
    { number: DEMO_NORMAL.phone, label: DEMO_NORMAL.name, hint: "normal", keys: keysOf(DEMO_NORMAL) },
    { number: DEMO_SHARED_PHONE, label: DEMO_SHARED_PHONE, hint: "shared", keys: keysOf(oneOfTwo) },
    // Whoever the number does not tell is asked for an account.
    { number: DEMO_UNKNOWN_NUMBER, label: DEMO_UNKNOWN_NUMBER, hint: "unknown", keys: keysOf(DEMO_NORMAL) },
    { number: null, label: "", hint: "withheld", keys: keysOf(DEMO_NORMAL) },
  ];
}

function beginningsOf(setting: string): readonly string[] {
  return setting.split(",").map((beginning) => beginning.trim());
}

/** Where the centre stands: what its days, its consoles and its prompts go by. */
export function timeZoneOf(config: Config): string {
  return config.timeZone ?? localTimeZone();
}

function ownHoursOf({ callingHours }: Config): NonNullable<ReturnType<typeof ownCallingHours>> {
  const own = ownCallingHours(callingHours);
  if (own !== null) return own;
  throw new StartUpError(
    "config-invalid",
    `CORDBOARD_CALLING_HOURS: ${callingHours} holds a time that is none, or ends before it begins`,
  );
}

/** The setting's form is checked; whether numbers of that country are known is what libphonenumber says. */
export function countryOf(config: Config): CountryCode {
  if (isCountry(config.country)) return config.country;
  throw new StartUpError(
    "config-invalid",
    `CORDBOARD_COUNTRY: ${config.country} is not a country with telephone numbers`,
  );
}
