import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Webphone } from "../../../../shared/wire/http.ts";
import { MicrophoneRefused } from "./open-microphone.ts";
import { PhoneController } from "./phone-controller.ts";
import type { PhoneWorld } from "./phone-world.ts";
import type { CallListener, EndReason, LineListener, PhoneCall } from "./phone-line.ts";
import { END_REASONS } from "./phone-line.ts";
import { PhonePage } from "./phone-page.tsx";
import { phoneText } from "./phone-text.ts";
import { LoginRefused } from "./request-login.ts";

const stream = (): MediaStream => {
  const fake: Partial<MediaStream> = Object.assign(new EventTarget(), microphone);
  return fake as MediaStream;
};
const microphone = {
  getTracks: () => {
    stopped += 1;
    return [];
  },
  getAudioTracks: () => [],
};
let stopped = 0;

function offerOf(callers: Webphone["callers"]): Webphone {
  return {
    sip: { username: "webphone-1", secret: "s", wsUrl: "ws://127.0.0.1/ws", domain: "127.0.0.1" },
    expiresAt: Date.now() + 3_600_000,
    numbers: [
      { dnis: "4001", names: { en: "Service", zh: "客服热线" } },
      { dnis: "4002", names: { en: "Sales", zh: "销售热线" } },
    ],
    callers,
  };
}
const DEMO: Webphone["callers"] = [
  { number: "+8613800138001", label: "Zhang Wei", hint: "vip", keys: { account: "10000001", pin: "2468" } },
  { number: null, label: "Anonymous", hint: "withheld" },
];

/** As the browser's locks: one tab has it, it can be taken from it, and who waits has it next. */
class FakeTabs {
  readonly #waiting: { readonly number: string; readonly onChange: (isHere: boolean) => void }[] = [];
  claim(number: string, take: boolean, onChange: (isHere: boolean) => void): () => void {
    const mine = { number, onChange };
    const holder = () => this.#waiting.find((each) => each.number === number);
    const before = holder();
    if (take) this.#waiting.unshift(mine);
    else this.#waiting.push(mine);
    if (take) before?.onChange(false);
    onChange(holder() === mine);
    return () => {
      const wasHere = holder() === mine;
      this.#waiting.splice(this.#waiting.indexOf(mine), 1);
      if (wasHere) holder()?.onChange(true);
    };
  }
}
let tabs = new FakeTabs();

class FakeWorld implements PhoneWorld {
  logins: (string | null)[] = [];
  dialled: string[] = [];
  sent = "";
  closedLines = 0;
  line: LineListener | null = null;
  call: CallListener | null = null;
  callers = DEMO;
  refuse: LoginRefused | null = null;
  noMicrophone: MicrophoneRefused | null = null;

  readonly requestLogin = async (callerNumber: string | null): Promise<Webphone> => {
    this.logins.push(callerNumber);
    if (this.refuse !== null) throw this.refuse;
    return offerOf(this.callers);
  };
  readonly claimRinging: PhoneWorld["claimRinging"] = (number, take, onChange) => tabs.claim(number, take, onChange);
  readonly openMicrophone = async (): Promise<MediaStream> => {
    if (this.noMicrophone !== null) throw this.noMicrophone;
    return stream();
  };
  readonly openLine: PhoneWorld["openLine"] = async (_login, listener) => {
    this.line = listener;
    listener.reachable(true);
    return {
      dial: (number, _microphone, call) => {
        this.dialled.push(number);
        return this.begin(call);
      },
      close: () => {
        this.closedLines += 1;
      },
    };
  };
  begin(listener: CallListener): PhoneCall {
    this.call = listener;
    return {
      sendDigits: (digits) => (this.sent += digits),
      setMuted: () => undefined,
      hangUp: () => listener.ended("you-hung-up"),
    };
  }
}

let world: FakeWorld;
let phone: PhoneController;

async function open(): Promise<ReturnType<typeof userEvent.setup>> {
  phone = new PhoneController(world);
  const user = userEvent.setup();
  render(<PhonePage phone={phone} />);
  await act(() => phone.load());
  return user;
}

beforeEach(() => {
  tabs = new FakeTabs();
  world = new FakeWorld();
  stopped = 0;
  localStorage.clear();
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  HTMLMediaElement.prototype.play = () => Promise.resolve();
});
afterEach(() => {
  phone.stop();
  cleanup();
  vi.unstubAllGlobals();
});

const why = (): string | undefined => screen.getByTestId("ended-panel").dataset["why"];

describe("the web phone page", () => {
  it("calls, shows the states, sends digits of keyboard and keypad once, ends", async () => {
    const user = await open();
    await user.click(screen.getByTestId("number-choice-4002"));
    await user.click(screen.getByTestId("call-button"));
    expect(world.dialled).toEqual(["4002"]);
    expect(world.logins).toEqual([null, "+8613800138001"]);
    expect(screen.getByTestId("phone-status").textContent).toBe("Connecting");
    act(() => world.call?.ringing());
    expect(screen.getByTestId("phone-status").textContent).toBe("Ringing");
    act(() => world.call?.connected(stream()));
    await user.keyboard("86*");
    await user.click(screen.getByTestId("key-hash"));
    screen.getByTestId("key-1").focus();
    await user.keyboard("{Enter}");
    expect(world.sent).toBe("86*#1");
    await user.click(screen.getByTestId("mute-button"));
    expect(screen.getByTestId("phone-status").textContent).toBe("They cannot hear you");
    await user.click(screen.getByTestId("hang-up-button"));
    expect(why()).toBe("you-hung-up");
    await user.click(screen.getByTestId("call-again-button"));
    expect(world.dialled).toEqual(["4002", "4002"]);
    expect(world.logins).toHaveLength(2);
  });

  it("asks before the page is left while there is a call, and only then", async () => {
    const isAsked = () => !globalThis.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    const user = await open();
    expect(isAsked()).toBe(false);
    await user.click(screen.getByTestId("number-choice-4002"));
    await user.click(screen.getByTestId("call-button"));
    expect(isAsked()).toBe(true);
    act(() => world.call?.connected(stream()));
    expect(isAsked()).toBe(true);
    await user.click(screen.getByTestId("hang-up-button"));
    expect(isAsked()).toBe(false);
  });

  it("does not dial what is no number, and says so at the field", async () => {
    const user = await open();
    await user.type(screen.getByTestId("number-input"), "4001@x");
    await user.click(screen.getByTestId("call-button"));
    expect(screen.getByTestId("number-problem").textContent).toContain("digits only");
    expect(world.dialled).toEqual([]);
  });

  it("rings for an incoming call, can be answered, and tells a missed one", async () => {
    const user = await open();
    expect(screen.getByTestId("reachable").textContent).toContain("+86\u00a0138\u00a00013\u00a08001");
    const accept = vi.fn((_stream: MediaStream, listener: CallListener) => world.begin(listener));
    act(() => world.line?.incoming({ from: "4001", accept, decline: () => undefined }));
    expect(document.title).toContain("Incoming");
    expect(document.activeElement).toBe(screen.getByTestId("answer-button"));
    await user.keyboard("{Enter}");
    expect(accept).toHaveBeenCalledOnce();
    act(() => world.call?.ended("they-hung-up"));
    act(() => world.line?.incoming({ from: "", accept, decline: () => undefined }));
    expect(screen.getByTestId("incoming-panel").textContent).toContain("withheld");
    act(() => world.line?.withdrawn());
    expect(why()).toBe("missed");
  });

  it("holds no line on the PBX for a visitor without a number", async () => {
    world.callers = [];
    const user = await open();
    expect(world.line).toBeNull();
    await user.click(screen.getByTestId("call-button"));
    expect(world.logins).toEqual([null]);
    act(() => world.call?.ended("busy"));
    expect(world.closedLines).toBe(1);
  });

  it.each([
    ["rate-limited", 30_000],
    ["server-away", null],
    ["lines-busy", null],
    ["pbx-away", null],
  ] as const)("tells %s with its remedy and turns the microphone off", async (reason, retryAfterMs) => {
    const user = await open();
    expect(screen.getByTestId("caller-keys").textContent).toBe("If the menu asks: account 10000001, PIN 2468");
    await user.click(screen.getByTestId("caller-1"));
    expect(screen.queryByTestId("caller-keys")).toBeNull();
    world.callers = DEMO;
    world.refuse = new LoginRefused(reason, retryAfterMs);
    await act(async () => phone.chooseCaller(0));
    phone.stop();
    await user.click(screen.getByTestId("call-button"));
    expect(why()).toBe(reason);
    expect(stopped).toBe(1);
    const button = screen.getByTestId("call-again-button");
    expect(button.getAttribute("aria-disabled")).toBe(String(retryAfterMs !== null));
  });

  it("tells a refused microphone", async () => {
    const user = await open();
    world.noMicrophone = new MicrophoneRefused("microphone-denied");
    await user.click(screen.getByTestId("call-button"));
    expect(why()).toBe("microphone-denied");
    expect(world.dialled).toEqual([]);
  });

  it("a hang-up while the microphone is asked for ends the call for good", async () => {
    const user = await open();
    let grant: (stream: MediaStream) => void = () => undefined;
    Object.assign(world, { openMicrophone: () => new Promise<MediaStream>((resolve) => (grant = resolve)) });
    await user.click(screen.getByTestId("call-button"));
    await user.click(screen.getByTestId("hang-up-button"));
    await act(async () => grant(stream()));
    expect(world.dialled).toEqual([]);
    expect(stopped).toBe(1);
    expect(why()).toBe("you-hung-up");
  });

  it("offers to try again when the server cannot be reached", async () => {
    world.refuse = new LoginRefused("server-away");
    const user = await open();
    expect(screen.getByTestId("phone-away").textContent).toContain("online");
    world.refuse = null;
    await user.click(screen.getByTestId("phone-retry"));
    expect(screen.getByTestId("dial-form")).toBeTruthy();
  });

  it("has words for every end, in both languages", () => {
    for (const language of ["en", "zh"] as const) {
      const t = phoneText(language);
      for (const reason of END_REASONS satisfies readonly EndReason[]) {
        expect(t(`ended.${reason}.title`)).not.toContain("ended.");
        expect(t(`ended.${reason}.remedy`)).not.toContain("ended.");
      }
    }
  });

  it("passes the accessibility rules in each phase", async () => {
    const user = await open();
    const check = async () => {
      const { violations } = await axe.run(document.body, {
        rules: { region: { enabled: false }, "color-contrast": { enabled: false } },
      });
      expect(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
    };
    await check();
    await user.click(screen.getByTestId("call-button"));
    await check();
    act(() => world.call?.connected(stream()));
    await check();
    act(() => world.call?.ended("connection-lost"));
    await check();
    await user.click(screen.getByTestId("language-switch"));
    expect(document.documentElement.lang).toBe("zh-CN");
    await check();
  });
});

describe("another tab of this browser with the same number", () => {
  /** One that was open before, without a page to look at. */
  async function first(): Promise<{ readonly phone: PhoneController; readonly world: FakeWorld }> {
    const other = new FakeWorld();
    const before = new PhoneController(other);
    await before.load();
    await vi.waitFor(() => expect(before.snapshot().reachable).toBe(true));
    return { phone: before, world: other };
  }
  const reachable = () => screen.getByTestId("reachable");

  it("has the calls: this one says so, opens no line, and takes them over when asked to", async () => {
    const other = await first();
    const user = await open();
    expect(reachable().textContent).toContain("ring in another tab of this browser");
    expect([reachable().dataset["reachable"], world.line]).toEqual(["false", null]);
    expect((await axe.run(reachable())).violations.map(({ id }) => id)).toEqual([]);
    await user.click(screen.getByTestId("take-over"));
    await vi.waitFor(() => expect(reachable().dataset["reachable"]).toBe("true"));
    expect(screen.queryByTestId("take-over")).toBeNull();
    expect(other.phone.snapshot()).toMatchObject({ reachable: false, ringsElsewhere: true });
    expect(other.world.closedLines).toBe(1);
  });

  it("has them no more once it is closed", async () => {
    const other = await first();
    await open();
    act(() => other.phone.stop());
    await vi.waitFor(() => expect(reachable().dataset["reachable"]).toBe("true"));
  });

  it("loses them to the one that calls, but not its own call", async () => {
    const other = await first();
    await other.phone.dial("4001");
    other.world.call?.connected(stream());
    const user = await open();
    await user.click(screen.getByTestId("call-button"));
    await vi.waitFor(() => expect(world.dialled).toEqual(["4001"]));
    expect(other.phone.snapshot()).toMatchObject({ state: { phase: "connected" }, ringsElsewhere: true });
    expect(other.world.closedLines).toBe(0);
    act(() => other.phone.hangUp());
    expect(other.world.closedLines).toBe(1);
    act(() => phone.hangUp());
    expect(phone.snapshot()).toMatchObject({ reachable: true, ringsElsewhere: false });
  });

  it("says so in Chinese, and nothing of it for another number", async () => {
    await first();
    const user = await open();
    await user.click(screen.getByTestId("caller-1"));
    expect(screen.queryByTestId("take-over")).toBeNull();
    await user.click(screen.getByTestId("caller-0"));
    await user.click(screen.getByTestId("language-switch"));
    expect((await screen.findByTestId("take-over")).textContent).toContain("改在此页响铃");
  });
});
