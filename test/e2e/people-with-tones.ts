import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import type { Environment } from "./environment.ts";
import { ConsolePage } from "./pages/console-page.ts";
import { AGENT_HZ, CUSTOMER_HZ, speaks } from "./tones.ts";

/** A person of the demonstration at a browser of their own, whose microphone is this tone. */
export async function signedIn(env: Environment, login: string, hz: number): Promise<ConsolePage> {
  return ConsolePage.signIn(await env.browser(hz), env.server.url, { login, password: env.server.password(login) });
}

/** A customer with a tone of their own calls, and this agent, the one with `AGENT_HZ`, talks with them. */
export async function talkingWith(env: Environment, agent: ConsolePage, from: string): Promise<CarrierCall> {
  const call = await env.carrier.call({ from, to: DEMO_SERVICE_NUMBERS.serviceDirect, toneHz: CUSTOMER_HZ });
  await agent.answer();
  await call.hearUntil(speaks(AGENT_HZ), "the agent's tone");
  return call;
}
