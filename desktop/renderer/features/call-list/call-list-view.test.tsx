import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { VIEW } from "../../../../test/contract/examples.ts";
import { ConsolePage, type FakeAnswer } from "../../../../test/fakes/console-page.tsx";
import type { CallListSummary } from "../../../../shared/domain/call-list.ts";
import type { ListOutlook } from "../../../../shared/domain/calling-hours.ts";
import { asId, type CallListEntryId, type CallListId, type UserId } from "../../../../shared/domain/ids.ts";
import type { Role } from "../../../../shared/domain/user.ts";
import type { AgentView } from "../../../../shared/wire/console.ts";
import { summary, vip } from "../../preview/fixtures.ts";
import { CallListView } from "./call-list-view.tsx";
import { chosenList } from "./chosen-list.ts";
import { ListReturn } from "./list-return.tsx";

const NOON = Date.UTC(2026, 10, 21, 4);
const LIST: CallListSummary = {
  callListId: asId<CallListId>("list-1"),
  name: "Renewals November",
  mode: "preview",
  createdAt: NOON,
  entries: 40,
  remaining: 31,
  done: 9,
  rejectedRows: 2,
};
const OUTLOOK: ListOutlook = {
  callable: 12,
  outOfHours: 7,
  hoursFrom: NOON + 3_600_000,
  pausing: 5,
  pausingUntil: NOON + 60_000,
  held: 2,
  doNotCall: 1,
};
const REJECTED = [
  { line: 3, content: "王小明,,", reason: "no-phone" },
  { line: 9, content: "Li Na,abc", reason: "bad-phone" },
];
const entry = {
  entryId: asId<CallListEntryId>("list-1.7"),
  callListId: LIST.callListId,
  state: "leased" as const,
  phone: "+8613800138001",
  name: "Wang Fang",
  reason: "Contract ends on 31 December",
  customer: null,
  leasedBy: asId<UserId>("u-1"),
  leaseEndsAt: NOON + 600_000,
  place: { country: "CN", timeZones: ["Asia/Shanghai"] },
  closedBecause: null,
  attempts: [
    {
      at: NOON - 86_400_000,
      agentId: asId<UserId>("u-1"),
      outcome: "no-answer" as const,
      disposition: "no-contact" as const,
      permit: { rule: "CN", timeZones: ["Asia/Shanghai"], doNotCallVersion: 12 },
    },
  ],
};
let page: ConsolePage;
let nowMs = NOON;
let seq = 1;

function idleView(change: Partial<AgentView> = {}): AgentView {
  seq += 1;
  const status = { ...VIEW.status, state: "ready" as const, reason: null, pendingNotReady: null, contactId: null };
  return { ...VIEW, seq, contact: null, status, ...change };
}

async function open(role: Role = "supervisor", lists: readonly CallListSummary[] = [LIST]): Promise<void> {
  page = new ConsolePage({ role, now: () => nowMs });
  page.onRequest("GET api/call-lists", () => ({ json: { lists } }));
  page.onRequest("GET api/call-lists/list-1/rejected", () => ({ json: { rows: REJECTED } }));
  page.onRequest("GET api/call-lists/list-1/outlook", () => ({ json: OUTLOOK }));
  page.onCommand("list.next", () => ({ ok: true, result: { entry, pause: null } }));
  render(
    <>
      <CallListView />
      <ListReturn />
    </>,
    { wrapper: page.wrapper },
  );
  act(() => page.push("agent-view", idleView()));
  await screen.findByTestId(lists.length === 0 ? "empty-state" : "call-lists");
}

async function takeNext(): Promise<void> {
  await userEvent.click(await screen.findByTestId("call-list"));
  await userEvent.click(screen.getByTestId("list-next"));
  await screen.findByTestId("list-entry");
}

beforeEach(() => {
  nowMs = NOON;
  chosenList.set(null);
  location.hash = "";
});
afterEach(cleanup);

const names = (): string[] => page.commands.map(({ name }) => name);

describe("working a list", () => {
  it("shows who and why, dials with D, and comes back after the wrap-up", async () => {
    await open("agent");
    expect(screen.getByTestId("call-list").textContent).toContain("9 of 40 done");
    await takeNext();
    expect(screen.getByTestId("entry-phone").textContent).not.toBe("");
    expect(screen.getByTestId("entry-reason").textContent).toBe(entry.reason);
    await userEvent.keyboard("d");
    expect(page.commands.at(-1)).toEqual({ name: "list.dial", args: { entryId: entry.entryId } });
    const contact = { ...VIEW.contact!, callListEntry: entry };
    act(() => page.push("agent-view", idleView({ contact, status: { ...VIEW.status, state: "on-contact" } })));
    expect(screen.getByTestId("entry-in-call")).toBeTruthy();
    location.hash = "#/desk";
    act(() => page.push("agent-view", idleView()));
    expect(location.hash).toBe("#/lists");
    expect(document.activeElement).toBe(screen.getByTestId("list-next"));
  });

  it("shows a known customer's name with the one the list gave, when that is another", async () => {
    const known = summary(vip(NOON));
    const next = async (name: string) => {
      await open("agent");
      page.onCommand("list.next", () => ({
        ok: true,
        result: { entry: { ...entry, name, customer: known }, pause: null },
      }));
      await takeNext();
      expect(screen.getByTestId("entry-name").textContent).toBe("林慧敏");
      const beside = screen.queryByTestId("entry-list-name")?.textContent;
      cleanup();
      chosenList.set(null);
      return beside;
    };
    expect(await next("Lin Huimin")).toBe("in the list: Lin Huimin");
    expect(await next("林慧敏")).toBeUndefined();
  });

  it("skips with S to the next one", async () => {
    await open("agent");
    await takeNext();
    page.onCommand("list.next", () => ({ ok: true, result: { entry: null, pause: null } }));
    await userEvent.keyboard("s");
    expect(names()).toEqual(["list.next", "list.skip", "list.next"]);
    expect((await screen.findByTestId("empty-state")).textContent).toContain("Nobody is left to call just now");
  });

  it("says so when the one who was skipped is the only one left, until the next is another", async () => {
    await open("agent");
    await takeNext();
    expect(screen.queryByTestId("entry-again")).toBeNull();
    await userEvent.keyboard("s");
    expect((await screen.findByTestId("entry-again")).textContent).toContain("the customer you skipped");
    page.onCommand("list.next", () => ({
      ok: true,
      result: { entry: { ...entry, entryId: asId<CallListEntryId>("another") }, pause: null },
    }));
    await userEvent.keyboard("s");
    await waitFor(() => expect(screen.getByTestId("list-entry").dataset["entryId"]).toBe("another"));
    expect(screen.queryByTestId("entry-again")).toBeNull();
  });

  it("says when the first who is left may be called again", async () => {
    await open("agent");
    const pause = { at: Date.UTC(2026, 10, 21, 6, 32), because: "called-before", timeZone: null };
    page.onCommand("list.next", () => ({ ok: true, result: { entry: null, pause } }));
    await userEvent.click(await screen.findByTestId("call-list"));
    await userEvent.click(screen.getByTestId("list-next"));
    const hint = await screen.findByText(/may be called again at .*:32/u);
    expect(hint.textContent).toContain("three calls a day");
  });

  it.each([
    ["too-early", "too early to call the people who are left: 23:00 in New York"],
    ["too-late", "too late to call"],
    ["break", "not called at this time of day"],
    ["not-today", "not called today"],
  ] as const)(
    "says that it is %s there, what time it is there, and from when on they may be called",
    async (because, words) => {
      await open("agent");
      const pause = { at: Date.UTC(2026, 10, 21, 13, 0), because, timeZone: "America/New_York" };
      page.onCommand("list.next", () => ({ ok: true, result: { entry: null, pause } }));
      await userEvent.click(await screen.findByTestId("call-list"));
      await userEvent.click(screen.getByTestId("list-next"));
      const hint = await screen.findByText(/may be called .*:00/u);
      expect(hint.textContent).toContain(words);
    },
  );

  it("shows the time where the person is, when it is another than here", async () => {
    await open("agent");
    const elsewhere = { ...entry, place: { country: "US", timeZones: ["America/New_York"] } };
    page.onCommand("list.next", () => ({ ok: true, result: { entry: elsewhere, pause: null } }));
    await takeNext();
    expect(screen.getByTestId("entry-time").textContent?.trim()).toBe("23:00 there (New York)");
  });

  it("shows from when till when it may be where the number does not tell the area, and nothing where it is as late as here", async () => {
    await open("agent");
    const timeZones = ["America/Los_Angeles", "America/New_York", "America/Chicago"];
    page.onCommand("list.next", () => ({
      ok: true,
      result: { entry: { ...entry, place: { country: "US", timeZones } }, pause: null },
    }));
    await takeNext();
    expect(screen.getByTestId("entry-time").textContent?.trim()).toBe("20:00 to 23:00 there");
    page.onCommand("list.next", () => ({
      ok: true,
      result: {
        entry: {
          ...entry,
          entryId: asId<CallListEntryId>("here"),
          place: { country: "XX", timeZones: [Intl.DateTimeFormat().resolvedOptions().timeZone] },
        },
        pause: null,
      },
    }));
    await userEvent.keyboard("s");
    await waitFor(() => expect(screen.getByTestId("list-entry").dataset["entryId"]).toBe("here"));
    expect(screen.queryByTestId("entry-time")).toBeNull();
  });

  it("tells by which rule an earlier attempt was allowed", async () => {
    await open("agent");
    await takeNext();
    expect(screen.getByTestId("attempt-permit").textContent).toBe(
      "Allowed by calling hours CN (Asia/Shanghai), do-not-call list as of change 12",
    );
  });

  it("tells how many of the list may be called now, and why the others may not", async () => {
    await open("agent");
    await userEvent.click(await screen.findByTestId("call-list"));
    const outlook = await screen.findByTestId("list-outlook");
    expect(outlook.textContent).toMatch(
      /^12 may be called now7 out of hours, the first from .*5 called before, the first again from .*2 held by agents now1 closed: asked not to be called$/u,
    );
  });

  it("does not take a letter from a text field, nor the D of a sequence another key has taken", async () => {
    await open("agent");
    await takeNext();
    const before = names().length;
    const taken = (event: KeyboardEvent): void => event.preventDefault();
    document.addEventListener("keydown", taken, true);
    await userEvent.keyboard("d");
    document.removeEventListener("keydown", taken, true);
    const field = document.body.appendChild(document.createElement("input"));
    field.focus();
    await userEvent.keyboard("d");
    field.remove();
    expect(names()).toHaveLength(before);
  });

  it.each([
    ["phone", { reachability: { ...VIEW.reachability, phoneRegistered: false } }],
    ["microphone", { reachability: { ...VIEW.reachability, microphoneReady: false } }],
    ["telephone system", { reachability: { ...VIEW.reachability, pbxConnected: false } }],
    ["Finish what", { status: { ...VIEW.status, state: "wrap-up" as const } }],
  ] satisfies [string, Partial<AgentView>][])("says why nobody can be called: %s", async (words, change) => {
    await open("agent");
    await takeNext();
    act(() => page.push("agent-view", idleView(change)));
    expect(screen.getByTestId("dial-obstacle").textContent).toContain(words);
    await userEvent.keyboard("d");
    expect(names()).not.toContain("list.dial");
  });

  it("tells that the customer is not held any more, and tells a refusal of the server", async () => {
    await open("agent");
    await takeNext();
    page.onCommand("list.dial", () => ({ ok: false, code: "agent-busy" }));
    await userEvent.click(screen.getByTestId("list-dial"));
    expect(screen.getByTestId("notices").textContent).not.toBe("");
    nowMs = NOON + 601_000;
    expect(await screen.findByTestId("lease-over")).toBeTruthy();
  });

  it("shows a finished list and an empty page with the next step", async () => {
    await open("agent", [{ ...LIST, remaining: 0, done: 40 }]);
    await userEvent.click(screen.getByTestId("call-list"));
    expect(screen.getByTestId("list-work").textContent).toContain("finished");
    cleanup();
    await open("agent", []);
    expect(screen.getByTestId("empty-state").textContent).toContain("A supervisor imports");
    expect(screen.queryByTestId("import-list")).toBeNull();
  });

  it("offers to try again when the lists cannot be read", async () => {
    page = new ConsolePage({ role: "agent" });
    let answer: FakeAnswer = { status: 500, code: "internal" };
    page.onRequest("GET api/call-lists", () => answer);
    render(<CallListView />, { wrapper: page.wrapper });
    await screen.findByTestId("error-state");
    answer = { json: { lists: [LIST] } };
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByTestId("call-list")).toBeTruthy();
  });
});

describe("importing a list", () => {
  it("sends the file under a name and shows what came of it, with the rejected rows to download", async () => {
    const saved = vi.fn((_blob: Blob) => "blob:x");
    Object.assign(URL, { createObjectURL: saved, revokeObjectURL: () => undefined });
    await open();
    page.onRequest("POST api/call-lists", () => ({ json: LIST }));
    await userEvent.click(screen.getByTestId("import-list"));
    await userEvent.upload(
      screen.getByTestId("csv-file"),
      new File(["phone\n138"], "renewals_november.csv", { type: "text/csv" }),
    );
    expect(screen.getByTestId<HTMLInputElement>("import-name").value).toBe("renewals november");
    await userEvent.click(screen.getByTestId("import-submit"));
    expect((await screen.findByTestId("import-accepted")).textContent).toBe("40");
    expect(page.requests.find(({ method }) => method === "POST")?.query.get("name")).toBe("renewals november");
    const rows = await screen.findAllByTestId("rejected-row");
    expect(rows.map((row) => row.textContent)).toEqual(["3No phone number王小明,,", "9Not a phone numberLi Na,abc"]);
    await userEvent.click(screen.getByTestId("rejected-download"));
    expect(await saved.mock.calls[0]?.[0].text()).toContain('"3","No phone number","王小明,,"');
    await userEvent.click(screen.getByTestId("import-close"));
    expect(chosenList.get()).toBe(LIST.callListId);
  });

  it("refuses a file that is too large without sending it, and tells the server's reason otherwise", async () => {
    await open();
    page.onRequest("POST api/call-lists", () => ({ status: 400, code: "csv-no-phone-column" }));
    await userEvent.click(screen.getByTestId("import-list"));
    const large = new File(["x"], "a.csv", { type: "text/csv" });
    Object.defineProperty(large, "size", { value: 11 * 1024 * 1024 });
    await userEvent.upload(screen.getByTestId("csv-file"), large);
    await userEvent.click(screen.getByTestId("import-submit"));
    expect((await screen.findByTestId("import-failure")).textContent).toMatch(/large/i);
    expect(page.requests.some(({ method }) => method === "POST")).toBe(false);
    await userEvent.upload(screen.getByTestId("csv-file"), new File(["name\nx"], "b.csv", { type: "text/csv" }));
    expect(screen.queryByTestId("import-failure")).toBeNull();
    expect(screen.getByTestId<HTMLInputElement>("import-name").value, "of the new file").toBe("b");
    await userEvent.click(screen.getByTestId("import-submit"));
    expect((await screen.findByTestId("import-failure")).textContent).toMatch(/phone/i);
  });

  it("shows the rejected rows of an earlier import to supervisors only", async () => {
    await open();
    await userEvent.click(screen.getByTestId("show-rejected"));
    expect(await screen.findAllByTestId("rejected-row")).toHaveLength(2);
    fireEvent.keyDown(screen.getByTestId("rejected-dialog"), { key: "Escape" });
    expect(screen.queryByTestId("rejected-dialog")).toBeNull();
    cleanup();
    await open("agent");
    expect(screen.queryByTestId("show-rejected")).toBeNull();
  });
});

it("passes the accessibility rules with an entry and with the import open", async () => {
  const violations = async (): Promise<string[]> => {
    const rules = { region: { enabled: false }, "color-contrast": { enabled: false } };
    const result = await axe.run({ include: document.body, exclude: "[data-live-announcer]" }, { rules });
    return result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`);
  };
  await open();
  await takeNext();
  expect(await violations()).toEqual([]);
  await userEvent.click(screen.getByTestId("import-list"));
  expect(await violations()).toEqual([]);
});
