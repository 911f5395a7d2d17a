import { cleanup, render, screen, within } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, expect, it } from "vitest";
import type { ContactRecord } from "../../../shared/domain/contact.ts";
import { asId, type ContactId } from "../../../shared/domain/ids.ts";
import { ConsolePage } from "../../../test/fakes/console-page.tsx";
import { contactRecord } from "../preview/fixtures.ts";
import { ContactTimeline } from "./contact-timeline.tsx";

afterEach(cleanup);

const NOON = Date.UTC(2026, 10, 21, 4);

const called = (contactId: string, change: Partial<ContactRecord>): ContactRecord => ({
  ...contactRecord(NOON),
  contactId: asId<ContactId>(contactId),
  direction: "outbound",
  ...change,
});

it.each([
  ["talking", { outcome: "handled", disposition: null, endedAt: null }, "In progress"],
  ["over, not yet wrapped up", { outcome: "handled", disposition: null }, "Handled"],
  ["wrapped up", { outcome: "handled", disposition: "sale" }, "Sale"],
  ["a colleague asked", { kind: "consult", outcome: "handled", disposition: null }, "Colleague asked"],
  [
    "a colleague who did not take it: the customer was not left unanswered",
    { kind: "consult", answeredAt: null, outcome: "no-answer", disposition: null },
    "Colleague asked, not reached",
  ],
] as const)("what came of a call: %s", (_name, change, words) => {
  const page = new ConsolePage({ now: () => NOON });
  render(<ContactTimeline contacts={[called("one", { answeredAt: NOON - 60_000, endedAt: NOON, ...change })]} />, {
    wrapper: page.wrapper,
  });
  expect(screen.getByTestId("timeline-item").textContent).toContain(words);
});

it("a call that was made because of a message says of which one, reached or not; another does not", async () => {
  const page = new ConsolePage({ now: () => NOON });
  const contacts = [
    called("answered", { answersMessageAt: NOON - 3_600_000 }),
    called("tried", {
      answersMessageAt: NOON - 3_600_000,
      outcome: "busy",
      disposition: "no-contact",
      answeredAt: null,
    }),
    called("other", { answersMessageAt: null }),
  ];
  const { container } = render(<ContactTimeline contacts={contacts} />, { wrapper: page.wrapper });
  const because = screen
    .getAllByTestId("timeline-item")
    .map((item) => within(item).queryByTestId("timeline-answers")?.textContent ?? null);
  expect(because).toEqual([
    expect.stringMatching(/^Calling back the message of .*21/u),
    expect.stringMatching(/^Calling back the message of /u),
    null,
  ]);
  const rules = { region: { enabled: false }, "color-contrast": { enabled: false } };
  expect((await axe.run(container, { rules })).violations).toEqual([]);
});
