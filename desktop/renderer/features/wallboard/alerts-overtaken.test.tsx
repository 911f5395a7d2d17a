import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ALERT_DEFAULTS, type QueueAlerts } from "../../../../shared/domain/queue-alerts.ts";
import type { SettingRevision } from "../../../../shared/domain/setting-revision.ts";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { boardOf } from "../../preview/board-of.ts";
import { WallboardView } from "./wallboard-view.tsx";

const NOON = Date.UTC(2026, 10, 24, 4);
const THEIRS: QueueAlerts = { longestWaitMs: 45_000, serviceLevelTarget: 0.9, poorVoiceMos: 3.2 };

/** As the server keeps them: what is saved over another revision than its own is refused. */
let saved: { alerts: QueueAlerts } & SettingRevision;
/** Just before the next save arrives. */
let overtakenBy: QueueAlerts | null;
let page: ConsolePage;

function keep(alerts: QueueAlerts, by: string): void {
  saved = { alerts, revision: saved.revision + 1, changed: { at: NOON, by } };
}

async function open(language: "en" | "zh"): Promise<void> {
  page = new ConsolePage({ language, now: () => NOON });
  page.onRequest("GET api/queue-alerts/service", () => ({ json: saved }));
  page.onRequest("PUT api/queue-alerts/service", ({ body }) => {
    if (overtakenBy !== null) keep(overtakenBy, "Lin");
    overtakenBy = null;
    const sent = body as { alerts: QueueAlerts; baseRevision: number };
    if (sent.baseRevision !== saved.revision) return { status: 409, code: "conflict" };
    keep(sent.alerts, "me");
    return { status: 204 };
  });
  render(<WallboardView />, { wrapper: page.wrapper });
  act(() => page.push("wallboard", boardOf({ queues: 3, agents: 12, now: NOON })));
  await userEvent.click(screen.getAllByTestId("open-alerts")[0]!);
  await userEvent.clear(screen.getByTestId("alerts-target"));
  await userEvent.type(screen.getByTestId("alerts-target"), "70");
}

beforeEach(() => {
  saved = { alerts: ALERT_DEFAULTS, revision: 4, changed: { at: NOON, by: "Ada" } };
  overtakenBy = THEIRS;
});
afterEach(cleanup);

const isOpen = () => screen.queryByTestId("alerts-dialog") !== null;
const press = (testId: string) => userEvent.click(screen.getByTestId(testId));

it.each([
  ["en", "Lin changed this meanwhile (", "Now: longest wait 45 s, target 90 %, poor voice below 3.2."],
  ["zh", "Lin 在此期间更改过（", "现为：最长等待 45 秒，目标 90%，音质界限 3.2。"],
] as const)(
  "the second of two who save reads who changed what, and keeps what was typed (%s)",
  async (language, who, what) => {
    await open(language);
    await press("alerts-save");
    const banner = (await screen.findByTestId("alerts-outdated")).textContent;
    expect(banner).toContain(who);
    expect(banner).toContain(what);
    expect(saved.alerts, "theirs stands").toEqual(THEIRS);
    expect(screen.getByTestId<HTMLInputElement>("alerts-target").value).toBe("70");
    expect(screen.getByTestId<HTMLButtonElement>("alerts-save").disabled).toBe(true);
    await press("alerts-go-on");
    await press("alerts-save");
    await waitFor(() => expect(isOpen()).toBe(false));
    expect(saved).toMatchObject({ revision: 6, changed: { by: "me" }, alerts: { serviceLevelTarget: 0.7 } });
  },
);

it("or takes theirs", async () => {
  await open("en");
  await press("alerts-save");
  await screen.findByTestId("alerts-outdated");
  await press("alerts-theirs");
  expect(screen.queryByTestId("alerts-outdated")).toBeNull();
  expect(
    ["wait", "target", "voice"].map((each) => screen.getByTestId<HTMLInputElement>(`alerts-${each}`).value),
  ).toEqual(["45", "90", "3.2"]);
});

it("what both set alike is no quarrel", async () => {
  overtakenBy = { ...ALERT_DEFAULTS, serviceLevelTarget: 0.7 };
  await open("en");
  await press("alerts-save");
  await waitFor(() => expect(isOpen()).toBe(false));
});

it("of what somebody saved before this was opened nothing is said", async () => {
  overtakenBy = null;
  await open("en");
  await press("alerts-save");
  await waitFor(() => expect(isOpen()).toBe(false));
  expect(saved.alerts).toEqual({ ...ALERT_DEFAULTS, serviceLevelTarget: 0.7 });
});
