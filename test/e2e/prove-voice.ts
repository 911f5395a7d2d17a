import { expect } from "vitest";
import type { Page } from "playwright-core";
import type { CarrierCall } from "../carrier/carrier-call.ts";
import { hearRemoteAudio, hearToneOnPage } from "./hear-remote-audio.ts";
import { AGENT_HZ, CUSTOMER_HZ, HEARD_DB, speaks } from "./tones.ts";

/** Each side speaks one tone and hears the other's. */
export async function proveVoice(call: CarrierCall, page: Page, agentHz = AGENT_HZ): Promise<void> {
  await call.hearUntil(speaks(agentHz), "the agent's tone");
  await hearToneOnPage(page, CUSTOMER_HZ, HEARD_DB);
  expect(speaks(CUSTOMER_HZ)(await hearRemoteAudio(page))).toBe(true);
}
