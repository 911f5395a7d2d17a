import Type from "typebox";

/** One row of the configuration: where it comes from, what it may be, what it is when nobody says anything. */
export interface Setting<T extends Type.TSchema = Type.TSchema> {
  readonly env: string;
  readonly schema: T;
  readonly defaultValue: Type.Static<T>;
  readonly help: string;
  /** Never printed. */
  readonly secret?: true;
}

const setting = <T extends Type.TSchema>(
  env: string,
  schema: T,
  defaultValue: NoInfer<Type.Static<T>>,
  help: string,
): Setting<T> => ({ env, schema, defaultValue, help });

const port = Type.Integer({ minimum: 1, maximum: 65_535 });
const text = Type.String({ minLength: 1, maxLength: 500 });
const dialBeginnings = Type.String({ pattern: "^\\+[0-9]*( *, *\\+[0-9]*)*$", maxLength: 500 });
const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/**
 * The whole configuration. Each row is an environment variable and, by its name here, a key of `config.json` in the data
 * folder; the variable wins. `npm run up -- --help` prints this table.
 */
export const SETTINGS = {
  host: setting("CORDBOARD_HOST", text, "127.0.0.1", "Address every listener binds to."),
  httpPort: setting("CORDBOARD_HTTP_PORT", port, 8440, "Console, wallboard, web phone and API."),
  pbxHttpPort: setting("CORDBOARD_PBX_HTTP_PORT", port, 8088, "ARI and SIP over WebSocket of the own exchange."),
  sipPort: setting("CORDBOARD_SIP_PORT", port, 5060, "SIP over UDP of the own exchange (trunk and SIP phones)."),
  rtpPortMin: setting("CORDBOARD_RTP_PORT_MIN", port, 18_000, "First port for voice (RTP)."),
  rtpPortMax: setting("CORDBOARD_RTP_PORT_MAX", port, 18_999, "Last port for voice (RTP); four per call."),
  pbxUrl: setting(
    "CORDBOARD_PBX_URL",
    nullable(Type.String({ pattern: "^https?://", maxLength: 500 })),
    null,
    "An existing Asterisk: http://user:password@host:port of its ARI. None: an own one is provided.",
  ),
  pbxImage: setting(
    "CORDBOARD_PBX_IMAGE",
    nullable(Type.String({ pattern: "^[a-z0-9][a-zA-Z0-9._/:@-]*$", maxLength: 300 })),
    null,
    "A Docker image with Asterisk, which is then the own exchange. None: Docker only where no Asterisk can be had otherwise.",
  ),
  pbxMediaUrl: setting(
    "CORDBOARD_PBX_MEDIA_URL",
    nullable(Type.String({ pattern: "^(files|https?://[^/]+)$", maxLength: 500 })),
    null,
    "Where the Asterisk of CORDBOARD_PBX_URL fetches announcements from this server, or `files`: it sees the data folder. None: this server's own address.",
  ),
  sipHost: setting(
    "CORDBOARD_SIP_HOST",
    text,
    "127.0.0.1",
    "Address SIP (UDP) and voice bind to; an address of the network for a trunk or SIP phones.",
  ),
  publicAddress: setting(
    "CORDBOARD_PUBLIC_ADDRESS",
    nullable(text),
    null,
    "Behind NAT: the address the carrier sees. None: the same as CORDBOARD_SIP_HOST.",
  ),
  sipWsUrl: setting(
    "CORDBOARD_SIP_WS_URL",
    nullable(Type.String({ pattern: "^wss?://", maxLength: 500 })),
    null,
    "Where browsers reach SIP over WebSocket, when that is not the own exchange (or, with TLS, this server's /sip).",
  ),
  tlsCert: setting(
    "CORDBOARD_TLS_CERT",
    nullable(text),
    null,
    "File with the certificate chain (PEM). With CORDBOARD_TLS_KEY: https, and SIP over wss at /sip of the same port.",
  ),
  tlsKey: setting("CORDBOARD_TLS_KEY", nullable(text), null, "File with the private key (PEM)."),
  trunkHost: setting("CORDBOARD_TRUNK_HOST", nullable(text), null, "The carrier's SIP server. None: no outside lines."),
  trunkPort: setting("CORDBOARD_TRUNK_PORT", port, 5060, "The carrier's SIP port (UDP)."),
  trunkUser: setting("CORDBOARD_TRUNK_USER", nullable(text), null, "Login at the carrier, where it wants one."),
  trunkSecret: {
    ...setting("CORDBOARD_TRUNK_SECRET", nullable(text), null, "Password at the carrier."),
    secret: true,
  },
  trunkAllowFrom: setting(
    "CORDBOARD_TRUNK_ALLOW_FROM",
    nullable(text),
    null,
    "Addresses or networks (comma between) the carrier calls from. None: CORDBOARD_TRUNK_HOST.",
  ),
  trunkRegister: setting("CORDBOARD_TRUNK_REGISTER", Type.Boolean(), false, "Register at the carrier with the login."),
  callerId: setting(
    "CORDBOARD_CALLER_ID",
    nullable(Type.String({ pattern: "^\\+?[0-9]{2,15}$" })),
    null,
    "Number shown to people who are called. None: the first service number.",
  ),
  country: setting(
    "CORDBOARD_COUNTRY",
    Type.String({ pattern: "^[A-Z]{2}$" }),
    "CN",
    "Country (ISO 3166) in which a number without country code is read.",
  ),
  timeZone: setting(
    "CORDBOARD_TIME_ZONE",
    nullable(text),
    null,
    "Time zone of the centre (IANA, e.g. `Asia/Shanghai`): its days, and the times consoles show. None: this machine's.",
  ),
  monitorShown: setting(
    "CORDBOARD_MONITOR_SHOWN",
    Type.Boolean(),
    true,
    "Agents see when a supervisor listens to their call, until it is set under Admin. Who whispers or barges in is always shown.",
  ),
  dialRole: setting(
    "CORDBOARD_DIAL_ROLE",
    Type.Union([Type.Literal("agent"), Type.Literal("supervisor"), Type.Literal("admin"), Type.Literal("nobody")]),
    "agent",
    "Lowest role that may dial a number of its own, consult or transfer to one: agent, supervisor, admin, nobody.",
  ),
  dialAllow: setting(
    "CORDBOARD_DIAL_ALLOW",
    nullable(dialBeginnings),
    null,
    "Numbers people may dial: beginnings with +, comma between (`+` is every number). None: those of CORDBOARD_COUNTRY.",
  ),
  dialDeny: setting(
    "CORDBOARD_DIAL_DENY",
    nullable(dialBeginnings),
    null,
    "Numbers nobody may dial, whatever else is allowed: beginnings with +, comma between.",
  ),
  callingHours: setting(
    "CORDBOARD_CALLING_HOURS",
    nullable(
      Type.String({
        pattern: "^[A-Z]{2}=[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}(, ?[A-Z]{2}=[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2})*$",
      }),
    ),
    null,
    "Hours at which call lists ring people of a country, there, on every day, instead of the rules that are known: `US=10:00-19:00`, comma between. None: the rules.",
  ),
  demo: setting("CORDBOARD_DEMO", Type.Boolean(), true, "Fill an empty data folder with the demonstration company."),
  openBrowser: setting(
    "CORDBOARD_OPEN",
    Type.Boolean(),
    true,
    "Open the console in the browser where there is a screen.",
  ),
  strictWire: setting(
    "CORDBOARD_STRICT_WIRE",
    Type.Boolean(),
    false,
    "For tests: what the server sends is checked against the protocol too, and a difference is an error.",
  ),
  logLevel: setting(
    "CORDBOARD_LOG_LEVEL",
    Type.Union([
      Type.Literal("error"),
      Type.Literal("warn"),
      Type.Literal("info"),
      Type.Literal("debug"),
      Type.Literal("trace"),
    ]),
    "info",
    "How much goes into the log: error, warn, info, debug, trace.",
  ),
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

export type SettingValues = { readonly [K in SettingName]: Type.Static<(typeof SETTINGS)[K]["schema"]> };

/** Variables that other parts read before or without the configuration. */
export const OTHER_VARIABLES = {
  CORDBOARD_DATA_DIR:
    "Data folder: database, secrets, recordings, log. Default: ${XDG_DATA_HOME:-~/.local/share}/cordboard",
  CORDBOARD_CACHE_DIR: "Unpacked programs (Asterisk, espeak-ng). Default: ${XDG_CACHE_HOME:-~/.cache}/cordboard",
  CORDBOARD_SERVER_URL: "Where the desktop application finds the server. Default: http://127.0.0.1:8440",
} as const;
