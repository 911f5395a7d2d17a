import { expect, it } from "vitest";
import { DEMO_NORMAL, DEMO_SHARED, DEMO_VIP } from "../demo/demo-cases.ts";
import { demoCallers } from "./centre-settings.ts";

it("tells every caller of the demonstration what the menu may ask of them, and a real centre nothing", () => {
  const known = [DEMO_VIP, DEMO_NORMAL, ...DEMO_SHARED].map(({ account, pin }) => ({ account, pin }));
  const callers = demoCallers({ demo: true });
  for (const { keys } of callers) expect(known).toContainEqual(keys);
  expect(callers.find(({ number }) => number === DEMO_VIP.phone)?.keys?.pin).toBe(DEMO_VIP.pin);
  expect(demoCallers({ demo: false })).toEqual([]);
});
