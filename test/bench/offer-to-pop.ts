import { DEMO_NORMAL, DEMO_SERVICE_NUMBERS, DEMO_UNKNOWN_NUMBER, DEMO_VIP } from "../../server/demo/demo-cases.ts";
import { startEnvironment } from "../e2e/environment.ts";
import { ConsolePage } from "../e2e/pages/console-page.ts";
import { watchedCalls } from "../e2e/pages/watch-calls.ts";
import { AGENT_HZ } from "../e2e/tones.ts";
import { type Bench, percentile } from "./bench-result.ts";

const OFFERS = 45;
/** The first ones warm up browser and server. */
const WARM_UP = 5;
const LIMIT_MS = 100;
const CALLERS = [DEMO_VIP.phone, DEMO_NORMAL.phone, DEMO_UNKNOWN_NUMBER] as const;

/**
 * From the server's decision to the customer's data painted in Chromium, as the server sees it: emit, render, paint,
 * acknowledgement. Callers of the direct line who hang up as soon as they stand on the screen.
 */
export const offerToPop: Bench = {
  figures: ["offer-to-pop-p95"],
  async run(report) {
    const env = await startEnvironment();
    try {
      const supervisor = await env.api("sofia");
      const agent = await ConsolePage.signIn(await env.browser(AGENT_HZ), env.server.url, {
        login: "ana",
        password: env.server.password("ana"),
      });
      await agent.ready();
      const wholeMs: number[] = [];
      for (let index = 0; index < OFFERS; index += 1) {
        const call = await env.carrier.call({
          from: CALLERS[index % CALLERS.length] ?? "",
          to: DEMO_SERVICE_NUMBERS.serviceDirect,
        });
        await agent.offer.waitFor();
        const contactId = (await agent.offer.getAttribute("data-contact-id")) ?? "";
        const journal = await supervisor.journalUntil(contactId, (entries) =>
          entries.some(({ type }) => type === "offer.pop-painted" || type === "offer.pop-late"),
        );
        const record = await supervisor.contact((each) => each.contactId === contactId, "the offered call");
        const painted = journal.find(({ type }) => type === "offer.pop-painted");
        if (painted === undefined || record.offeredAt === null) throw new Error("an offer rang before it was painted");
        wholeMs.push(painted.at - record.offeredAt);
        await call.hangUp();
        await agent.offer.waitFor({ state: "detached" });
        await agent.inState("ready");
      }
      const { receivedAt, paintedAt } = await watchedCalls(agent.page);
      const pageMs = paintedAt.map((at, index) => at - (receivedAt[index] ?? at)).slice(WARM_UP);
      const counted = wholeMs.slice(WARM_UP);
      report(
        `${counted.length} offers: p50 ${percentile(counted, 0.5)} ms, in the page alone p50 ${percentile(pageMs, 0.5).toFixed(1)}, p95 ${percentile(pageMs, 0.95).toFixed(1)} ms`,
      );
      return [
        {
          name: "offer-to-pop-p95",
          unit: "ms",
          value: percentile(counted, 0.95),
          baseline: LIMIT_MS,
          remark: `server's decision to painted and acknowledged, ${counted.length} offers; in the page alone ${percentile(pageMs, 0.95).toFixed(0)} ms`,
        },
      ];
    } finally {
      await env.stop();
    }
  },
};
