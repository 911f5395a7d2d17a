import type { Webphone } from "../../../shared/wire/http.ts";
import { MicrophoneRefused } from "../features/webphone/open-microphone.ts";
import { PhoneController } from "../features/webphone/phone-controller.ts";
import type { PhoneWorld } from "../features/webphone/phone-world.ts";
import { type CallListener, END_REASONS, type LineListener, type PhoneCall } from "../features/webphone/phone-line.ts";
import { LoginRefused } from "../features/webphone/request-login.ts";

const NUMBER = "4001";
const HOUR_MS = 3_600_000;
/** A caller who can be rung on the page. */
const REACHABLE = 0;

/**
 * The web phone in one state, without a line: `loading`, `away`, `idle`, `elsewhere`, `typed`, `connecting`, `ringing`, `connected`, `muted`,
 * `link-down`, `incoming`, or `ended-` and one of the reasons.
 */
export async function phoneIn(state: string, now: number): Promise<PhoneController> {
  const world = new ScriptedWorld(state, now);
  const phone = new PhoneController(world);
  void phone.load();
  if (state === "loading" || state === "away") return phone;
  await settled();
  phone.chooseCaller(REACHABLE);
  await settled();
  if (state === "idle" || state === "elsewhere") return phone;
  if (state === "incoming")
    world.line?.incoming({ from: "+861065529988", accept: () => world.call(), decline: () => undefined });
  else {
    void phone.dial(NUMBER);
    await settled();
    world.play(phone);
  }
  return phone;
}

/** Answers of the script come in the next turn; some follow each other. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

class ScriptedWorld implements PhoneWorld {
  readonly #state: string;
  readonly #now: number;
  line: LineListener | null = null;
  #listener: CallListener | null = null;

  constructor(state: string, now: number) {
    this.#state = state;
    this.#now = now;
  }

  readonly requestLogin = async (): Promise<Webphone> => {
    if (this.#state === "loading") return new Promise(() => undefined);
    if (this.#state === "away") throw new LoginRefused("server-away");
    return {
      sip: { username: "webphone-1", secret: "s", wsUrl: "ws://127.0.0.1/ws", domain: "127.0.0.1" },
      expiresAt: this.#now + HOUR_MS,
      numbers: [
        { dnis: NUMBER, names: { en: "Customer service", zh: "客户服务热线" } },
        { dnis: "4002", names: { en: "Sales, orders and deliveries", zh: "销售热线" } },
      ],
      callers: [
        { number: "+8613800138001", label: "林慧敏", hint: "vip", keys: { account: "10000001", pin: "2468" } },
        { number: "+8613800138003", label: "王芳", hint: "normal" },
        { number: null, label: "", hint: "withheld" },
      ],
    };
  };
  readonly claimRinging: PhoneWorld["claimRinging"] = (_number, take, onChange) => {
    onChange(take || this.#state !== "elsewhere");
    return () => undefined;
  };
  readonly openMicrophone = async (): Promise<MediaStream> => {
    const refused = (["microphone-denied", "microphone-missing", "microphone-busy", "insecure-page"] as const).find(
      (why) => this.#state === `ended-${why}`,
    );
    if (refused !== undefined) throw new MicrophoneRefused(refused);
    return new MediaStream();
  };
  readonly openLine: PhoneWorld["openLine"] = async (_login, listener) => {
    this.line = listener;
    listener.reachable(true);
    return {
      dial: (_number, _microphone, call) => {
        this.#listener = call;
        return this.call();
      },
      close: () => undefined,
    };
  };

  call(): PhoneCall {
    return {
      sendDigits: () => undefined,
      setMuted: () => undefined,
      hangUp: () => this.#listener?.ended("you-hung-up"),
    };
  }

  /** The far side's part of the call, as far as the state goes. */
  play(phone: PhoneController): void {
    const call = this.#listener;
    if (call === null || this.#state === "connecting") return;
    const why = END_REASONS.find((reason) => this.#state === `ended-${reason}`);
    if (why !== undefined && why !== "they-hung-up" && why !== "you-hung-up") return call.ended(why);
    call.ringing();
    if (this.#state === "ringing") return;
    call.connected(new MediaStream());
    if (why !== undefined) call.ended(why);
    phone.sendDigits("1047");
    if (this.#state === "muted") phone.setMuted(true);
    if (this.#state === "link-down") call.linkChanged(false);
  }
}
