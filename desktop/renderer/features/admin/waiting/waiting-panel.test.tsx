import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { asId, type QueueId } from "../../../../../shared/domain/ids.ts";
import { WAITING_DEFAULTS } from "../../../../../shared/domain/waiting.ts";
import { ConsolePage } from "../../../../../test/fakes/console-page.tsx";
import { WaitingPanel } from "./waiting-panel.tsx";

const OPTIONS = { ...WAITING_DEFAULTS, queueId: asId<QueueId>("service") };
let page: ConsolePage;
function open(options = OPTIONS): void {
  page = new ConsolePage({ role: "admin" });
  page.onRequest("GET api/queues", () => ({
    json: {
      queues: [
        {
          queueId: "service",
          names: { en: "Service", zh: "服务" },
          serviceLevelThresholdMs: 20_000,
          shortAbandonMs: 5_000,
        },
      ],
    },
  }));
  page.onRequest("GET api/waiting-options", () => ({
    json: { options: [options], revisions: [{ queueId: "service", revision: 3, changed: null }] },
  }));
  page.onRequest("PUT api/waiting-options", () => ({ status: 204 }));
  render(<WaitingPanel />, { wrapper: page.wrapper });
}
afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

it("saves how a queue treats those who wait", async () => {
  open();
  await screen.findByTestId("waiting-form");
  expect(screen.getByTestId<HTMLButtonElement>("waiting-save").disabled).toBe(true);
  fireEvent.change(screen.getByTestId("callback-attempts"), { target: { value: "2" } });
  await userEvent.click(screen.getByTestId("waiting-save"));
  const puts = page.requests.filter(({ method }) => method === "PUT");
  expect(puts.map(({ body }) => body)).toEqual([
    { options: { ...OPTIONS, callback: { ...OPTIONS.callback, attemptsMax: 2 } }, baseRevision: 3 },
  ]);
});

it("saves how long the last agent is waited for, five minutes at most, and says whom that means", async () => {
  open();
  await screen.findByTestId("waiting-form");
  const field = screen.getByTestId<HTMLInputElement>("last-agent-seconds");
  expect(field.value).toBe("0");
  expect(screen.getByTestId("waiting-form").textContent).toMatch(/talked with the customer last, within 7 days/u);
  fireEvent.change(field, { target: { value: "301" } });
  expect(screen.getByTestId<HTMLButtonElement>("waiting-save").disabled).toBe(true);
  fireEvent.change(field, { target: { value: "45" } });
  await userEvent.click(screen.getByTestId("waiting-save"));
  const puts = page.requests.filter(({ method }) => method === "PUT");
  expect(puts.map(({ body }) => body)).toEqual([{ options: { ...OPTIONS, lastAgentWaitMs: 45_000 }, baseRevision: 3 }]);
});

it("does not save one key for two things", async () => {
  open({
    ...OPTIONS,
    keys: [
      { key: "1", choice: "callback" },
      { key: "1", choice: "voicemail" },
    ],
  });
  await screen.findByTestId("waiting-form");
  fireEvent.change(screen.getByTestId("callback-attempts"), { target: { value: "2" } });
  expect(screen.getByTestId("waiting-form").textContent).toContain("Each key can be used once");
  expect(screen.getByTestId<HTMLButtonElement>("waiting-save").disabled).toBe(true);
});
