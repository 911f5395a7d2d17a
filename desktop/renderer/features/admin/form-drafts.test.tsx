import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asId, type QueueId } from "../../../../shared/domain/ids.ts";
import type { HoursCalendar } from "../../../../shared/domain/hours.ts";
import { QUEUE_DEFAULTS } from "../../../../shared/domain/queue.ts";
import type { RoutingPlan } from "../../../../shared/domain/routing-plan.ts";
import { WAITING_DEFAULTS, type WaitingOptions } from "../../../../shared/domain/waiting.ts";
import type { RoutingPlanInForce } from "../../../../shared/wire/routing-schemas.ts";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { AdminView } from "./admin-view.tsx";
import { newCalendar } from "./hours/calendar-draft.ts";

const service = asId<QueueId>("service");
const sales = asId<QueueId>("sales");
const named = (queueId: QueueId, en: string) => ({ ...QUEUE_DEFAULTS, queueId, names: { en, zh: en } });

/** What is saved on the server; others change it in the tests. */
let plan: RoutingPlan & Pick<RoutingPlanInForce, "revision" | "calendars">;
let office: HoursCalendar;
let options: WaitingOptions[];
let page: ConsolePage;

function answer(): void {
  page = new ConsolePage({ role: "admin" });
  page.onRequest("GET api/users", () => ({ json: { users: [] } }));
  page.onRequest("GET api/routing", () => ({ json: plan }));
  page.onRequest("POST api/routing/check", () => ({ json: { findings: [] } }));
  page.onRequest("GET api/hours", () => ({ json: { calendars: [office], revisions: [], holidaySets: [] } }));
  page.onRequest("PUT api/hours", () => ({ status: 204 }));
  page.onRequest("GET api/queues", () => ({ json: { queues: options.map(({ queueId }) => queueOf(queueId)) } }));
  page.onRequest("GET api/waiting-options", () => ({ json: { options, revisions: [] } }));
  page.onRequest("PUT api/waiting-options/*", ({ body }) => {
    const { options: saved } = body as { options: WaitingOptions };
    options = options.map((each) => (each.queueId === saved.queueId ? saved : each));
    return { status: 204 };
  });
  page.onRequest("GET api/monitor-rules", () => ({ json: { shownToAgent: true, changed: null, revision: 0 } }));
}
const queueOf = (queueId: QueueId) => ({
  queueId,
  names: { en: queueId, zh: queueId },
  serviceLevelThresholdMs: 20_000,
  shortAbandonMs: 5_000,
});
const open = () => render(<AdminView />, { wrapper: page.wrapper });
const tab = (id: string) => userEvent.click(screen.getByTestId(`tab-${id}`));
const marked = () =>
  ["users", "routing", "hours", "waiting", "monitoring"].filter(
    (id) => within(screen.getByTestId(`tab-${id}`)).queryByTestId("unsaved") !== null,
  );
const valueOf = (testId: string): string => screen.getByTestId<HTMLInputElement>(testId).value;
const isDisabled = (testId: string): boolean => screen.getByTestId<HTMLButtonElement>(testId).disabled;
const type = (testId: string, value: string): void =>
  void fireEvent.change(screen.getByTestId(testId), { target: { value } });
const puts = () => page.requests.filter(({ method }) => method === "PUT").map(({ body }) => body);
/** The page was away and is back: everything that is shown is read again. */
async function comeOnline(path: string): Promise<void> {
  const before = reads(path);
  act(() => {
    dispatchEvent(new Event("offline"));
    dispatchEvent(new Event("online"));
  });
  await waitFor(() => expect(reads(path)).toBeGreaterThan(before));
}
const reads = (path: string): number =>
  page.requests.filter((each) => each.method === "GET" && each.path === path).length;

beforeEach(() => {
  plan = {
    revision: 7,
    calendars: [],
    queues: [named(service, "Service"), named(sales, "Sales")],
    agents: [],
    entryPoints: [],
    skills: [],
    shifts: [],
  };
  office = { ...newCalendar([], "Asia/Shanghai"), calendarId: "office", names: { en: "Office", zh: "办公" } };
  options = [service, sales].map((queueId) => ({ ...WAITING_DEFAULTS, queueId }));
  answer();
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

describe("what is typed in the administration and not saved", () => {
  it("is there again after another tab, each form its own, and each tab says so", async () => {
    open();
    await tab("routing");
    await screen.findByTestId("queue-form");
    type("queue-name-en", "Help");
    await tab("hours");
    await screen.findByTestId("calendar-form");
    type("calendar-saturday", "whenever");
    await tab("waiting");
    await screen.findByTestId("waiting-form");
    type("callback-attempts", "2");
    await tab("monitoring");
    await userEvent.click(await screen.findByRole("switch"));
    await tab("users");
    expect(marked()).toEqual(["routing", "hours", "waiting", "monitoring"]);
    await tab("routing");
    await screen.findByTestId("queue-form");
    expect(valueOf("queue-name-en")).toBe("Help");
    await tab("hours");
    await screen.findByTestId("calendar-form");
    expect(valueOf("calendar-saturday")).toBe("whenever");
    await tab("waiting");
    await screen.findByTestId("waiting-form");
    expect(valueOf("callback-attempts")).toBe("2");
    await tab("monitoring");
    expect((await screen.findByRole<HTMLInputElement>("switch")).checked).toBe(false);
    expect(isDisabled("monitor-rules-save")).toBe(false);
  });

  it("is there again after another view, and after a reload of the page", async () => {
    const { unmount } = open();
    await tab("routing");
    await screen.findByTestId("queue-form");
    type("queue-name-en", "Help");
    unmount();
    const again = open();
    expect(marked()).toEqual(["routing"]);
    again.unmount();
    answer();
    open();
    expect(marked()).toEqual(["routing"]);
    await tab("routing");
    await screen.findByTestId("queue-form");
    expect(valueOf("queue-name-en")).toBe("Help");
    await userEvent.click(screen.getByTestId("plan-discard"));
    expect(valueOf("queue-name-en")).toBe("Service");
    expect(marked()).toEqual([]);
  });

  it("stays with its queue and its calendar while others are looked at, a new calendar too", async () => {
    open();
    await tab("waiting");
    await screen.findByTestId("waiting-form");
    type("callback-attempts", "2");
    const queues = screen.getAllByTestId("waiting-queue");
    await userEvent.click(queues[1]!);
    expect(valueOf("callback-attempts")).toBe(String(WAITING_DEFAULTS.callback.attemptsMax));
    expect(queues.map((each) => within(each).queryByTestId("unsaved") !== null)).toEqual([true, false]);
    await userEvent.click(queues[0]!);
    expect(valueOf("callback-attempts")).toBe("2");

    await tab("hours");
    await userEvent.click(await screen.findByTestId("calendar-new"));
    type("calendar-name-en", "Night line");
    await userEvent.click(screen.getAllByTestId("calendar")[0]!);
    expect(valueOf("calendar-name-en")).toBe("Office");
    await userEvent.click(screen.getByText("Night line"));
    expect(valueOf("calendar-name-en")).toBe("Night line");
    await userEvent.click(screen.getByTestId("calendar-discard"));
    expect(screen.getAllByTestId("calendar")).toHaveLength(1);
  });

  it("is not written over by a page that comes online again; a form in which nothing was typed shows what others saved", async () => {
    open();
    await tab("waiting");
    await screen.findByTestId("waiting-form");
    options = options.map((each) => ({ ...each, lastAgentWaitMs: 30_000 }));
    await comeOnline("api/waiting-options");
    await waitFor(() => expect(valueOf("last-agent-seconds")).toBe("30"));
    type("callback-attempts", "2");
    await comeOnline("api/waiting-options");
    expect(valueOf("callback-attempts")).toBe("2");
    expect(screen.queryByTestId("waiting-outdated")).toBeNull();
    options = options.map((each) => ({ ...each, announcesWait: !each.announcesWait }));
    await comeOnline("api/waiting-options");
    await screen.findByTestId("waiting-outdated");
    expect(valueOf("callback-attempts")).toBe("2");
    expect(isDisabled("waiting-save")).toBe(true);
  });

  it("does not take the place of what somebody else saved before one knows of it", async () => {
    open();
    await tab("waiting");
    await screen.findByTestId("waiting-form");
    type("callback-attempts", "2");
    options = options.map((each) => ({ ...each, lastAgentWaitMs: 30_000 }));
    await userEvent.click(screen.getByTestId("waiting-save"));
    const banner = await screen.findByTestId("waiting-outdated");
    expect(banner.textContent).toContain("Somebody else changed this meanwhile.");
    expect(puts()).toEqual([]);
    await userEvent.click(screen.getByTestId("waiting-go-on"));
    await userEvent.click(screen.getByTestId("waiting-save"));
    await waitFor(() => expect(puts()).toHaveLength(1));
    expect(puts()).toMatchObject([{ options: { lastAgentWaitMs: 0, callback: { attemptsMax: 2 } } }]);
    await waitFor(() => expect(isDisabled("waiting-save")).toBe(true));
    expect(screen.queryByTestId("waiting-outdated")).toBeNull();
    expect(marked()).toEqual([]);
  });

  it("is brought into a plan somebody else saved, queue by queue", async () => {
    open();
    await tab("routing");
    await screen.findByTestId("queue-form");
    type("queue-name-en", "Help");
    plan = { ...plan, revision: 8, queues: [plan.queues[0]!, named(sales, "Sales abroad")] };
    page.onRequest("PUT api/routing", ({ body }) => {
      const { baseRevision, plan: sent } = body as { baseRevision: number; plan: RoutingPlan };
      if (baseRevision !== plan.revision) return { status: 409, code: "conflict" };
      plan = { ...plan, ...sent, revision: 9 };
      return { json: plan };
    });
    await userEvent.click(screen.getByTestId("plan-save"));
    await screen.findByTestId("plan-outdated");
    expect(valueOf("queue-name-en")).toBe("Help");
    await userEvent.click(screen.getByTestId("plan-go-on"));
    expect(screen.getByTestId("plan-changes").textContent).toContain("queues: 1");
    await userEvent.click(screen.getByTestId("plan-save"));
    await waitFor(() => expect(plan.revision).toBe(9));
    expect(plan.queues.map(({ names }) => names["en"])).toEqual(["Help", "Sales abroad"]);
    await waitFor(() => expect(marked()).toEqual([]));
  });
});
