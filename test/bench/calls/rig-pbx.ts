import { join } from "node:path";
import { findAsterisk } from "../../../server/adapters/pbx/find-asterisk.ts";
import { type RunningPbx, startPbx } from "../../../server/adapters/pbx/start-pbx.ts";
import { freePbxPorts } from "../../fakes/free-pbx-ports.ts";
import { AGENT_ADDRESS, AGENTS, APP_QUEUE_DNIS, CALLER_ADDRESS } from "./rig-addresses.ts";

/** Outside the block of media ports, which 600 calls at once need. */
const SIP_PORT = 25_080;

export const ARI_USER = "cordboard";
export const ARI_SECRET = "bench-secret-of-loopback-only";

/** SIPp's callers never send a packet of sound; who really is silent for two minutes has lost the line (pjsip-conf.ts). */
const SILENT_CARRIER = "[carrier](+)\nrtp_timeout = 0\n\n";

/**
 * One PBX for both: the server's direct line, and app_queue with as many agents at the same SIPp. The peer is set up as
 * favourably as it can be: `autofill`, no announcements, no wrap-up, members that are known to be free.
 */
export async function startRigPbx(
  folder: string,
  ports: { readonly callers: number; readonly agents: number },
  report: (line: string) => void,
): Promise<{ pbx: RunningPbx; sipPort: number }> {
  const free = await freePbxPorts();
  const members = Array.from({ length: AGENTS }, (_, index) => `qa${index}`);
  const pbx = await startPbx(
    {
      role: "cordboard",
      runDir: join(folder, "pbx"),
      ports: { ...free, sipUdp: SIP_PORT, rtpStart: 40_000, rtpEnd: 47_999 },
      ariUser: ARI_USER,
      ariSecret: ARI_SECRET,
      appName: "cordboard",
      trunks: [{ name: "carrier", host: CALLER_ADDRESS, port: ports.callers, matchIps: [CALLER_ADDRESS] }],
      wss: { enabled: false },
      additions: {
        "extensions.conf": `[from-trunk]\nexten => ${APP_QUEUE_DNIS},1,Queue(bench,I)\n same => n,Hangup()\n`,
        "queues.conf": `[bench]\nstrategy = rrmemory\ntimeout = 15\nretry = 1\nringinuse = no\nautofill = yes\nwrapuptime = 0\n${members.map((name) => `member => PJSIP/${name}`).join("\n")}\n`,
        "pjsip.conf": `${SILENT_CARRIER}${members.map((name) => memberSections(name, ports.agents)).join("\n")}`,
      },
    },
    { installation: await findAsterisk({ onProgress: report }), onProgress: report },
  );
  return { pbx, sipPort: SIP_PORT };
}

function memberSections(name: string, port: number): string {
  return `[${name}]
type = endpoint
transport = transport-udp
context = from-agents
disallow = all
allow = ulaw,alaw
aors = ${name}
direct_media = no
timers = no

[${name}]
type = aor
contact = sip:${name}@${AGENT_ADDRESS}:${port}
`;
}
