/**
 * What to generate and run. `cordboard` is the contact centre's own PBX; `carrier` is a second, independent one that plays
 * the telephone network in tests: only trunks and its own Stasis application.
 */
export interface PbxOptions {
  readonly role: "cordboard" | "carrier";
  /** Private folder of this instance: configuration, data base, spool, log, pid file. Created with mode 0700. */
  readonly runDir: string;
  readonly ports: PbxPorts;
  readonly ariUser: string;
  /** At least 16 characters; stands in a 0600 file inside `runDir`. */
  readonly ariSecret: string;
  /** Stasis application that gets every call. */
  readonly appName: string;
  readonly trunks: readonly TrunkOptions[];
  /** Address the SIP trunk transport listens on; default 127.0.0.1. */
  readonly sipBindAddress?: string;
  /** Address RTP is bound to and announced in SDP; default 127.0.0.1. */
  readonly mediaAddress?: string;
  /** Behind NAT towards the trunks: the public address to announce there, and the networks to which it does not apply. */
  readonly external?: { readonly address: string; readonly localNetworks: readonly string[] };
  /** Folders outside of `runDir` whose files it plays, by their own paths; one in a container gets them, for reading only. */
  readonly soundDirs?: readonly string[];
  /** Folder of music on hold; default: what the installation brings. */
  readonly mohDir?: string;
  /** TLS on `ports.https` for wss://; plain ws:// on the HTTP port stays for loopback and for a proxy in front. */
  readonly wss:
    | { readonly enabled: false }
    | { readonly enabled: true; readonly certFile: string; readonly keyFile: string };
  /** Sizes Asterisk's HTTP session limit, which agents, ARI socket and ARI requests share. Default 200. */
  readonly agentsMax?: number;
  readonly survival?: SurvivalOptions;
  /** Text to append to generated files, by file name (`queues.conf`): an operator's own lines, the peer of a measurement. */
  readonly additions?: Readonly<Record<string, string>>;
  /** Kills the PBX when this process dies in any way (Linux). Default true. */
  readonly dieWithParent?: boolean;
}

export interface PbxPorts {
  /** ARI and `ws://` for agents, on loopback. */
  readonly http: number;
  readonly https?: number;
  readonly sipUdp: number;
  /** First and last UDP port of media; an even start, at least 100 ports. */
  readonly rtpStart: number;
  readonly rtpEnd: number;
}

export interface TrunkOptions {
  /** Endpoint name, `PJSIP/<number>@<name>` dials out over it: lower-case letters, digits, hyphens; not `agent-…`, not `webphone…`. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Addresses or networks calls are accepted from; there is no anonymous endpoint, everything else is refused. */
  readonly matchIps: readonly string[];
  /** Credentials for calls we send, and for `register`. */
  readonly username?: string;
  readonly secret?: string;
  readonly register?: boolean;
  /**
   * Seconds between OPTIONS that check the trunk; while it does not answer, calls over it fail at once. 0: never checked.
   * Default 15, and 0 for a loopback host: a peer on this machine answers or is refused at once, and may start after us.
   */
  readonly qualifySeconds?: number;
  /** Default `ulaw,alaw`. */
  readonly codecs?: readonly string[];
}

/** What callers hear while the server is down, from the dial plan alone. Names as in Playback(), without extension. */
export interface SurvivalOptions {
  readonly greetingSound?: string;
  readonly apologySound?: string;
  /** Longest time in the survival queue before the apology. Default 600. */
  readonly waitMaxSeconds?: number;
}

/** Global dial-plan variable with the endpoints the survival queue may ring, joined by `&`: the server sets it over ARI. */
export const SURVIVAL_AGENTS_VARIABLE = "CORDBOARD_SURVIVAL_AGENTS";
/** Dial-plan contexts: where calls of each kind of endpoint enter. */
export const CONTEXTS = { trunk: "from-trunk", agents: "from-agents", webphone: "from-webphone" } as const;
