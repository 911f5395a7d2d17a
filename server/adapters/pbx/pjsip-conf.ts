import { confName, confSection, type ConfEntry } from "./conf-text.ts";
import { StartUpError } from "../../../shared/errors/start-up-error.ts";
import { CONTEXTS, type PbxOptions, type TrunkOptions } from "./pbx-options.ts";

export const LOOPBACK = "127.0.0.1";

/** Transports, trunks and timers. Agents and web phones are not here: the server pushes them over ARI at login. */
export function pjsipConf(options: PbxOptions): string {
  const sections = [
    globalSections(),
    transports(options),
    ...options.trunks.map((trunk) => trunkSections(trunk, options)),
  ];
  return sections.join("\n");
}

function globalSections(): string {
  return [
    confSection("global", [
      ["type", "global"],
      ["user_agent", "Cordboard"],
      // Agents share the loopback or office address with trunks: who they say they are comes first, and is then
      // challenged. Trunks answer to their address only (identify_by=ip below).
      ["endpoint_identifier_order", "auth_username,username,ip"],
      // `global` would refuse calls because an unrelated task processor lags.
      ["taskprocessor_overload_trigger", "pjsip_only"],
      ["max_initial_qualify_time", 1],
      ["keep_alive_interval", 30],
      ["contact_expiration_check_interval", 5],
    ]),
    confSection("system", [
      ["type", "system"],
      // RFC 3261 17.1.1.2: T1 100 ms, B 64*T1. A dead leg fails in 6.4 s, not 32.
      ["timer_t1", 100],
      ["timer_b", 6400],
      ["threadpool_initial_size", 8],
      ["threadpool_auto_increment", 4],
      ["threadpool_max_size", 64],
    ]),
  ].join("\n");
}

function transports(options: PbxOptions): string {
  const external: ConfEntry[] =
    options.external === undefined
      ? []
      : [
          ["external_signaling_address", options.external.address],
          ["external_media_address", options.external.address],
          ...options.external.localNetworks.map((network): ConfEntry => ["local_net", network]),
        ];
  const udp = confSection("transport-udp", [
    ["type", "transport"],
    ["protocol", "udp"],
    ["bind", `${options.sipBindAddress ?? LOOPBACK}:${options.ports.sipUdp}`],
    ...external,
  ]);
  if (options.role === "carrier") return udp;
  // For ws and wss the listener is http.conf's; these sections only make the transport types known.
  const ws = confSection("transport-ws", [
    ["type", "transport"],
    ["protocol", "ws"],
    ["bind", LOOPBACK],
  ]);
  const wss = options.wss.enabled
    ? [
        confSection("transport-wss", [
          ["type", "transport"],
          ["protocol", "wss"],
          ["bind", LOOPBACK],
        ]),
      ]
    : [];
  return [udp, ws, ...wss].join("\n");
}

function trunkSections(trunk: TrunkOptions, options: PbxOptions): string {
  const name = trunkName(trunk.name);
  const credentials = trunk.username !== undefined && trunk.secret !== undefined;
  const auth = credentials ? `${name}-auth` : undefined;
  const sections = [
    confSection(name, [
      ["type", "endpoint"],
      ["transport", "transport-udp"],
      ["context", CONTEXTS.trunk],
      ["disallow", "all"],
      ["allow", (trunk.codecs ?? ["ulaw", "alaw"]).join(",")],
      ["aors", name],
      // Only its addresses make a request this trunk's; a From header saying so must not.
      ["identify_by", "ip"],
      ["direct_media", false],
      ["rtp_symmetric", true],
      ["force_rport", true],
      ["dtmf_mode", "rfc4733"],
      ["trust_id_inbound", true],
      ["send_pai", true],
      ["100rel", "no"],
      ["timers", "yes"],
      ["allow_subscribe", false],
      ["allow_transfer", false],
      ["rtp_timeout", 120],
      ["media_address", options.mediaAddress ?? LOOPBACK],
      ["bind_rtp_to_media_address", true],
      ["max_video_streams", 0],
      ...(auth === undefined ? [] : [["outbound_auth", auth] as const]),
    ]),
    confSection(name, [
      ["type", "aor"],
      ["contact", `sip:${sipHost(trunk.host)}:${trunk.port}`],
      ["qualify_frequency", trunk.qualifySeconds ?? (/^(?:127\.|localhost$|\[::1\]$)/.test(trunk.host) ? 0 : 15)],
      ["qualify_timeout", 3],
    ]),
    confSection(name, [
      ["type", "identify"],
      ["endpoint", name],
      ...trunk.matchIps.map((address): ConfEntry => ["match", matchAddress(address)]),
    ]),
  ];
  if (credentials) {
    sections.push(
      confSection(`${name}-auth`, [
        ["type", "auth"],
        ["auth_type", "userpass"],
        ["username", trunk.username],
        ["password", trunk.secret],
      ]),
    );
    if (trunk.register === true) {
      sections.push(
        confSection(`${name}-registration`, [
          ["type", "registration"],
          ["transport", "transport-udp"],
          ["outbound_auth", `${name}-auth`],
          ["server_uri", `sip:${sipHost(trunk.host)}:${trunk.port}`],
          ["client_uri", `sip:${sipUser(trunk.username)}@${sipHost(trunk.host)}`],
          ["retry_interval", 30],
          ["forbidden_retry_interval", 300],
          ["expiration", 600],
        ]),
      );
    }
  }
  return sections.join("\n");
}

function trunkName(name: string): string {
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name) || name.startsWith("agent-") || name.startsWith("webphone")) {
    throw new StartUpError(
      "config-invalid",
      `"${name.slice(0, 40)}" cannot name a trunk: use lower-case letters, digits and hyphens, not agent- or webphone`,
    );
  }
  return confName(name);
}

function sipHost(host: string): string {
  if (!/^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:]{2,45}\])$/.test(host))
    throw new StartUpError("config-invalid", `"${host.slice(0, 60)}" is not a host name or address`);
  return host;
}

function sipUser(user: string): string {
  return encodeURIComponent(user);
}

function matchAddress(address: string): string {
  if (!/^[0-9A-Fa-f.:[\]]{2,45}(?::\d{1,5})?(?:\/\d{1,3})?$/.test(address))
    throw new StartUpError("config-invalid", `"${address.slice(0, 60)}" is not an address or network`);
  return address;
}
