import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { ConsolePage } from "../../../../test/fakes/console-page.tsx";
import { context as contextOf, vip } from "../../preview/fixtures.ts";
import { contactRecord, timeline } from "../../preview/timeline-fixtures.ts";
import { EarlierContacts } from "./earlier-contacts.tsx";

const NOW = Date.UTC(2026, 10, 22, 4);
afterEach(cleanup);

it("are those before this call: the running one is not among them", async () => {
  const page = new ConsolePage({ role: "agent", now: () => NOW });
  const context = contextOf(NOW, vip(NOW));
  render(<EarlierContacts context={context} />, { wrapper: page.wrapper });
  const { contactId } = context;
  const { customerId } = vip(NOW);
  const running = { ...contactRecord(NOW), contactId, outcome: null, endedAt: null };
  page.push("contact-timeline", { contactId, customerId, contacts: [running, ...timeline(NOW)] });
  const shown = await screen.findAllByTestId("timeline-item");
  expect(shown.map((item) => item.dataset["contactId"])).toEqual(["c-1", "c-2", "c-7", "c-3", "c-4"]);
});
