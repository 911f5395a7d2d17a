import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { asId, type UserId } from "../../../../shared/domain/ids.ts";
import type { Role } from "../../../../shared/domain/user.ts";
import { ConsolePage, type FakeAnswer } from "../../../../test/fakes/console-page.tsx";
import { dialRequest } from "../../connection/dial-request.ts";
import { type FigureBehind, routeHash } from "../../navigation/route.ts";
import { useRoute } from "../../navigation/use-route.ts";
import { QUEUES, view } from "../../preview/fixtures.ts";
import { contactRecord, timeline } from "../../preview/timeline-fixtures.ts";
import { AGENTS, missedOffers } from "../../preview/office-fixtures.ts";
import { HistoryView } from "./history-view.tsx";

const NOW = Date.UTC(2026, 10, 21, 4);
let page: ConsolePage;

interface Options {
  readonly role?: Role;
  readonly language?: "en" | "zh";
  readonly contacts?: () => FakeAnswer;
  readonly behind?: FigureBehind | "missed";
  readonly address?: string;
}

function open({ role = "agent", language = "en", contacts, behind, address }: Options = {}) {
  page = new ConsolePage({ role, language, now: () => NOW });
  page.onRequest("GET api/queues", () => ({ json: { queues: QUEUES } }));
  page.onRequest("GET api/agents", () => ({ json: { agents: AGENTS } }));
  page.onRequest(
    "GET api/contacts",
    contacts ?? (() => ({ json: { contacts: [contactRecord(NOW), ...timeline(NOW)] } })),
  );
  page.onRequest("GET api/missed-offers", () => ({ json: { missed: missedOffers(NOW) } }));
  page.push("agent-view", view(NOW, null));
  location.hash = address ?? routeHash({ view: "history", ...(behind === undefined ? {} : { behind }) });
  render(<AtItsAddress />, { wrapper: page.wrapper });
}
/** As the console's view of a route. */
function AtItsAddress() {
  const route = useRoute();
  return route.view === "history" ? <HistoryView route={route} /> : null;
}
const asked = (path: string) => {
  const request = page.requests.filter((each) => each.path === path).at(-1);
  return Object.fromEntries(request?.query ?? []);
};
/** Opens one of the filters by keyboard and takes the option of that name. */
async function choose(filter: string, option: string): Promise<void> {
  screen.getByTestId(filter).focus();
  await userEvent.keyboard("{Enter}");
  // By its words: to compute every element's name by role takes jsdom seconds in a table of contacts.
  await userEvent.click(await screen.findByText(option, { selector: "[role=option] *, [role=option]" }));
}

afterEach(() => {
  cleanup();
  dialRequest.set(null);
  vi.restoreAllMocks();
});

describe("what is behind a figure", () => {
  const SERVICE = QUEUES[0]!.queueId;

  it("is asked for as the figure counts it, in the queue it is of, without a period; everything is one button away", async () => {
    open({ role: "supervisor", behind: { counted: "abandoned", queueId: SERVICE } });
    await screen.findAllByTestId("history-row");
    expect(asked("api/contacts")).toEqual({ scope: "team", limit: "50", counted: "abandoned", queueId: SERVICE });
    expect(screen.getByTestId("history-counted").textContent).toContain("Behind the figure of today: abandoned");
    expect(screen.queryByTestId("history-period")).toBeNull();
    await userEvent.click(screen.getByTestId("history-counted-all"));
    await waitFor(() => expect(asked("api/contacts")).toEqual({ scope: "team", limit: "50", queueId: SERVICE }));
    expect(screen.queryByTestId("history-counted")).toBeNull();
    expect(screen.getByTestId("history-period")).toBeTruthy();
  });

  it("is an agent's own, and a supervisor's own when the figure is theirs", async () => {
    open({ behind: { counted: "handled", agentId: asId<UserId>("user-me") } });
    await screen.findAllByTestId("history-row");
    expect(asked("api/contacts")).toEqual({ scope: "own", limit: "50", counted: "handled" });
    cleanup();
    open({ role: "supervisor", behind: { counted: "handled", agentId: AGENTS[1]!.agentId } });
    await screen.findAllByTestId("history-row");
    expect(asked("api/contacts")).toEqual({
      scope: "team",
      limit: "50",
      counted: "handled",
      agentId: AGENTS[1]!.agentId,
    });
  });

  it.each([
    ["en", "All counted", ["In time", "Not in time"], "answered in time ÷ (answered + abandoned)"],
    ["zh", "全部计入", ["达标", "未达标"], "÷"],
  ] as const)(
    "of a service level: the calls counted, on which side each stands, and either side alone (%s)",
    async (language, all, sides, formula) => {
      const one = { ...contactRecord(NOW), queueId: SERVICE, queuedAt: NOW, callbackAt: null };
      const contacts = [
        { ...one, contactId: "c-soon", answeredAt: NOW + 20_000 },
        { ...one, contactId: "c-late", answeredAt: NOW + 20_001 },
        { ...one, contactId: "c-gone", answeredAt: null, endedAt: NOW + 65_000, outcome: "abandoned" },
      ];
      open({
        role: "supervisor",
        language,
        behind: { counted: "service-level", variant: "negative", queueId: SERVICE },
        contacts: () => ({ json: { contacts } }),
      });
      await screen.findAllByTestId("history-row");
      const query = { scope: "team", limit: "50", variant: "negative", queueId: SERVICE };
      expect(asked("api/contacts")).toEqual({ ...query, counted: "service-level" });
      expect(screen.getByText(formula, { exact: false })).toBeTruthy();
      await waitFor(() =>
        expect(screen.getAllByTestId("history-verdict").map(({ textContent }) => textContent)).toEqual([
          sides[0],
          sides[1],
          sides[1],
        ]),
      );
      expect(screen.getByText("1:05")).toBeTruthy();
      expect(screen.getByText(all).getAttribute("aria-pressed")).toBe("true");
      for (const side of ["not-in-time", "in-time"] as const) {
        screen.getByTestId(`side-${side}`).focus();
        await userEvent.keyboard("{Enter}");
        await waitFor(() => expect(asked("api/contacts")).toEqual({ ...query, counted: side }));
      }
      await userEvent.click(screen.getByTestId("history-counted-all"));
      await waitFor(() => expect(asked("api/contacts")).toEqual({ scope: "team", limit: "50", queueId: SERVICE }));
      expect(screen.queryByTestId("history-verdict")).toBeNull();
    },
  );

  it("may be the offers that were missed; it speaks Chinese", async () => {
    open({ behind: "missed" });
    expect((await screen.findAllByTestId("missed-offer")).length).toBeGreaterThan(0);
    cleanup();
    open({ language: "zh", behind: { counted: "answered", queueId: SERVICE } });
    expect((await screen.findByTestId("history-counted")).textContent).toContain("今日统计明细：已接听");
  });
});

describe("contacts", () => {
  it("are an agent's own; a supervisor begins with the team's", async () => {
    open();
    expect(await screen.findAllByTestId("history-row")).toHaveLength(8);
    expect(asked("api/contacts")).toEqual({ scope: "own", limit: "50" });
    expect(screen.queryByTestId("tab-team")).toBeNull();
    expect(screen.queryByTestId("history-agent")).toBeNull();
    expect(screen.queryByTestId("history-export")).toBeNull();
    expect(screen.queryByTestId("journal-link")).toBeNull();
    cleanup();
    open({ role: "supervisor" });
    await screen.findAllByTestId("history-row");
    expect(asked("api/contacts")).toEqual({ scope: "team", limit: "50" });
    expect(screen.getByTestId("history-agent")).toBeTruthy();
  });

  it("are narrowed by the server: words, direction, result, queue, agent, days", async () => {
    open({ role: "supervisor" });
    await screen.findAllByTestId("history-row");
    await userEvent.type(screen.getByTestId("history-filter"), " roaming ");
    await choose("history-direction", "Inbound");
    await choose("history-result", "Complaint");
    await choose("history-queue", "Sales");
    await choose("history-agent", "Daniel Wright");
    await waitFor(() =>
      expect(asked("api/contacts")).toMatchObject({
        text: "roaming",
        direction: "inbound",
        disposition: "complaint",
        queueId: "sales",
        agentId: "u-2",
      }),
    );
    await choose("history-result", "Ended: Caller hung up waiting");
    await waitFor(() => expect(asked("api/contacts")).toMatchObject({ outcome: "abandoned" }));
    expect(asked("api/contacts")["disposition"]).toBeUndefined();
  });

  it("of named days: from midnight to midnight, both days included", async () => {
    open();
    await screen.findAllByTestId("history-row");
    await choose("history-period", "From … to …");
    fireEvent.change(screen.getByTestId("history-from"), { target: { value: "2026-11-02" } });
    fireEvent.change(screen.getByTestId("history-to"), { target: { value: "2026-11-02" } });
    await waitFor(() => {
      const { since, until } = asked("api/contacts");
      expect(Number(until) - Number(since)).toBe(86_400_000);
      expect(new Date(Number(since)).getDate()).toBe(2);
    });
  });

  it("are of the centre's days and clock, wherever the reader is, who is told so", async () => {
    open();
    // It is 18:00 of the day before there, and nobody's test runs there.
    page.push("hello", { serverNow: NOW, timeZone: "Pacific/Honolulu", entryScripts: [] });
    expect(await screen.findByText("Days and times are those of Honolulu")).toBeTruthy();
    const [row] = await screen.findAllByTestId("history-row");
    expect(row?.textContent).toContain("yesterday 18:00");
    await choose("history-period", "Yesterday");
    await waitFor(() =>
      expect(asked("api/contacts")).toMatchObject({
        since: String(Date.UTC(2026, 10, 19, 10)),
        until: String(Date.UTC(2026, 10, 20, 10)),
      }),
    );
    await userEvent.click(screen.getByTestId("tab-missed"));
    await screen.findAllByTestId("missed-offer");
    expect(asked("api/missed-offers")).toMatchObject({ since: String(Date.UTC(2026, 10, 20, 10)) });
  });

  it.each([
    ["en", ["transferred by an agent", "from Sales"]],
    ["zh", ["由坐席转接", "转自销售"]],
  ] as const)(
    "say how a call came to its queue, where it had waited before (%s)",
    async (language, [transferred, from]) => {
      const [service, sales] = QUEUES.map(({ queueId }) => queueId);
      const one = { ...contactRecord(NOW), queueId: service };
      const contacts = [
        { ...one, contactId: "c-back", transferredFrom: one.contactId, queuedAt: NOW },
        { ...one, contactId: "c-over", overflowedFrom: [sales, service, sales], queuedAt: NOW },
        { ...one, contactId: "c-in-person", transferredFrom: one.contactId, queuedAt: null },
        one,
      ];
      open({ language, contacts: () => ({ json: { contacts } }) });
      await screen.findAllByTestId("history-row");
      expect(screen.getAllByTestId("history-came-by").map(({ textContent }) => textContent)).toEqual([
        transferred,
        from,
      ]);
    },
  );

  it("a page that is full leads to older ones behind the last that is shown", async () => {
    const many = Array.from({ length: 50 }, (_, index) => ({
      ...contactRecord(NOW),
      contactId: `c-${index}`,
      arrivedAt: NOW - index * 1_000,
    }));
    open({ contacts: () => ({ json: { contacts: many } }) });
    await userEvent.click(await screen.findByTestId("history-more"));
    await waitFor(() =>
      expect(asked("api/contacts")).toMatchObject({ before: String(NOW - 49_000), beforeId: "c-49" }),
    );
  });

  it("a number in it is called with one press and does not open the row", async () => {
    open();
    const [link] = await screen.findAllByTestId("phone-link");
    await userEvent.click(link!);
    expect(dialRequest.get()).toEqual({ number: "+8613800138001", name: "林慧敏" });
    expect(location.hash).not.toContain("customers");
  });

  it("say of a call that was made because of a message which message that was, in both languages", async () => {
    const answering = { ...contactRecord(NOW), answersMessageAt: NOW - 3_600_000 };
    const contacts = () => ({ json: { contacts: [answering, { ...contactRecord(NOW), contactId: "c-other" }] } });
    const textIn = async (language: "en" | "zh") => {
      open({ contacts, language });
      const rows = await screen.findAllByTestId("history-row");
      expect(rows.map((row) => row.querySelectorAll("[data-testid=history-answers]").length)).toEqual([1, 0]);
      return screen.getByTestId("history-answers").textContent;
    };
    expect(await textIn("en")).toMatch(/^Calling back the message of .*\d\d:\d\d/u);
    cleanup();
    expect(await textIn("zh")).toMatch(/^回复 .*\d\d:\d\d 的留言$/u);
  });

  it.each([
    ["en", ["Customer hung up", "Agent hung up", "Line was lost", undefined]],
    ["zh", ["客户挂断", "坐席挂断", "线路中断", undefined]],
  ] as const)("say who ended the talk, where there was one (%s)", async (language, words) => {
    const contacts = (["customer", "agent", "line", null] as const).map((endedBy, index) => ({
      ...contactRecord(NOW),
      contactId: `c-${index}`,
      endedBy,
    }));
    open({ language, contacts: () => ({ json: { contacts } }) });
    const rows = await screen.findAllByTestId("history-row");
    expect(rows.map((row) => row.querySelector("[data-testid=history-ended-by]")?.textContent)).toEqual(words);
  });

  it("say whether there are none yet or none that fit", async () => {
    open({ contacts: () => ({ json: { contacts: [] } }) });
    expect(await screen.findByText("No contacts yet")).toBeTruthy();
    await userEvent.type(screen.getByTestId("history-filter"), "x");
    expect(await screen.findByText("No contact fits")).toBeTruthy();
  });

  it("that cannot be read are no 0 contacts; they are read again when asked", async () => {
    let fails = true;
    open({ contacts: () => (fails ? { code: "internal" } : { json: { contacts: [contactRecord(NOW)] } }) });
    expect((await screen.findByTestId("error-state")).textContent).toContain("Something went wrong");
    expect(screen.getByTestId("history-view").textContent).not.toContain("0 contacts");
    fails = false;
    await userEvent.click(screen.getByRole("button", { name: /Try again/u }));
    expect(await screen.findAllByTestId("history-row")).toHaveLength(1);
  });
});

describe("the address", () => {
  const all = "q=roaming&period=dates&from=2026-11-02&to=2026-11-03&direction=inbound&result=disposition-complaint";

  it("says what the list is narrowed to, and a reload of it narrows the same", async () => {
    open({ role: "supervisor", address: `#/history?${all}&queue=sales&agent=u-2` });
    await screen.findAllByTestId("history-row");
    const wanted = asked("api/contacts");
    expect(wanted).toMatchObject({
      scope: "team",
      text: "roaming",
      direction: "inbound",
      disposition: "complaint",
      queueId: "sales",
      agentId: "u-2",
    });
    expect(Number(wanted["until"]) - Number(wanted["since"])).toBe(2 * 86_400_000);
    expect(screen.getByTestId<HTMLInputElement>("history-filter").value).toBe("roaming");
    expect(screen.getByTestId<HTMLInputElement>("history-from").value).toBe("2026-11-02");
    await choose("history-agent", "Any agent");
    await choose("history-direction", "Outbound");
    expect(location.hash).toBe(`#/history?${all.replace("inbound", "outbound")}&queue=sales`);
  });

  it("goes back and forward choice by choice, and over a whole word at once", async () => {
    open({ role: "supervisor" });
    await screen.findAllByTestId("history-row");
    await choose("history-direction", "Inbound");
    await userEvent.type(screen.getByTestId("history-filter"), "roam ing");
    expect(screen.getByTestId<HTMLInputElement>("history-filter").value).toBe("roam ing");
    await userEvent.click(screen.getByTestId("tab-own"));
    await waitFor(() => expect(asked("api/contacts")).toMatchObject({ scope: "own", text: "roam ing" }));
    expect(location.hash).toBe("#/history?scope=own&q=roam+ing&direction=inbound");
    history.back();
    await waitFor(() => expect(asked("api/contacts")).toMatchObject({ scope: "team", text: "roam ing" }));
    history.back();
    await waitFor(() => expect(asked("api/contacts")).toEqual({ scope: "team", limit: "50", direction: "inbound" }));
    expect(screen.getByTestId<HTMLInputElement>("history-filter").value).toBe("");
    history.back();
    await waitFor(() => expect(asked("api/contacts")).toEqual({ scope: "team", limit: "50" }));
    expect(location.hash).toBe("#/history");
    history.forward();
    await waitFor(() => expect(location.hash).toBe("#/history?direction=inbound"));
  });

  it("leaves out what it cannot mean, and an agent never asks for the team", async () => {
    open({ address: "#/history?scope=team&period=ever&direction=up&result=best&queue=%3Cb%3E&agent=u-2&from=now" });
    await screen.findAllByTestId("history-row");
    expect(asked("api/contacts")).toEqual({ scope: "own", limit: "50" });
  });

  it("narrows to a queue that is in no list, and it can be seen to", async () => {
    open({ address: "#/history?queue=closed-long-ago" });
    await screen.findAllByTestId("history-row");
    expect(asked("api/contacts")).toEqual({ scope: "own", limit: "50", queueId: "closed-long-ago" });
    expect(screen.getByTestId("history-queue").textContent).toContain("closed-long-ago");
  });

  it("says which day's missed offers are shown", async () => {
    open({ address: "#/history/missed?date=2026-11-19" });
    await screen.findAllByTestId("missed-offer");
    const { since, before } = asked("api/missed-offers");
    expect([since, before].map((at) => new Date(Number(at)).getDate())).toEqual([19, 20]);
    await userEvent.click(screen.getByRole("button", { name: "The day after" }));
    await waitFor(() => expect(location.hash).toBe("#/history/missed?date=2026-11-20"));
    await userEvent.click(screen.getByRole("button", { name: "Today" }));
    await waitFor(() => expect(location.hash).toBe("#/history/missed"));
    history.back();
    await waitFor(() => expect(location.hash).toBe("#/history/missed?date=2026-11-20"));
  });
});

describe("the file for a spreadsheet", () => {
  it("has all that the filters let through, in the language of the console", async () => {
    vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:csv");
    vi.spyOn(URL, "revokeObjectURL").mockReturnValue();
    const saved = vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
    open({ role: "supervisor", language: "zh" });
    page.onRequest("GET api/contacts/export", () => ({ json: {} }));
    await screen.findAllByTestId("history-row");
    await userEvent.type(screen.getByTestId("history-filter"), "roaming");
    await waitFor(() => expect(asked("api/contacts")).toMatchObject({ text: "roaming" }));
    await userEvent.click(screen.getByTestId("history-export"));
    await waitFor(() => expect(saved).toHaveBeenCalledOnce());
    expect(asked("api/contacts/export")).toMatchObject({ text: "roaming", language: "zh" });
    // Of the day on which it was taken, at the centre.
    expect(saved.mock.contexts.map((link) => (link as HTMLAnchorElement).download)).toEqual([
      "contacts-2026-11-21.csv",
    ]);
  });

  it("that could not be made is told with what to do; an empty list makes none", async () => {
    open({ role: "supervisor" });
    page.onRequest("GET api/contacts/export", () => ({ code: "internal" }));
    await screen.findAllByTestId("history-row");
    await userEvent.click(screen.getByTestId("history-export"));
    await waitFor(() => expect(screen.getByTestId("notices").textContent).toContain("Try again"));
    cleanup();
    open({ role: "supervisor", contacts: () => ({ json: { contacts: [] } }) });
    await screen.findByText("No contacts yet");
    expect(screen.getByTestId<HTMLButtonElement>("history-export").disabled).toBe(true);
  });
});

describe("missed offers", () => {
  it("say for each why it was missed, what helps, and what became of the caller", async () => {
    open();
    await userEvent.click(await screen.findByTestId("tab-missed"));
    const rows = await screen.findAllByTestId("missed-offer");
    expect(rows.map((row) => row.dataset["reason"])).toEqual([
      "no-answer",
      "rejected",
      "unreachable",
      "busy",
      "failed",
      "agent-gone",
    ]);
    expect(rows[0]?.textContent).toContain("Rang without an answer");
    expect(rows[0]?.textContent).toContain("the caller still waits or talks");
    expect(rows[1]?.textContent).toContain("served by Daniel Wright");
    // An agent reads their own: whose it was is said to supervisors only.
    expect(rows[0]?.textContent).not.toContain("李娜");
  });

  it("are looked through day by day", async () => {
    open();
    await userEvent.click(await screen.findByTestId("tab-missed"));
    await screen.findAllByTestId("missed-offer");
    const today = Number(asked("api/missed-offers")["since"]);
    expect(asked("api/missed-offers")["before"]).toBeUndefined();
    await userEvent.click(screen.getByTestId("missed-before"));
    await waitFor(() => expect(asked("api/missed-offers")["before"]).toBe(String(today)));
    await userEvent.click(screen.getByRole("button", { name: "Today" }));
    await screen.findAllByTestId("missed-offer");
    expect(screen.queryByRole("button", { name: "The day after" })).toBeNull();
  });

  it("name the agent to a supervisor, in Chinese too", async () => {
    open({ role: "supervisor", language: "zh" });
    await userEvent.click(await screen.findByTestId("tab-missed"));
    const [row] = await screen.findAllByTestId("missed-offer");
    expect(row?.textContent).toContain("李娜 Li Na");
    expect(row?.textContent).not.toMatch(/Rang|waits/u);
  });
});
