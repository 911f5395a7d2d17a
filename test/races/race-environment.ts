import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEMO_LOGINS } from "../../server/demo/demo-logins.ts";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import { type Environment, startEnvironment } from "../e2e/environment.ts";
import { cancelRaces, type RaceOptions, type RaceResult } from "./cancel-races.ts";
import { RacingAgent } from "./racing-agent.ts";

const REQUEST_LIMIT_MS = 5_000;
const AGENT_ANSWERS_AFTER_MS = 60;

export interface RaceEnvironment {
  readonly env: Environment;
  run(calls: number, callsPerSecond: number, random: () => number): Promise<RaceResult>;
  stop(): Promise<void>;
}

/** The server, its exchange, and all agents of the demonstration at robots' desks. */
export async function startRaceEnvironment(random: () => number): Promise<RaceEnvironment> {
  const env = await startEnvironment();
  const agents: RacingAgent[] = [];
  const stop = async () => {
    for (const agent of agents) await agent.stop();
    await env.stop();
  };
  try {
    // Around the time the races are aimed at, so that a phone's 200 and the exchange's CANCEL cross.
    const answerAfterMs = () => AGENT_ANSWERS_AFTER_MS + random() * 20;
    for (const { login } of DEMO_LOGINS.filter(({ role }) => role === "agent")) {
      const { token } = await env.api(login);
      agents.push(await RacingAgent.start(env.server.url, login, token, answerAfterMs));
    }
    const supervisor = await env.api("sofia");
    return {
      env,
      stop,
      run: (calls, callsPerSecond, order) =>
        cancelRaces({
          calls,
          callsPerSecond,
          random: order,
          agents,
          sipPort: env.pbxPorts.sipUdp,
          number: DEMO_SERVICE_NUMBERS.serviceDirect,
          agentAnswersAfterMs: AGENT_ANSWERS_AFTER_MS,
          onExchange: () => onExchange(env),
          openContacts: async () => (await supervisor.contacts()).filter(({ phase }) => phase !== "closed").length,
        }),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Asked of the exchange itself: what the server believes is not the question. */
async function onExchange({ server, pbxPorts }: Environment): Promise<Awaited<ReturnType<RaceOptions["onExchange"]>>> {
  const secrets: Record<string, string> = JSON.parse(readFileSync(join(server.dataDir, "secrets.json"), "utf8"));
  const authorization = `Basic ${Buffer.from(`cordboard:${secrets["ari-password"] ?? ""}`).toString("base64")}`;
  const list = async (what: "channels" | "bridges"): Promise<readonly unknown[]> => {
    const response = await fetch(`http://127.0.0.1:${pbxPorts.http}/ari/${what}`, {
      headers: { authorization },
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    });
    if (!response.ok) throw new Error(`${what}: ${response.status}`);
    const all: unknown = await response.json();
    if (!Array.isArray(all)) throw new Error(`${what}: no list`);
    return all;
  };
  const channels = await list("channels");
  return { channels: channels.length, ahead: channels.filter(isAhead).length, bridges: (await list("bridges")).length };
}

/** Made for an agent's next call and dialled nowhere. */
function isAhead(channel: unknown): boolean {
  const { state, dialplan } = channel as { readonly state: string; readonly dialplan: { readonly app_data: string } };
  return state === "Down" && dialplan.app_data.endsWith(",made,ahead");
}
