import { act, cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { asId, type ContactId, type QueueId, type UserId } from "../../../../shared/domain/ids.ts";
import type { Role, User } from "../../../../shared/domain/user.ts";
import { ConsolePage, type FakeAnswer } from "../../../../test/fakes/console-page.tsx";
import { contactRecord } from "../../preview/timeline-fixtures.ts";
import { lineOf } from "../../preview/line-of.ts";
import type { Prompt } from "./admin-api.ts";
import { AdminView } from "./admin-view.tsx";
import { ContactJournalView } from "./contact-journal-view.tsx";

const NOON = Date.UTC(2026, 10, 21, 4);
const user = (id: string, login: string, displayName: string, role: Role, disabled = false): User => ({
  userId: asId<UserId>(id),
  login,
  displayName,
  role,
  disabled,
});
const USERS = [
  user("u-1", "sun.li", "Sun Li", "admin"),
  user("u-2", "li.na", "李娜", "agent"),
  user("u-3", "gone", "Gone Person", "supervisor", true),
];
const PROMPTS: readonly Prompt[] = [
  { id: "greeting", language: "en", text: "Welcome to Cordboard.", uploaded: false },
  { id: "greeting", language: "zh", text: "欢迎致电。", uploaded: true },
  { id: "balance", language: "en", text: "Your balance is {money amountMinor currency}.", uploaded: false },
  { id: "balance", language: "zh", text: "您的余额为{money amountMinor currency}。", uploaded: false },
];
let page: ConsolePage;

function open(role: Role = "admin"): void {
  page = new ConsolePage({ role });
  page.onRequest("GET api/users", () => ({ json: { users: USERS } }));
  page.onRequest("GET api/prompts", () => ({ json: { prompts: PROMPTS } }));
  page.onRequest("GET api/about", () => ({ json: { version: "0.1.0", demo: true, protocolVersion: 1 } }));
  render(<AdminView />, { wrapper: page.wrapper });
}
const sent = (method: string) => page.requests.filter((request) => request.method === method);
const isDisabled = (testId: string): boolean => screen.getByTestId<HTMLButtonElement>(testId).disabled;

async function violations(): Promise<string[]> {
  const rules = { region: { enabled: false }, "color-contrast": { enabled: false } };
  const result = await axe.run({ include: document.body, exclude: "[data-live-announcer]" }, { rules });
  return result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`);
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("people", () => {
  it("creates one, with a suggested password and what creating does", async () => {
    open();
    const created = { ...USERS[1], userId: "u-9", login: "new.one", displayName: "New One" };
    page.onRequest("POST api/users", () => ({ status: 201, json: created }));
    await userEvent.click(await screen.findByTestId("new-user"));
    await userEvent.type(screen.getByTestId("user-name"), "New One");
    await userEvent.type(screen.getByTestId("user-login"), "New One");
    expect(screen.getByTestId("new-user-dialog").textContent).toContain("small letters");
    expect(isDisabled("user-save")).toBe(true);
    await userEvent.clear(screen.getByTestId("user-login"));
    await userEvent.type(screen.getByTestId("user-login"), "New.One");
    await userEvent.click(screen.getByTestId("suggest-password"));
    expect(await violations()).toEqual([]);
    await userEvent.click(screen.getByTestId("user-save"));
    expect(sent("POST")[0]?.body).toMatchObject({ login: "new.one", displayName: "New One", role: "agent" });
    expect(screen.queryByTestId("new-user-dialog")).toBeNull();
    expect(screen.getByTestId("notices").textContent).toContain("New One can sign in now");
  });

  it("tells that a login is taken and keeps what was typed", async () => {
    open();
    page.onRequest("POST api/users", () => ({ status: 409, code: "login-taken" }));
    await userEvent.click(await screen.findByTestId("new-user"));
    await userEvent.type(screen.getByTestId("user-name"), "X");
    await userEvent.type(screen.getByTestId("user-login"), "li.na");
    await userEvent.click(screen.getByTestId("suggest-password"));
    await userEvent.click(screen.getByTestId("user-save"));
    expect((await screen.findByTestId("user-failure")).textContent).toContain("login");
    expect(screen.getByTestId<HTMLInputElement>("user-login").value).toBe("li.na");
  });

  it("opens a person by keyboard, explains the change, sends only what differs", async () => {
    open();
    const rows = await screen.findAllByTestId("user-row");
    act(() => rows[0]?.focus());
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(screen.getByTestId("user-dialog").textContent).toContain("李娜");
    expect(isDisabled("user-save")).toBe(true);
    await userEvent.click(within(screen.getByTestId("user-enabled")).getByRole("switch"));
    expect(screen.getByTestId("user-effects").textContent).toContain("signed out at once");
    // Their page leaves and takes the phone along: whoever saves this must know what becomes of the customer.
    expect(screen.getByTestId("user-effects").textContent).toContain("a caller they talk with waits for somebody else");
    page.onRequest("PATCH api/users/u-2", () => ({ json: { ...USERS[1], disabled: true } }));
    await userEvent.click(screen.getByTestId("user-save"));
    expect(sent("PATCH")[0]?.body).toEqual({ disabled: true });
  });

  it("warns an administrator about themselves, and tells that the last one must stay", async () => {
    open();
    await userEvent.click((await screen.findAllByTestId("user-row"))[0] ?? document.body);
    await userEvent.click(screen.getByTestId("user-role"));
    await userEvent.click(screen.getByRole("option", { name: "Agent" }));
    expect(screen.getByTestId("user-effects").textContent).toContain("This is you");
    page.onRequest("PATCH api/users/u-1", () => ({ status: 409, code: "last-admin" }));
    await userEvent.click(screen.getByTestId("user-save"));
    expect((await screen.findByTestId("user-failure")).textContent).toContain("last administrator");
  });

  it("refuses a short password before it is sent", async () => {
    open();
    await userEvent.click((await screen.findAllByTestId("user-row"))[1] ?? document.body);
    await userEvent.type(screen.getByTestId("user-password"), "short");
    expect(isDisabled("user-save")).toBe(true);
    expect(screen.getByTestId("user-dialog").textContent).toContain("At least 10 characters.");
  });

  it("finds people by name and by login", async () => {
    open();
    await screen.findAllByTestId("user-row");
    await userEvent.type(screen.getByTestId("user-search"), "李");
    expect(screen.getAllByTestId("user-row")).toHaveLength(1);
    await userEvent.type(screen.getByTestId("user-search"), "zzz");
    expect(screen.getByTestId("empty-state").textContent).toContain("Nobody found");
  });
});

describe("announcements", () => {
  it("says which voice wins, uploads and removes a recording", async () => {
    open();
    await userEvent.click(screen.getByTestId("tab-prompts"));
    const row = (key: string): HTMLElement => {
      const found = screen.getAllByTestId("prompt-row").find((each) => each.dataset["prompt"] === key);
      if (found === undefined) throw new Error(`no row ${key}`);
      return found;
    };
    await screen.findAllByTestId("prompt-row");
    expect(row("en/greeting").textContent).toContain("The computer speaks");
    expect(row("zh/greeting").textContent).toContain("Your recording is played");
    expect(row("en/balance").textContent).toContain("Your balance is amount.");
    expect(await violations()).toEqual([]);
    page.onRequest("PUT api/prompts/*", () => ({ status: 204 }));
    page.onRequest("DELETE api/prompts/*", () => ({ status: 204 }));
    const wav = new File(["RIFF"], "greeting.wav", { type: "audio/wav" });
    await userEvent.upload(within(row("en/greeting")).getByTestId("prompt-file"), wav);
    expect(sent("PUT")[0]).toMatchObject({ path: "api/prompts/en/greeting", body: wav });
    await userEvent.click(within(row("zh/greeting")).getByTestId("prompt-remove"));
    expect(sent("DELETE")[0]?.path).toBe("api/prompts/zh/greeting");
  });

  it("plays one announcement at a time, and tells when it cannot be made", async () => {
    const played: string[] = [];
    vi.stubGlobal(
      "Audio",
      class extends EventTarget {
        src = "";
        play = () => Promise.resolve(played.push(this.src));
        pause = () => undefined;
      },
    );
    vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:sound");
    vi.spyOn(URL, "revokeObjectURL").mockReturnValue();
    open();
    page.onRequest("GET api/prompts/*", () => ({ json: "RIFF" }));
    await userEvent.click(screen.getByTestId("tab-prompts"));
    const [first, second] = await screen.findAllByTestId("prompt-play");
    await userEvent.click(first ?? document.body);
    await vi.waitFor(() => expect(first?.dataset["playing"]).toBe("true"));
    await userEvent.click(second ?? document.body);
    await vi.waitFor(() => expect([first, second].map((each) => each?.dataset["playing"])).toEqual(["false", "true"]));
    expect(played).toEqual(["blob:sound", "blob:sound"]);
    await userEvent.click(second ?? document.body);
    expect(second?.dataset["playing"]).toBe("false");
    page.onRequest("GET api/prompts/*", () => ({ status: 503, code: "prompt-unavailable" }));
    await userEvent.click(first ?? document.body);
    await vi.waitFor(() => expect(first?.dataset["playing"]).toBe("false"));
    expect(screen.getByTestId("notices").textContent).not.toBe("");
  });

  it("refuses a file that is too large without sending it, and tells that one cannot be played", async () => {
    open();
    await userEvent.click(screen.getByTestId("tab-prompts"));
    const [file] = await screen.findAllByTestId("prompt-file");
    const large = new File(["x"], "a.wav", { type: "audio/wav" });
    Object.defineProperty(large, "size", { value: 6 * 1024 * 1024 });
    await userEvent.upload(file ?? document.body, large);
    expect(sent("PUT")).toEqual([]);
    expect(screen.getByTestId("notices").textContent).toContain("too large");
    page.onRequest("PUT api/prompts/*", () => ({ status: 400, code: "audio-unreadable" }));
    await userEvent.upload(file ?? document.body, new File(["x"], "b.wav", { type: "audio/wav" }));
    expect(screen.getByTestId("notices").textContent).toContain("not a recording that can be played");
  });
});

describe("health", () => {
  it("shows each part also when the server answers 503, with what to do", async () => {
    vi.stubGlobal("fetch", () =>
      Promise.resolve(Response.json({ ok: false, pbx: false, database: true }, { status: 503 })),
    );
    open();
    await userEvent.click(screen.getByTestId("tab-health"));
    await vi.waitFor(() => expect(screen.getByTestId("health-pbx").dataset["state"]).toBe("bad"));
    expect(screen.getByTestId("health-pbx").textContent).toContain("reconnects by itself");
    expect(screen.getByTestId("health-database").dataset["state"]).toBe("good");
    expect(screen.getByTestId("server-version").textContent).toBe("0.1.0");
    expect(await violations()).toEqual([]);
  });

  it("tells that the server does not answer", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
    open();
    await userEvent.click(screen.getByTestId("tab-health"));
    await vi.waitFor(() => expect(screen.getByTestId("health-server").dataset["state"]).toBe("bad"));
    expect(screen.getByTestId("health-pbx").dataset["state"]).toBe("unknown");
  });
});

describe("the journal of a contact", () => {
  const ENTRIES = [
    { type: "call.arrived", payload: { source: "trunk", dnis: "4001", ani: { e164: "+8613800138001" } } },
    {
      type: "caller.identified",
      payload: { match: "one", classification: { tier: "gold", headStartMs: 45_000, reasons: [] } },
    },
    { type: "ivr.snapshot", payload: { state: "menu" } },
    { type: "acd.contact-queued", payload: { queueId: "service", headStartMs: 45_000 } },
    { type: "offer.withdrawn", payload: { because: "no-answer" } },
    { type: "contact.closed", payload: { outcome: "handled", disposition: "resolved" } },
    { type: "some.new-thing", payload: null },
  ].map((entry, index) => ({ ...entry, seq: index + 1, at: NOON + index * 4_000, agentId: null }));

  const QUALITY = [
    {
      contactId: "c-1",
      agentId: "u-1",
      firstAt: NOON,
      lastAt: NOON + 20_000,
      mosMean: 3.34,
      mosMin: 2.1,
      lossPercent: 6.25,
      jitterMs: 31,
      rttMs: null,
      lineLossPercent: 0,
      lineJitterMs: 2,
      cause: "own-network",
      points: [
        { at: NOON + 10_000, windowMs: 10_000, mos: 4.3, cause: "none" },
        { at: NOON + 20_000, windowMs: 10_000, mos: 2.1, cause: "own-network" },
      ],
    },
  ];

  function openJournal(answer: FakeAnswer, role: Role = "supervisor", language: "en" | "zh" = "en"): void {
    page = new ConsolePage({ role, language });
    const { json } = answer;
    const whole = typeof json === "object" ? { ...answer, json: { contact: null, ...json } } : answer;
    page.onRequest("GET api/contacts/c-1/journal", () => whole);
    page.onRequest("GET api/contacts/c-1/quality", () => ({ json: { parts: QUALITY } }));
    page.onRequest("GET api/agents", () => ({ json: { agents: [{ agentId: "u-9", displayName: "Bo Chen" }] } }));
    const skills = [{ skill: "german", names: { en: "German", zh: "德语" } }];
    page.onRequest("GET api/skills", () => ({ json: { skills } }));
    page.onRequest("GET api/queues", () => ({
      json: {
        queues: [
          {
            queueId: "service",
            names: { en: "Service", zh: "客服" },
            serviceLevelThresholdMs: 20_000,
            shortAbandonMs: 5_000,
          },
        ],
      },
    }));
    render(<ContactJournalView contactId={asId<ContactId>("c-1")} />, { wrapper: page.wrapper });
  }

  it("tells every event in words, in order, with what was written; technical ones on request", async () => {
    openJournal({ json: { entries: ENTRIES } });
    await screen.findByText(/Waits in Service/);
    const sentences = screen.getAllByTestId("journal-entry").map((row) => row.querySelector("p")?.textContent);
    expect(sentences).toEqual([
      "Call for 4001 came in from the telephone network.",
      "The number belongs to one customer; tier Gold, head start 45s.",
      "Waits in Service with a head start of 45s.",
      "The offer was taken back: no answer.",
      "Closed: Handled, result Resolved.",
      "Event some.new-thing",
    ]);
    expect(screen.getAllByTestId("journal-entry")[1]?.textContent).toContain('"headStartMs": 45000');
    await userEvent.click(within(screen.getByTestId("journal-technical")).getByRole("switch"));
    expect(screen.getAllByTestId("journal-entry")).toHaveLength(ENTRIES.length);
    expect(await violations()).toEqual([]);
  });

  it.each([
    ["en", {}, "Incoming林慧敏+86 138 0013 8001 · Service · 21 Nov, 12:00 · Resolved · Customer hung upc-1"],
    [
      "zh",
      { customerName: null, disposition: null, outcome: "abandoned", endedBy: null },
      "呼入+86 138 0013 8001客服 · 11月21日 12:00 · 等待中挂断c-1",
    ],
    [
      "en",
      { customerName: null, queueId: null, disposition: null, endedAt: null, endedBy: null },
      "Incoming+86 138 0013 800121 Nov, 12:00 · In progressc-1",
    ],
  ] as const)(
    "is headed by who called, for which queue, when and what came of it (%s, %j)",
    async (language, change, words) => {
      const contact = { ...contactRecord(NOON), contactId: "c-1", arrivedAt: NOON, ...change };
      openJournal({ json: { contact, entries: ENTRIES } }, "supervisor", language);
      act(() => page.push("hello", { serverNow: NOON, timeZone: "Asia/Shanghai", entryScripts: [] }));
      const facts = await screen.findByTestId("journal-facts");
      await vi.waitFor(() => expect(facts.closest("header")?.textContent.replaceAll("\u00a0", " ")).toContain(words));
    },
  );

  it("names the agent, known or not, and tells silence from keys", async () => {
    const told = [
      { type: "ivr.input", agentId: null, payload: { purpose: "menu", typed: 0 } },
      { type: "ivr.input", agentId: null, payload: { purpose: "menu", typed: 2 } },
      { type: "offer.made", agentId: "u-9", payload: {} },
      { type: "call.connected", agentId: null, payload: {} },
    ];
    openJournal({ json: { entries: told.map((entry, index) => ({ ...entry, seq: index + 1, at: NOON })) } });
    await screen.findByText("Bo Chen is asked to take the call.");
    const sentences = screen.getAllByTestId("journal-entry").map((row) => row.querySelector("p")?.textContent);
    expect(sentences).toEqual([
      "No key was pressed (menu).",
      "Keys pressed: 2 (menu).",
      "Bo Chen is asked to take the call.",
      "The agent talks with the customer.",
    ]);
  });

  it("says that there was none where a sentence names what is missing: no sentence shows its gap", async () => {
    const entry = { type: "contact.closed", payload: { outcome: "abandoned", disposition: null } };
    const entries = [{ ...entry, seq: 1, at: NOON, agentId: null }];
    openJournal({ json: { entries } });
    expect(await screen.findByText("Closed: Caller hung up waiting, result none.")).toBeTruthy();
    cleanup();
    openJournal({ json: { entries } }, "supervisor", "zh");
    expect((await screen.findByText(/^结束/u)).textContent).toMatch(/结果：无。$/u);
  });

  it.each([
    ["en", "The agent asks German; the customer hears music."],
    ["zh", /德语/u],
  ] as const)("names a skill that was asked for as people call it (%s)", async (language, words) => {
    const payload = { to: "c-2", target: { kind: "skill", name: "german" } };
    const entry = { type: "consult.started", payload, seq: 1, at: NOON, agentId: "u-9" };
    openJournal({ json: { entries: [entry] } }, "supervisor", language);
    expect(await screen.findByText(words, { selector: "p" })).toBeTruthy();
  });

  it("tells why the call waited and why that agent got it, in the words of the live line", async () => {
    const line = lineOf({ queueId: asId<QueueId>("service"), waiting: 3 }, NOON);
    const waits = line.callers[2]?.explanation;
    // As a version wrote it that did not tell the reasons apart.
    const older = JSON.parse(
      JSON.stringify(waits, (key, value: unknown) =>
        key.startsWith("notReady") && key !== "notReady" ? undefined : value,
      ),
    );
    const offered = {
      ...waits,
      waiting: null,
      rule: "longest-idle",
      chosen: { agentId: "u-9", idleMs: 61_000, occupancy: 0.5, skillSum: 3, preference: 1, reserve: false },
      before: {
        because: "priority",
        runnerUp: { contactId: "c-2", queueId: "service", waitedMs: 90_000, headStartMs: 0, promoted: false },
      },
    };
    const entry = { type: "routing.explained", agentId: null, at: NOON };
    openJournal({
      json: {
        entries: [
          { ...entry, seq: 1, payload: { decision: "waits", explanation: waits } },
          { ...entry, seq: 2, payload: { decision: "offered", explanation: offered } },
          { ...entry, seq: 3, payload: { decision: "offered", explanation: "of another version" } },
          { ...entry, seq: 4, payload: { decision: "waits", explanation: older } },
        ],
      },
    });
    expect(await screen.findByText(/^An agent was chosen: Offered to Bo Chen: idle longest, 1m 1s\.$/u)).toBeDefined();
    await screen.findAllByText(/German level 3/u);
    const [first, second, third, fourth] = screen.getAllByTestId("journal-entry").map((row) => row.textContent);
    expect(first).toContain(
      "Nobody was free: 5 agents have German level 3: 2 talking, 2 on a break, 1 not ready after a missed call.",
    );
    expect(fourth).toContain("Nobody was free: 5 agents have German level 3: 2 talking, 3 not ready.");
    expect(first).toContain("u-3: on a break;");
    expect(fourth).toContain("u-3: not ready;");
    expect(second).toContain("Before the next caller by its head start.");
    expect(second).toContain("The next one had waited 1m 30s, head start 0s.");
    expect(third).toContain("routing.explained");
    expect(await violations()).toEqual([]);
  });

  it("tells how the call sounded, why, and how that was measured", async () => {
    openJournal({ json: { entries: ENTRIES } });
    const part = await screen.findByTestId("quality-part");
    expect(part.dataset["level"]).toBe("poor");
    expect(part.textContent).toContain("Sounds poor");
    expect(part.textContent).toContain("agent’s network");
    expect(part.textContent).toContain("3.3 of 4.5");
    expect(part.textContent).toContain("6.3%");
    expect(within(part).getByRole("img", { name: "Score over the call" }).querySelectorAll("rect")).toHaveLength(2);
    expect(part.textContent).toContain("ITU-T G.107");
    expect(await violations()).toEqual([]);
  });

  it("speaks Chinese, has an empty state, and is for supervisors", async () => {
    openJournal({ json: { entries: ENTRIES } }, "supervisor", "zh");
    expect((await screen.findAllByTestId("journal-entry"))[0]?.textContent).toContain("来自电话网络的来电");
    cleanup();
    openJournal({ json: { entries: [] } });
    expect((await screen.findByTestId("empty-state")).textContent).toContain("Nothing is recorded");
    cleanup();
    openJournal({ json: { entries: ENTRIES } }, "agent");
    expect(screen.getByTestId("empty-state").textContent).toContain("for supervisors");
    expect(page.requests).toEqual([]);
  });
});

it("is for administrators", () => {
  open("supervisor");
  expect(screen.getByTestId("empty-state").textContent).toContain("for administrators");
  expect(page.requests).toEqual([]);
});
