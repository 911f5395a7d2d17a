import { DEMO_LOGINS } from "../../server/demo/demo-logins.ts";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import { type Environment, startEnvironment } from "../e2e/environment.ts";
import { onExchange } from "../e2e/on-exchange.ts";
import { cancelRaces, type RaceOptions, type RaceResult } from "./cancel-races.ts";
import { RacingAgent } from "./racing-agent.ts";

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
          onExchange: () => countOnExchange(env),
          openContacts: async () => (await supervisor.contacts()).filter(({ phase }) => phase !== "closed").length,
        }),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function countOnExchange(env: Environment): Promise<Awaited<ReturnType<RaceOptions["onExchange"]>>> {
  const { channels, bridges } = await onExchange(env);
  return { channels: channels.length, ahead: channels.filter(isAhead).length, bridges: bridges.length };
}

/** Made for an agent's next call and dialled nowhere. */
function isAhead({ state, dialplan }: Awaited<ReturnType<typeof onExchange>>["channels"][number]): boolean {
  return state === "Down" && dialplan.app_data.endsWith(",made,ahead");
}
