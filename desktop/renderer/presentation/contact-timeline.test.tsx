import { cleanup, render, screen, within } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, describe, expect, it } from "vitest";
import type { ContactRecord } from "../../../shared/domain/contact.ts";
import { asId, type ContactId } from "../../../shared/domain/ids.ts";
import { ConsolePage } from "../../../test/fakes/console-page.tsx";
import { contactRecord } from "../preview/timeline-fixtures.ts";
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

it.each([
  ["en", { endedBy: "customer" }, "3m · Customer hung up"],
  ["zh", { endedBy: "agent" }, "坐席挂断"],
  ["en", { endedBy: "line" }, "Line was lost"],
  ["en", { endedBy: null }, "李娜 Li Na · 3m"],
  ["en", { endedBy: "agent", kind: "consult" }, "李娜 Li Na · 3m"],
] as const)("who ended the talk with the customer, where it is known (%s %o)", (language, change, end) => {
  const page = new ConsolePage({ now: () => NOON, language });
  render(<ContactTimeline contacts={[called("one", { ...change, note: "" })]} />, { wrapper: page.wrapper });
  const said = screen.getByTestId("timeline-item").querySelector("p")?.textContent.replaceAll("\u00a0", " ");
  expect(said?.endsWith(end), said).toBe(true);
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

describe("a call that several people had", () => {
  const part = (contactId: string, agentName: string | null, change: Partial<ContactRecord> = {}) =>
    called(contactId, {
      direction: "inbound",
      agentName,
      answeredAt: NOON - 60_000,
      endedAt: NOON,
      note: "",
      ...change,
    });
  const from = (contactId: string) => ({ transferredFrom: asId<ContactId>(contactId) });
  const asked = part("asked", "Bo", { ...from("first"), kind: "consult", disposition: null, arrivedAt: NOON - 50_000 });
  const first = part("first", "Ana", {
    passedOn: { kind: "parking", name: "7" },
    disposition: "follow-up",
    note: "wants the refund",
    arrivedAt: NOON - 90_000,
  });
  const parked = part("fetched", "Cy", { ...from("first"), disposition: "resolved", note: "refunded" });
  const before = part("before", "Di", { arrivedAt: NOON - 86_400_000, disposition: "sale" });

  const shown = (contacts: readonly ContactRecord[], current?: string) => {
    const page = new ConsolePage({ now: () => NOON });
    render(
      <ContactTimeline contacts={contacts} {...(current === undefined ? {} : { current: asId<ContactId>(current) })} />,
      { wrapper: page.wrapper },
    );
    return screen.queryAllByTestId("timeline-item").map((item) => ({
      id: item.dataset["contactId"],
      parts: within(item)
        .queryAllByTestId("timeline-part")
        .map((each) => each.textContent),
      text: item.textContent,
    }));
  };

  it("is one, with who had it in order and where it went; what came of it is the talk's, not the question's", () => {
    const [call, earlier] = shown([parked, asked, first, before]);
    expect(call).toMatchObject({
      id: "fetched",
      parts: [
        expect.stringMatching(/^Follow-up.*Ana.*Parked on 7.*wants the refund$/u),
        expect.stringMatching(/^Colleague asked.*Bo/u),
        expect.stringMatching(/^Resolved.*Cy.*refunded$/u),
      ],
    });
    expect(earlier).toMatchObject({ id: "before", parts: [] });
  });

  it("at hand: its earlier parts belong to it, and it is not among them itself", () => {
    const [call] = shown([parked, first, before], "fetched");
    expect(call?.text).toMatch(/^Incoming.*Earlier in this call/u);
    expect(call?.parts).toEqual([expect.stringMatching(/Ana/u)]);
  });

  it("at hand: who is being asked just now is not among its earlier parts, who was asked before is", () => {
    const asking = part("asking", "Bo", { ...from("first"), kind: "consult", outcome: null, endedAt: null });
    const [call] = shown([asking, asked, { ...first, endedAt: null }], "first");
    expect(call?.parts).toEqual([expect.stringMatching(/^Colleague asked.*Bo/u)]);
    cleanup();
    expect(shown([asking, { ...first, endedAt: null }], "first")).toEqual([]);
  });

  it("at hand and alone: there is nothing earlier", () => {
    expect(shown([parked], "fetched")).toEqual([]);
    expect(screen.getByText("No earlier contacts")).toBeTruthy();
  });

  it("stays together where the list begins in its middle, and ends where records go in a circle", () => {
    const late = part("late", "Ana", from("fetched"));
    expect(shown([late, asked, parked]).map(({ parts }) => parts.length)).toEqual([3]);
    cleanup();
    const circle = [part("a", "Ana", from("b")), part("b", "Bo", from("a"))];
    expect(shown(circle).flatMap(({ parts, id }) => (parts.length === 0 ? [id] : parts))).toHaveLength(2);
  });
});
