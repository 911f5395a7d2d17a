import { afterAll, beforeAll, expect, it } from "vitest";
import { DEMO_SERVICE_NUMBERS } from "../../server/demo/demo-cases.ts";
import { type Environment, startEnvironment } from "./environment.ts";
import { signedIn } from "./people-with-tones.ts";
import { AGENT_HZ, CUSTOMER_HZ, musicWithout, OTHER_HZ, speaks } from "./tones.ts";

let env: Environment;
beforeAll(async () => {
  env = await startEnvironment();
});
afterAll(() => env?.stop());

it("who is disabled in the middle of a call hangs up on nobody: music for the caller, then somebody else, both ways", async () => {
  const [ana, bo] = [await signedIn(env, "ana", AGENT_HZ), await signedIn(env, "bo", OTHER_HZ)];
  await ana.ready();
  const [from, to] = ["+8613955558751", DEMO_SERVICE_NUMBERS.serviceDirect];
  const call = await env.carrier.call({ from, to, toneHz: CUSTOMER_HZ });
  await ana.answer();
  await call.hearUntil(speaks(AGENT_HZ), "Ana");

  const admin = await env.api("admin");
  const reply = await admin.send("/api/users/user-ana", {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ disabled: true }),
  });
  expect(reply.status).toBe(200);
  await ana.byId("login-form").waitFor();
  await call.hearUntil(musicWithout(AGENT_HZ), "music");
  expect(call.isOver).toBe(false);
  await bo.ready();
  await bo.answer();
  await call.hearUntil(speaks(OTHER_HZ), "Bo");
  const { agentId, outcome } = await admin.contact(({ ani }) => ani.e164 === from, "the record");
  expect({ agentId, outcome }).toEqual({ agentId: "user-bo", outcome: "handled" });
});
