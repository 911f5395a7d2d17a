import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { asId, type QueueId, type UserId } from "../../../../shared/domain/ids.ts";
import { QUEUE_DEFAULTS } from "../../../../shared/domain/queue.ts";
import { WAITING_DEFAULTS } from "../../../../shared/domain/waiting.ts";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { AdminView } from "./admin-view.tsx";
import { newCalendar } from "./hours/calendar-draft.ts";

const QUEUES = [asId<QueueId>("service"), asId<QueueId>("sales")];
let page: ConsolePage;

function answer(): void {
  page = new ConsolePage({ role: "admin" });
  page.onRequest("GET api/users", () => ({ json: { users: [] } }));
  page.onRequest("GET api/routing", () => ({
    json: {
      ...{ revision: 7, calendars: [], entryPoints: [], skills: [], shifts: [] },
      queues: QUEUES.map((queueId) => ({
        ...{ ...QUEUE_DEFAULTS, queueId, names: { en: queueId, zh: queueId } },
        overflow: [{ afterMs: 60_000, queueId: queueId === "sales" ? "service" : "sales" }],
      })),
      agents: [
        {
          ...{ agentId: asId<UserId>("ana"), displayName: "Ana", skills: {} },
          memberships: [{ queueId: "service", preference: 1, reserve: false }],
        },
      ],
    },
  }));
  page.onRequest("POST api/routing/check", () => ({ json: { findings: [] } }));
  page.onRequest("GET api/hours", () => ({
    json: { calendars: [newCalendar([], "Asia/Shanghai")], revisions: [], holidaySets: [] },
  }));
  page.onRequest("GET api/queues", () => ({
    json: {
      queues: QUEUES.map((queueId) => ({
        ...{ queueId, names: { en: queueId, zh: queueId } },
        ...{ serviceLevelThresholdMs: 20_000, shortAbandonMs: 5_000 },
      })),
    },
  }));
  page.onRequest("GET api/waiting-options", () => ({
    json: { options: QUEUES.map((queueId) => ({ ...WAITING_DEFAULTS, queueId })), revisions: [] },
  }));
  page.onRequest("PUT api/waiting-options/*", () => ({ status: 204 }));
}

async function open(tab: string, form: string): Promise<void> {
  render(<AdminView />, { wrapper: page.wrapper });
  await userEvent.click(screen.getByTestId(`tab-${tab}`));
  await screen.findByTestId(form);
}
const field = (testId: string) => screen.getByTestId<HTMLInputElement>(testId);
const type = (testId: string, value: string): void => void fireEvent.change(field(testId), { target: { value } });
const isDisabled = (testId: string): boolean => screen.getByTestId<HTMLButtonElement>(testId).disabled;
const puts = () => page.requests.filter(({ method }) => method === "PUT").map(({ body }) => body);
const isMarked = (testId: string): boolean => within(screen.getByTestId(testId)).queryByTestId("unsaved") !== null;

beforeEach(answer);
afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

it("saves nothing of a form in which a number is out of bounds, and says which one", async () => {
  await open("waiting", "waiting-form");
  type("callback-attempts", "2");
  expect(isDisabled("waiting-save")).toBe(false);
  type("length-seconds", "6");
  expect(isDisabled("waiting-save")).toBe(true);
  expect(screen.getByTestId("waiting-faults").textContent).toContain(
    "Longest message (seconds): a whole number from 10 to 600.",
  );
  await userEvent.click(screen.getByTestId("waiting-save"));
  expect(puts()).toEqual([]);
  type("length-seconds", "60");
  expect(screen.queryByTestId("waiting-faults")).toBeNull();
  await userEvent.click(screen.getByTestId("waiting-save"));
  expect(puts()).toMatchObject([{ options: { callback: { attemptsMax: 2 }, voicemail: { lengthMaxMs: 60_000 } } }]);
});

it.each(["6", "601", "", "1.5", "ten"])("keeps what was typed, “%s”, until it is discarded", async (text) => {
  await open("waiting", "waiting-form");
  type("length-seconds", text);
  expect(isMarked("tab-waiting")).toBe(true);
  const queues = screen.getAllByTestId("waiting-queue");
  await userEvent.click(queues[1]!);
  expect(field("length-seconds").value).toBe("180");
  expect(screen.queryByTestId("waiting-faults")).toBeNull();
  cleanup();
  answer();
  await open("waiting", "waiting-form");
  expect(field("length-seconds").value).toBe(text);
  expect(isDisabled("waiting-save")).toBe(true);
  await userEvent.click(screen.getByTestId("waiting-discard"));
  expect(field("length-seconds").value).toBe("180");
  expect(isMarked("tab-waiting")).toBe(false);
});

it("names the queue whose number stands in the way, also while another one is shown", async () => {
  await open("routing", "queue-form");
  type("queue-ringTimeoutMs", "0");
  await userEvent.click(screen.getAllByTestId("plan-queue")[1]!);
  expect(field("queue-ringTimeoutMs").value).not.toBe("0");
  expect(screen.getByTestId("plan-faults").textContent).toMatch(/service: .*: a whole number from 1 to 300\./u);
  expect(isDisabled("plan-save")).toBe(true);
  await userEvent.click(screen.getAllByTestId("plan-queue")[0]!);
  expect(field("queue-ringTimeoutMs").value).toBe("0");
  await userEvent.click(screen.getByTestId("queue-remove"));
  // It went with its queue.
  expect(screen.queryByTestId("plan-faults")).toBeNull();
  expect(isDisabled("plan-save")).toBe(false);
});

it("forgets what was typed into a step that is removed", async () => {
  await open("routing", "queue-form");
  const step = screen.getByRole("group", { name: /help/iu });
  fireEvent.change(within(step).getAllByRole("textbox")[0]!, { target: { value: "90000" } });
  expect(isDisabled("plan-save")).toBe(true);
  expect(screen.getByTestId("plan-faults").textContent).toContain("0 to 86400");
  await userEvent.click(within(step).getByRole("button", { name: /remove/iu }));
  expect(screen.queryByTestId("plan-faults")).toBeNull();
  expect(isDisabled("plan-save")).toBe(false);
});

it("takes no agent over whose order of queues is no number", async () => {
  await open("routing", "queue-form");
  await userEvent.click(screen.getByRole("tab", { name: /agents/iu }));
  await userEvent.click(await screen.findByText("Ana"));
  const dialog = await screen.findByTestId("plan-agent-dialog");
  const order = within(dialog).getByRole("textbox", { name: /order|preference/iu });
  fireEvent.change(order, { target: { value: "100" } });
  expect(isDisabled("plan-agent-done")).toBe(true);
  fireEvent.change(order, { target: { value: "2" } });
  expect(isDisabled("plan-agent-done")).toBe(false);
});

it("says what of the opening hours cannot be saved", async () => {
  await open("hours", "calendar-form");
  type("calendar-saturday", "whenever");
  type("calendar-name-en", " ");
  expect(isDisabled("calendar-save")).toBe(true);
  const words = screen.getByTestId("calendar-faults").textContent;
  expect(words).toContain("Saturday: times that cannot be read.");
  expect(words).toContain("A name is missing.");
  await userEvent.click(screen.getByTestId("exception-new"));
  expect(screen.getByTestId("calendar-faults").textContent).toContain("A date that is none.");
});
