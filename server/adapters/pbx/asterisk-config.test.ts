import { describe, expect, it } from "vitest";
import { asteriskConfig } from "./asterisk-config.ts";
import { REQUIRED_MODULE_FILES, modulesConf } from "./modules-conf.ts";
import { SURVIVAL_AGENTS_VARIABLE, type PbxOptions, type TrunkOptions } from "./pbx-options.ts";

const SURROUNDINGS = { modulesDir: "/m", moduleFiles: REQUIRED_MODULE_FILES, mohDir: "/moh", socketDir: "/run/x" };
const TRUNK: TrunkOptions = {
  name: "carrier",
  host: "sip.example.com",
  port: 5060,
  matchIps: ["192.0.2.7", "198.51.100.0/24"],
};
const OPTIONS: PbxOptions = {
  role: "cordboard",
  runDir: "/data/pbx",
  ports: { http: 8088, sipUdp: 5060, rtpStart: 10_000, rtpEnd: 10_999 },
  ariUser: "cordboard",
  ariSecret: "0123456789abcdef",
  appName: "cordboard",
  trunks: [TRUNK],
  wss: { enabled: false },
};

const generate = (overrides: Partial<PbxOptions> = {}) => asteriskConfig({ ...OPTIONS, ...overrides }, SURROUNDINGS);
const file = (name: string, overrides: Partial<PbxOptions> = {}): string => generate(overrides).get(name) ?? "";
const refused = (overrides: Partial<PbxOptions>) =>
  expect(() => generate(overrides)).toThrow(expect.objectContaining({ code: "config-invalid" }));

describe("asteriskConfig", () => {
  it("listens on loopback only unless told otherwise", () => {
    for (const [name, text] of generate()) {
      expect(text.match(/^(?:bind|bindaddr|tlsbindaddr|media_address) = (?!127\.0\.0\.1)/gm), name).toBeNull();
    }
    expect(file("pjsip.conf", { sipBindAddress: "192.0.2.1" })).toContain("bind = 192.0.2.1:5060");
    expect(file("http.conf", { sipBindAddress: "192.0.2.1" })).toContain("bindaddr = 127.0.0.1");
  });

  it("loads an explicit list without CDR, CEL and AMI, and says which modules an Asterisk lacks", () => {
    const text = file("modules.conf");
    expect(text).toContain("autoload = no");
    expect(text).not.toMatch(/cdr_|cel_|manager|anonymous/);
    expect(() => modulesConf([])).toThrow(expect.objectContaining({ code: "no-pbx" }));
  });

  it.each([
    ["both", ["res_timing_timerfd.so", "res_timing_pthread.so"], ["load = res_timing_pthread.so"]],
    ["one", ["res_timing_timerfd.so"], ["load = res_timing_timerfd.so"]],
    ["none", [], []],
  ])("one clock, that of one thread for all channels where there is one: of %s", (_, clocks, loaded) => {
    const lines = modulesConf([...REQUIRED_MODULE_FILES, ...clocks]).split("\n");
    expect(lines.filter((line) => line.includes("res_timing"))).toEqual(loaded);
  });

  it("declines messages nobody listens to, but none that an event of ours or a bridge's members come from", () => {
    const text = file("stasis.conf");
    expect(text).toMatch(/^\[declined_message_types\]\n(decline = ast_\w+_type\n)+$/);
    expect(text).toContain("decline = ast_channel_varset_type\n");
    expect(text).not.toMatch(
      /hangup|snapshot|entered_bridge|left_bridge|dtmf_end|device_state|endpoint|playback|recording|subscription/,
    );
  });

  it("accepts a trunk's calls by address only and has no anonymous endpoint", () => {
    const text = file("pjsip.conf");
    expect(text).toContain("identify_by = ip");
    expect(text).toContain("match = 192.0.2.7\nmatch = 198.51.100.0/24");
    expect(text).toContain("endpoint_identifier_order = auth_username,username,ip");
    expect(text).not.toContain("anonymous");
    expect(text).toContain("timer_t1 = 100\ntimer_b = 6400");
  });

  it("checks trunks of other machines, not a peer on this one", () => {
    const qualify = (host: string) =>
      /qualify_frequency = (\d+)/.exec(file("pjsip.conf", { trunks: [{ ...TRUNK, host }] }))?.[1];
    expect([qualify("sip.example.com"), qualify("127.0.0.1"), qualify("localhost")]).toEqual(["15", "0", "0"]);
  });

  it("writes credentials and a registration only where the trunk has them", () => {
    expect(file("pjsip.conf")).not.toMatch(/type = (?:auth|registration)/);
    const text = file("pjsip.conf", { trunks: [{ ...TRUNK, username: "u@x", secret: "p;w", register: true }] });
    expect(text).toContain("password = p\\;w");
    expect(text).toContain("client_uri = sip:u%40x@sip.example.com");
  });

  it("counts agents, ARI and requests into the session limit", () => {
    expect(file("http.conf", { agentsMax: 500 })).toContain("sessionlimit = 1100");
  });

  it("sends every call to Stasis first and only trunk and web phone on to the survival queue", () => {
    const text = file("extensions.conf");
    const context = (name: string) => text.split(`[${name}]`)[1]?.split("\n[")[0] ?? "";
    expect(context("from-trunk")).toMatch(
      /,1,Stasis\(cordboard,inbound,[^\n]+\n same => n,GotoIf\(.*FAILED.*\?away\)\n same => n,Hangup\(\)\n[^]*survival,s,1\)/,
    );
    expect(context("from-webphone")).toMatch(/_X!,1,Stasis\(cordboard,webphone,[^]*survival,s,1\)/);
    // The application is asked for again, with the number that was dialled and how long they have waited.
    expect(context("survival")).toMatch(/Queue\(survival,[^)]*\),,,15\)[^]*Goto\(\$\{DIALLED_IN\},\$\{DIALLED\},1\)/);
    for (const name of ["from-trunk", "from-webphone"]) expect(context(name)).toMatch(/,\$\{SURVIVAL_WAITED\}\)\n/);
    expect(context("from-agents")).toMatch(/Stasis\(cordboard,agent,/);
    expect(context("from-agents")).not.toMatch(/survival|Dial/);
    // The headset check ends by itself; the only thing an agent's phone reaches beside the server.
    expect(context("from-agents")).toMatch(/exten => echo-test,1,Set\(TIMEOUT\(absolute\)=30\)\n[^[]*Echo\(\)/);
    expect(context("survival")).toContain(SURVIVAL_AGENTS_VARIABLE);
    expect(text).not.toContain("Dial(");
  });

  it("gives the carrier trunks and Stasis, no agents, no survival, no WebSocket", () => {
    const carrier = generate({ role: "carrier", appName: "network" });
    expect(carrier.get("extensions.conf")).toContain("Stasis(network,inbound,");
    expect(carrier.get("extensions.conf")).not.toMatch(/survival|from-agents|from-webphone/);
    expect(carrier.get("pjsip.conf")).not.toContain("protocol = ws");
  });

  it("opens wss with the certificate given", () => {
    const wss = { enabled: true, certFile: "/c.pem", keyFile: "/k.pem" } as const;
    const text = file("http.conf", { wss, ports: { ...OPTIONS.ports, https: 8089 } });
    expect(text).toContain("tlsbindaddr = 127.0.0.1:8089\ntlscertfile = /c.pem\ntlsprivatekey = /k.pem");
    refused({ wss });
  });

  it("keeps pushed logins and registrations in memory: none survives a restart of the PBX", () => {
    expect(file("sorcery.conf")).toContain("endpoint = memory\ncontact = memory");
  });

  it("is refused rather than written when a value could change the configuration's meaning", () => {
    refused({ ariSecret: "0123456789abcdef\n[x]" });
    refused({ trunks: [{ ...TRUNK, username: "u", secret: "x\ncontext=evil" }] });
    refused({ trunks: [{ ...TRUNK, host: "x]\n" }] });
    refused({ trunks: [{ ...TRUNK, matchIps: ["any\n"] }] });
    refused({ trunks: [{ ...TRUNK, name: "agent-7" }] });
    refused({ trunks: [TRUNK, TRUNK] });
    refused({ appName: "a,b" });
    refused({ ariSecret: "short" });
    refused({ survival: { greetingSound: "x),System(y" } });
    refused({ ports: { ...OPTIONS.ports, http: 0 } });
    refused({ ports: { ...OPTIONS.ports, rtpEnd: 10_050 } });
    refused({ ports: { ...OPTIONS.ports, sipUdp: 10_010 } });
  });
});
