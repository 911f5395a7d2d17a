import { join } from "node:path";
import { confName, confSection } from "./conf-text.ts";
import { extensionsConf } from "./extensions-conf.ts";
import { modulesConf } from "./modules-conf.ts";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import type { PbxOptions } from "./pbx-options.ts";
import { LOOPBACK, pjsipConf } from "./pjsip-conf.ts";
import { stasisConf } from "./stasis-conf.ts";

/** Facts about the installation which the configuration needs. */
export interface ConfigSurroundings {
  readonly modulesDir: string;
  /** File names in `modulesDir`. */
  readonly moduleFiles: readonly string[];
  /** Folder with music on hold; undefined when there is none. */
  readonly mohDir: string | undefined;
  /** Folder of the control socket; short, a socket's path may have 107 bytes only (unix(7)). */
  readonly socketDir: string;
}

const AGENTS_MAX_DEFAULT = 200;

/** All configuration files by name. Pure; throws config-invalid on options that cannot be written safely. */
export function asteriskConfig(options: PbxOptions, surroundings: ConfigSurroundings): ReadonlyMap<string, string> {
  assertOptions(options);
  const files = new Map([
    ["asterisk.conf", asteriskConf(options, surroundings)],
    ["modules.conf", modulesConf(surroundings.moduleFiles)],
    ["http.conf", httpConf(options)],
    ["ari.conf", ariConf(options)],
    ["pjsip.conf", pjsipConf(options)],
    ["sorcery.conf", sorceryConf()],
    ["rtp.conf", rtpConf(options)],
    ["extensions.conf", extensionsConf(options)],
    ["queues.conf", queuesConf()],
    [
      "musiconhold.conf",
      surroundings.mohDir === undefined
        ? ""
        : confSection("default", [
            ["mode", "files"],
            ["directory", surroundings.mohDir],
            ["sort", "alpha"],
          ]),
    ],
    ["logger.conf", loggerConf()],
    ["indications.conf", INDICATIONS],
    // Off although the modules are not loaded: their cores are part of the Asterisk binary.
    ["cdr.conf", confSection("general", [["enable", false]])],
    ["cel.conf", confSection("general", [["enable", false]])],
    ["manager.conf", confSection("general", [["enabled", false]])],
    ["stasis.conf", stasisConf()],
    // Present but empty: absent files make Asterisk warn.
    ...[
      "features.conf",
      "ccss.conf",
      "udptl.conf",
      "acl.conf",
      "codecs.conf",
      "extconfig.conf",
      "pjproject.conf",
      "cli.conf",
      "cli_permissions.conf",
      "cli_aliases.conf",
      "dsp.conf",
      "enum.conf",
      "dnsmgr.conf",
      "hep.conf",
      "websocket_client.conf",
      "pjsip_notify.conf",
      "queuerules.conf",
    ].map((name): [string, string] => [name, ""]),
  ]);
  for (const [name, text] of Object.entries(options.additions ?? {})) {
    const generated = files.get(name);
    if (generated === undefined) throw new StartUpError("config-invalid", `there is no configuration file ${name}`);
    files.set(name, `${generated}\n${text}\n`);
  }
  return files;
}

function assertOptions(options: PbxOptions): void {
  const { ports } = options;
  for (const port of [
    ports.http,
    ports.sipUdp,
    ports.rtpStart,
    ports.rtpEnd,
    ...(ports.https === undefined ? [] : [ports.https]),
  ]) {
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new StartUpError("config-invalid", `${port} is not a port`);
  }
  if (ports.rtpEnd - ports.rtpStart < 99) throw new StartUpError("config-invalid", "media needs at least 100 ports");
  if (ports.sipUdp >= ports.rtpStart && ports.sipUdp <= ports.rtpEnd)
    throw new StartUpError("config-invalid", "the SIP port lies inside the media ports");
  if (options.ariSecret.length < 16)
    throw new StartUpError("config-invalid", "the ARI secret is shorter than 16 characters");
  if (options.wss.enabled && ports.https === undefined)
    throw new StartUpError("config-invalid", "wss is on but no https port is given");
  const names = options.trunks.map((trunk) => trunk.name);
  if (new Set(names).size !== names.length) throw new StartUpError("config-invalid", "two trunks have the same name");
}

function asteriskConf(options: PbxOptions, surroundings: ConfigSurroundings): string {
  const dir = (name: string): string => join(options.runDir, name);
  return [
    confSection("directories", [
      ["astetcdir", dir("etc")],
      ["astmoddir", surroundings.modulesDir],
      ["astcachedir", dir("cache")],
      ["astvarlibdir", dir("lib")],
      ["astdbdir", dir("lib")],
      ["astkeydir", dir("lib")],
      ["astdatadir", dir("data")],
      ["astagidir", dir("lib")],
      ["astspooldir", dir("spool")],
      ["astrundir", surroundings.socketDir],
      ["astlogdir", dir("log")],
      ["astsbindir", dir("lib")],
    ]),
    confSection("options", [
      ["verbose", 0],
      ["debug", 0],
      ["nocolor", true],
      ["hideconnect", true],
      // Digits of 40 ms are taken as they are (ITU-T Q.24); by default each is stretched to 80 ms, and ten take more than a second.
      ["mindtmfduration", 40],
      ["maxfiles", 65_536],
      // No System(), SHELL() and the like from a variable set over a protocol.
      ["live_dangerously", false],
      ["systemname", options.role],
    ]),
    confSection("files", [
      ["astctlpermissions", "0600"],
      ["astctl", "asterisk.ctl"],
    ]),
  ].join("\n");
}

function httpConf(options: PbxOptions): string {
  const agentsMax = options.agentsMax ?? AGENTS_MAX_DEFAULT;
  return confSection("general", [
    ["servername", "Cordboard"],
    ["enabled", true],
    // ARI shares this listener with /ws: it never leaves loopback, a proxy publishes /ws only.
    ["bindaddr", LOOPBACK],
    ["bindport", options.ports.http],
    ["sessionlimit", 2 * agentsMax + 100],
    ["session_inactivity", 30_000],
    ["session_keep_alive", 30_000],
    ["enable_static", false],
    ["enable_status", false],
    ...(options.wss.enabled && options.ports.https !== undefined
      ? ([
          ["tlsenable", true],
          ["tlsbindaddr", `${LOOPBACK}:${options.ports.https}`],
          ["tlscertfile", options.wss.certFile],
          ["tlsprivatekey", options.wss.keyFile],
        ] as const)
      : []),
  ]);
}

function ariConf(options: PbxOptions): string {
  return [
    // Asterisk drops an event consumer whose TCP buffer stays full for this long (milliseconds).
    confSection("general", [
      ["enabled", true],
      ["pretty", false],
      ["websocket_write_timeout", 2_000],
    ]),
    confSection(confName(options.ariUser), [
      ["type", "user"],
      ["read_only", false],
      ["password", options.ariSecret],
      ["password_format", "plain"],
    ]),
  ].join("\n");
}

/**
 * Objects pushed over ARI live in memory: a PBX restart forgets every agent's secret and registration, so nobody looks
 * registered who is not. The server pushes them again on its next connect. Static files stay readable beside them.
 */
function sorceryConf(): string {
  const both = (type: string): string => `${type} = config,pjsip.conf,criteria=type=${type}\n${type} = memory`;
  return ["[res_pjsip]", both("auth"), both("aor"), both("endpoint"), "contact = memory", ""].join("\n");
}

function rtpConf(options: PbxOptions): string {
  return confSection("general", [
    ["rtpstart", options.ports.rtpStart],
    ["rtpend", options.ports.rtpEnd],
    // No stunaddr: on a LAN it only delays the answer.
    ["icesupport", true],
    ["strictrtp", true],
  ]);
}

function queuesConf(): string {
  return [
    confSection("general", [
      ["persistentmembers", false],
      ["autofill", true],
    ]),
    confSection("survival", [
      ["musicclass", "default"],
      ["strategy", "leastrecent"],
      ["timeout", 20],
      ["retry", 1],
      ["ringinuse", false],
      ["joinempty", "unavailable,invalid,unknown"],
      ["leavewhenempty", "unavailable,invalid,unknown"],
      ["announce-frequency", 0],
    ]),
  ].join("\n");
}

function loggerConf(): string {
  return [
    confSection("general", [
      ["dateformat", "%F %T.%3q"],
      ["queue_log", false],
      ["rotatestrategy", "rotate"],
      ["logger_queue_limit", 1_000],
    ]),
    // No verbose channel: it would write callers' numbers.
    "[logfiles]",
    "messages.log => notice,warning,error",
    "",
  ].join("\n");
}

/** Tones of ITU-T E.180 for the two countries the demonstration speaks the language of. */
const INDICATIONS = [
  confSection("general", [["country", "us"]]),
  confSection("us", [
    ["description", "United States"],
    ["ringcadence", "2000,4000"],
    ["dial", "350+440"],
    ["busy", "480+620/500,0/500"],
    ["ring", "440+480/2000,0/4000"],
    ["congestion", "480+620/250,0/250"],
    ["callwaiting", "440/300,0/10000"],
    ["record", "1400/500,0/15000"],
    ["info", "!950/330,!1400/330,!1800/330,0"],
  ]),
  confSection("cn", [
    ["description", "China"],
    ["ringcadence", "1000,4000"],
    ["dial", "450"],
    ["busy", "450/350,0/350"],
    ["ring", "450/1000,0/4000"],
    ["congestion", "450/700,0/700"],
    ["callwaiting", "450/400,0/4000"],
    ["record", "950/400,0/10000"],
    ["info", "450/100,0/100,450/100,0/100,450/100,0/100,450/400,0/400"],
  ]),
].join("\n");
