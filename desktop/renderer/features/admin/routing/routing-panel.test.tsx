import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { asId, type QueueId, type UserId } from "../../../../../shared/domain/ids.ts";
import { QUEUE_DEFAULTS } from "../../../../../shared/domain/queue.ts";
import type { PlanFinding, RoutingPlan } from "../../../../../shared/domain/routing-plan.ts";
import type { RoutingPlanInForce } from "../../../../../shared/wire/routing-schemas.ts";
import { ConsolePage } from "../../../../../test/fakes/console-page.tsx";
import { RoutingPanel } from "./routing-panel.tsx";

const service = asId<QueueId>("service");
const IN_FORCE: RoutingPlan & Pick<RoutingPlanInForce, "revision" | "calendars"> = {
  revision: 7,
  calendars: [{ calendarId: "office", names: { en: "Office hours", zh: "办公时间" } }],
  queues: [
    { ...QUEUE_DEFAULTS, queueId: service, names: { en: "Service", zh: "服务" } },
    { ...QUEUE_DEFAULTS, queueId: asId<QueueId>("sales"), names: { en: "Sales", zh: "销售" } },
  ],
  agents: [
    {
      agentId: asId<UserId>("ana"),
      displayName: "Ana",
      skills: { german: 2 },
      memberships: [{ queueId: service, preference: 1, reserve: false }],
    },
  ],
  entryPoints: [
    { dnis: "4001", names: { en: "Service line", zh: "服务热线" }, flowId: "service-line", queueId: "service" },
  ],
  skills: [{ skill: "german", names: { en: "German", zh: "德语" } }],
  shifts: [],
};
const SATURDAYS: PlanFinding = {
  severity: "warning",
  code: "nobody-on-shift",
  queueId: service,
  agentId: null,
  dnis: null,
  subject: null,
  alternatives: [[{ skill: "german", minLevel: 3 }]],
  relaxedAfterMs: null,
  gaps: [{ weekday: "saturday", fromMinute: 600, toMinute: 960 }],
};
const MISTAKE: PlanFinding = { ...SATURDAYS, severity: "mistake", code: "name-missing", gaps: [], alternatives: [] };

let page: ConsolePage;
function open(findings: readonly PlanFinding[] = []): void {
  page = new ConsolePage({ role: "admin" });
  page.onRequest("GET api/routing", () => ({ json: IN_FORCE }));
  page.onRequest("POST api/routing/check", () => ({ json: { findings } }));
  render(<RoutingPanel />, { wrapper: page.wrapper });
}
const saved = () => page.requests.filter(({ method }) => method === "PUT").map(({ body }) => body);
const isDisabled = (testId: string): boolean => screen.getByTestId<HTMLButtonElement>(testId).disabled;
const change = (testId: string, text: string): void => {
  fireEvent.change(screen.getByTestId(testId), { target: { value: text } });
};

async function violations(): Promise<string[]> {
  const rules = { region: { enabled: false }, "color-contrast": { enabled: false } };
  const result = await axe.run({ include: document.body, exclude: "[data-live-announcer]" }, { rules });
  return result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`);
}

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

describe("the routing plan", () => {
  it("is saved as a whole with the revision it was read with", async () => {
    open();
    await screen.findByTestId("queue-form");
    expect(isDisabled("plan-save")).toBe(true);
    change("queue-ringTimeoutMs", "25");
    await userEvent.click(screen.getByTestId("add-alternative"));
    change("skill-name", "German");
    expect(screen.getByTestId("plan-changes").textContent).toContain("queues: 1");
    page.onRequest("PUT api/routing", () => ({ json: { ...IN_FORCE, revision: 8 } }));
    await userEvent.click(screen.getByTestId("plan-save"));
    expect(saved()).toMatchObject([
      {
        baseRevision: 7,
        plan: { queues: [{ ringTimeoutMs: 25_000, alternatives: [[{ skill: "german", minLevel: 1 }]] }, {}] },
      },
    ]);
    expect((await screen.findByTestId("plan-changes")).textContent).toContain("in force");
  });

  it("leaves who saved where they were: the queue and the part they had chosen", async () => {
    open();
    await screen.findByTestId("queue-form");
    await userEvent.click(screen.getAllByTestId("plan-queue")[1]!);
    change("queue-name-en", "Sales abroad");
    page.onRequest("PUT api/routing", ({ body }) => {
      const inForce = { ...IN_FORCE, ...(body as { plan: RoutingPlan }).plan, revision: 8 };
      page.onRequest("GET api/routing", () => ({ json: inForce }));
      return { json: inForce };
    });
    await userEvent.click(screen.getByTestId("plan-save"));
    await waitFor(() => expect(screen.getByTestId("plan-changes").textContent).toContain("in force"));
    expect(screen.getByTestId<HTMLInputElement>("queue-name-en").value).toBe("Sales abroad");
    change("queue-name-en", "Sales");
    await userEvent.click(screen.getByTestId("plan-save"));
    await waitFor(() => expect(saved()).toHaveLength(2));
    expect(saved()[1]).toMatchObject({ baseRevision: 8 });
  });

  it("is read anew when it is opened again: somebody created meanwhile is in it", async () => {
    page = new ConsolePage({ role: "admin" });
    page.onRequest("GET api/routing", () => ({ json: IN_FORCE }));
    page.onRequest("POST api/routing/check", () => ({ json: { findings: [] } }));
    const Tab = () => {
      const [isOpen, setOpen] = useState(true);
      return (
        <>
          <button type="button" onClick={() => setOpen(!isOpen)}>
            tab
          </button>
          {isOpen ? <RoutingPanel /> : null}
        </>
      );
    };
    render(<Tab />, { wrapper: page.wrapper });
    await screen.findByTestId("queue-form");
    await userEvent.click(screen.getByText("tab"));
    const aki = { ...IN_FORCE.agents[0]!, agentId: asId<UserId>("aki"), displayName: "Aki" };
    page.onRequest("GET api/routing", () => ({ json: { ...IN_FORCE, agents: [...IN_FORCE.agents, aki] } }));
    await userEvent.click(screen.getByText("tab"));
    await screen.findByTestId("queue-form");
    await userEvent.click(screen.getByTestId("tab-agents"));
    const rows = await screen.findAllByTestId("plan-agent");
    expect(rows.map(({ textContent }) => textContent?.slice(0, 3))).toEqual(["Aki", "Ana"]);
  });

  it("names a required skill that has no name yet", async () => {
    open([{ ...MISTAKE, code: "level-out-of-range", subject: "" }]);
    const finding = await screen.findByTestId("plan-finding");
    expect(finding.textContent).toContain("Service: a required skill has no name yet. Type one, or remove it.");
  });

  it("tells in words what nobody can serve", async () => {
    open([SATURDAYS]);
    const finding = await screen.findByTestId("plan-finding");
    expect(finding.textContent).toContain("Service: open, but nobody with German 3 on shift: Saturday 10:00–16:00.");
  });

  it("is not saved with a mistake", async () => {
    open([MISTAKE]);
    await screen.findByTestId("plan-finding");
    change("queue-name-zh", "客服");
    expect(isDisabled("plan-save")).toBe(true);
  });

  it("keeps the changes when somebody else was faster, and says what to do", async () => {
    open();
    await screen.findByTestId("queue-form");
    change("queue-name-en", "Help");
    page.onRequest("PUT api/routing", () => ({ status: 409, code: "conflict" }));
    await userEvent.click(screen.getByTestId("plan-save"));
    expect((await screen.findByTestId("plan-failure")).textContent).toContain("something else was faster");
    expect(screen.getByTestId<HTMLInputElement>("queue-name-en").value).toBe("Help");
  });

  it("does not take what is no number", async () => {
    open();
    await screen.findByTestId("queue-form");
    change("queue-ringTimeoutMs", "9999");
    expect(screen.getByTestId("queue-form").textContent).toContain("A whole number from 1 to 300");
    await userEvent.click(screen.getByTestId("plan-discard"));
  });

  it("gives agents skills, queues and hours", async () => {
    open();
    await screen.findByTestId("queue-form");
    await userEvent.click(screen.getByTestId("tab-agents"));
    await userEvent.click(await screen.findByTestId("plan-agent"));
    const dialog = within(screen.getByTestId("plan-agent-dialog"));
    await userEvent.click(dialog.getByTestId("add-skill"));
    expect(isDisabled("plan-agent-done")).toBe(true);
    // What the agent can, not what a queue asks for at least.
    expect(dialog.getByRole("button", { name: /Level of German/u })).toBeTruthy();
    fireEvent.change(dialog.getAllByTestId("skill-name")[1] ?? expect.fail("no second skill"), {
      target: { value: "sales" },
    });
    await userEvent.click(dialog.getByRole("switch", { name: "Sales" }));
    expect(await violations()).toEqual([]);
    await userEvent.click(dialog.getByTestId("plan-agent-done"));
    page.onRequest("PUT api/routing", () => ({ json: { ...IN_FORCE, revision: 8 } }));
    await userEvent.click(screen.getByTestId("plan-save"));
    expect(saved()).toMatchObject([
      {
        plan: {
          agents: [
            {
              skills: { german: 2, sales: 5 },
              memberships: [{ queueId: "service" }, { queueId: "sales", preference: 2 }],
            },
          ],
        },
      },
    ]);
  });

  it("gives skills a name in each language, and a queue asks for one by its name", async () => {
    open();
    await screen.findByTestId("queue-form");
    await userEvent.click(screen.getByTestId("add-alternative"));
    change("skill-name", "deutsch");
    change("skill-name", "德语");
    fireEvent.blur(screen.getByTestId("skill-name"));
    expect(screen.getByTestId<HTMLInputElement>("skill-name").value).toBe("German");
    await userEvent.click(screen.getByTestId("tab-skills"));
    const row = (await screen.findAllByTestId("plan-skill"))[0] ?? expect.fail("no skill");
    expect(row.textContent).toContain("german");
    expect(row.textContent).toContain("Ana 2");
    change("skill-name-en", "German language");
    expect(await violations()).toEqual([]);
    await userEvent.click(screen.getByTestId("tab-agents"));
    expect((await screen.findByTestId("plan-agent")).textContent).toContain("German language 2");
    expect(screen.getByTestId("plan-changes").textContent).toContain("skills: 1");
    page.onRequest("PUT api/routing", () => ({ json: { ...IN_FORCE, revision: 8 } }));
    await userEvent.click(screen.getByTestId("plan-save"));
    expect(saved()).toMatchObject([
      {
        plan: {
          queues: [{ alternatives: [[{ skill: "german", minLevel: 1 }]] }, {}],
          agents: [{ skills: { german: 2 } }],
          skills: [{ skill: "german", names: { en: "German language", zh: "德语" } }],
        },
      },
    ]);
  });

  it("names a skill that has a name in one language only", async () => {
    open([{ ...MISTAKE, queueId: null, subject: "german" }]);
    const finding = await screen.findByTestId("plan-finding");
    expect(finding.textContent).toContain("The skill “German” needs a name in English and in Chinese.");
  });

  it("gives numbers a way, and refuses one that exists", async () => {
    open();
    await screen.findByTestId("queue-form");
    await userEvent.click(screen.getByTestId("tab-numbers"));
    await userEvent.click(await screen.findByTestId("plan-number-new"));
    change("plan-number-dnis", "4001");
    expect(isDisabled("plan-number-done")).toBe(true);
    change("plan-number-dnis", "4009");
    change("plan-number-name-en", "Hotline");
    change("plan-number-name-zh", "热线");
    await userEvent.click(screen.getByTestId("plan-number-done"));
    expect(screen.getAllByTestId("plan-number")).toHaveLength(2);
  });
});
