import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asId, type QueueId } from "../../../../shared/domain/ids.ts";
import type { SettingRevision } from "../../../../shared/domain/setting-revision.ts";
import { WAITING_DEFAULTS } from "../../../../shared/domain/waiting.ts";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { newCalendar } from "./hours/calendar-draft.ts";
import { HoursPanel } from "./hours/hours-panel.tsx";
import { MonitorRulesPanel } from "./monitoring/monitor-rules-panel.tsx";
import { WaitingPanel } from "./waiting/waiting-panel.tsx";

const queueId = asId<QueueId>("service");
const QUEUE = { queueId, names: { en: "Service", zh: "服务" }, serviceLevelThresholdMs: 20_000, shortAbandonMs: 5_000 };
const OFFICE = { ...newCalendar([], "Asia/Shanghai"), calendarId: "office", names: { en: "Office", zh: "办公" } };

/** One setting as the server keeps it: what is saved over another revision than its own is refused. */
class Setting<Value> {
  value: Value;
  state: SettingRevision = { revision: 4, changed: { at: Date.UTC(2026, 10, 22, 4), by: "Ada" } };
  /** What somebody else saves just before the next save arrives here. */
  overtakenBy: Value | null = null;

  constructor(value: Value) {
    this.value = value;
  }

  save(value: Value, baseRevision: number | null): { status: number; code?: string } {
    if (this.overtakenBy !== null) this.#keep(this.overtakenBy, "Lin");
    this.overtakenBy = null;
    if (baseRevision !== this.state.revision) return { status: 409, code: "conflict" };
    this.#keep(value, "me");
    return { status: 204 };
  }

  #keep(value: Value, by: string): void {
    this.value = value;
    this.state = { revision: this.state.revision + 1, changed: { at: Date.UTC(2026, 10, 23, 4), by } };
  }
}

let page: ConsolePage;
beforeEach(() => {
  page = new ConsolePage({ role: "admin" });
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

/** Somebody saved between this page's last look and its save: it is told who, keeps what was typed, and saves it when told to. */
async function staysWithBoth<Value>(form: string, setting: Setting<Value>, theirs: Value): Promise<void> {
  setting.overtakenBy = theirs;
  await userEvent.click(screen.getByTestId(`${form}-save`));
  const banner = await screen.findByTestId(`${form}-outdated`);
  expect(banner.textContent).toMatch(/^Lin changed this meanwhile \(.*23.*\)/u);
  expect(setting.value, "theirs stands").toEqual(theirs);
  expect(screen.queryByTestId(`${form}-failure`)).toBeNull();
  await userEvent.click(screen.getByTestId(`${form}-go-on`));
  await userEvent.click(screen.getByTestId(`${form}-save`));
  await waitFor(() => expect(setting.state).toMatchObject({ revision: 6, changed: { by: "me" } }));
}

describe("of two people who save within a moment the second is told who was first, and neither is lost unseen", () => {
  it("how a queue treats those who wait", async () => {
    const setting = new Setting({ ...WAITING_DEFAULTS, queueId });
    page.onRequest("GET api/queues", () => ({ json: { queues: [QUEUE] } }));
    page.onRequest("GET api/waiting-options", () => ({
      json: { options: [setting.value], revisions: [{ queueId, ...setting.state }] },
    }));
    page.onRequest("PUT api/waiting-options/*", ({ body }) => {
      const sent = body as { options: typeof setting.value; baseRevision: number };
      return setting.save(sent.options, sent.baseRevision);
    });
    render(<WaitingPanel />, { wrapper: page.wrapper });
    await screen.findByTestId("waiting-form");
    fireEvent.change(screen.getByTestId("callback-attempts"), { target: { value: "2" } });
    await staysWithBoth("waiting", setting, { ...setting.value, lastAgentWaitMs: 30_000 });
    expect(setting.value).toMatchObject({ callback: { attemptsMax: 2 }, lastAgentWaitMs: 0 });
  });

  it("opening hours", async () => {
    const setting = new Setting(OFFICE);
    page.onRequest("GET api/hours", () => ({
      json: {
        calendars: [setting.value],
        revisions: [{ calendarId: OFFICE.calendarId, ...setting.state }],
        holidaySets: [],
      },
    }));
    page.onRequest("PUT api/hours/*", ({ body }) => {
      const sent = body as { calendar: typeof OFFICE; baseRevision: number | null };
      return setting.save(sent.calendar, sent.baseRevision);
    });
    render(<HoursPanel />, { wrapper: page.wrapper });
    await screen.findByTestId("calendar-form");
    fireEvent.change(screen.getByTestId("calendar-name-en"), { target: { value: "Mine" } });
    await staysWithBoth("calendar", setting, { ...OFFICE, names: { en: "Theirs", zh: "办公" } });
    expect(setting.value.names.en).toBe("Mine");
  });

  it("opening hours that somebody else has changed are not removed by who has not seen that", async () => {
    const setting = new Setting(OFFICE);
    page.onRequest("GET api/hours", () => ({
      json: {
        calendars: [setting.value],
        revisions: [{ calendarId: OFFICE.calendarId, ...setting.state }],
        holidaySets: [],
      },
    }));
    page.onRequest("DELETE api/hours/*", () => {
      setting.value = { ...OFFICE, names: { en: "Theirs", zh: "办公" } };
      setting.state = { revision: 5, changed: { at: Date.UTC(2026, 10, 23, 4), by: "Lin" } };
      return { status: 409, code: "conflict" };
    });
    render(<HoursPanel />, { wrapper: page.wrapper });
    await screen.findByTestId("calendar-form");
    await userEvent.click(screen.getByTestId("calendar-remove"));
    await screen.findByTestId("calendar-failure");
    expect(page.requests.find(({ method }) => method === "DELETE")?.query.get("baseRevision")).toBe("4");
    expect(screen.getByTestId<HTMLInputElement>("calendar-name-en").value).toBe("Theirs");
  });

  it("whether agents see who listens: what both chose alike is no quarrel", async () => {
    const setting = new Setting(true);
    page.onRequest("GET api/monitor-rules", () => ({ json: { shownToAgent: setting.value, ...setting.state } }));
    page.onRequest("PUT api/monitor-rules", ({ body }) => {
      const sent = body as { shownToAgent: boolean; baseRevision: number };
      const { status, code } = setting.save(sent.shownToAgent, sent.baseRevision);
      return code === undefined ? { json: { shownToAgent: setting.value, ...setting.state } } : { status, code };
    });
    render(<MonitorRulesPanel />, { wrapper: page.wrapper });
    await userEvent.click(await screen.findByRole("switch"));
    setting.overtakenBy = false;
    await userEvent.click(screen.getByTestId("monitor-rules-save"));
    expect(await screen.findByText(/Set by Lin/u)).toBeTruthy();
    expect(screen.getByTestId<HTMLButtonElement>("monitor-rules-save").disabled).toBe(true);
    expect(screen.queryByTestId("monitor-rules-outdated")).toBeNull();
  });
});
