import type { Language } from "../../shared/domain/contact.ts";
import type { CustomerMatch, CustomerRecord, CustomerSummary } from "../../shared/domain/customer.ts";
import type { PlaybackId } from "../../shared/domain/ids.ts";
import { asId } from "../../shared/domain/ids.ts";
import type { IvrDeps, IvrOutcome, IvrRun, IvrStart } from "../../server/ivr-runner/ivr-api.ts";
import { resumeIvrRun, startIvrRun } from "../../server/ivr-runner/ivr-run.ts";
import type { CustomerStore } from "../../server/ports/customer-store.ts";
import type { PromptLibrary } from "../../server/ports/prompt-library.ts";
import { FakeTelephony } from "./fake-telephony.ts";
import { SteppedTime } from "./stepped-time.ts";

export const liWei: CustomerSummary = {
  customerId: asId("c-li-wei"),
  name: "Li Wei",
  company: null,
  kind: "person",
  language: "en",
  tier: "gold",
  isVip: false,
  phones: ["+8613800000001"],
  account: "10002000",
};
export const NOBODY: CustomerMatch = { kind: "none", matchedBy: null, customers: [] };
export const BY_NUMBER: CustomerMatch = {
  kind: "one",
  matchedBy: { kind: "phone", value: "+8613800000001" },
  customers: [liWei],
};
export const BY_ACCOUNT: CustomerMatch = {
  kind: "one",
  matchedBy: { kind: "account", value: "10002000" },
  customers: [liWei],
};
export const RIGHT_PIN = "4821";
/** Who keeps their number back: nobody can be found by it. */
export const ANONYMOUS: Partial<IvrStart> = {
  ani: { e164: null, raw: "Anonymous", presentation: "withheld" },
  match: NOBODY,
};

/** One call against fakes. Prompts are media URIs like `en/main-menu`; what the caller hears now is `hearing()`. */
export class IvrCall {
  readonly telephony = new FakeTelephony();
  readonly time = new SteppedTime();
  readonly journal: { readonly type: string; readonly payload: unknown }[] = [];
  readonly outcomes: IvrOutcome[] = [];
  /** Silences that wait behind what is said, or play. */
  readonly listening: PlaybackId[] = [];
  /** What the channel was asked for, in order: `say <prompts>`, `listen`, `hush` (what is said), `stop listening`. */
  readonly line: string[] = [];
  readonly prompts: { media: PromptLibrary["media"] };
  readonly customers: {
    match: CustomerStore["match"];
    record: CustomerStore["record"];
    verifyPin: CustomerStore["verifyPin"];
  };
  journalBroken = false;
  listeningFails = false;
  run!: IvrRun;
  private ids = 0;
  private wrongPins = 0;

  constructor() {
    this.prompts = {
      media: (prompt, language: Language) => Promise.resolve([`${language}/${prompt.id}`]),
    };
    this.customers = {
      match: (_kind, value) => Promise.resolve(value === "10002000" ? BY_ACCOUNT : NOBODY),
      record: () => Promise.resolve(record),
      verifyPin: (_id, pin) => {
        if (pin === RIGHT_PIN) return Promise.resolve({ result: "ok", attemptsLeft: 3 });
        this.wrongPins += 1;
        return Promise.resolve({ result: "wrong", attemptsLeft: 3 - this.wrongPins });
      },
    };
  }

  begin(start: Partial<IvrStart> = {}): this {
    this.run = startIvrRun(this.deps(), { ...START, ...start }, (outcome) => this.outcomes.push(outcome));
    return this;
  }

  resume(snapshot: unknown): this {
    this.run = resumeIvrRun(this.deps(), JSON.parse(JSON.stringify(snapshot)), (outcome) =>
      this.outcomes.push(outcome),
    );
    return this;
  }

  /** What is being played: prompts in order, joined. */
  hearing(): string {
    const last = this.telephony.of("play").at(-1);
    return last === undefined ? "" : (last.args[2] as readonly string[]).join(" ");
  }

  /** Lets promises settle (no time passes), then what is being played ends. */
  async listen(ok = true): Promise<void> {
    await settle();
    const last = this.telephony.of("play").at(-1);
    if (last !== undefined) this.run.playbackEnded(last.args[0] as PlaybackId, ok);
    await settle();
  }

  async type(keys: string): Promise<void> {
    for (const key of keys) this.run.digit(key);
    await settle();
  }

  /** Waits out the silence after the prompt. */
  async sayNothing(): Promise<void> {
    await this.listen();
    this.time.advance(8_000);
    await settle();
  }

  get outcome(): IvrOutcome | undefined {
    return this.outcomes[0];
  }

  entries(type: string): readonly unknown[] {
    return this.journal.filter((entry) => entry.type === type).map((entry) => entry.payload);
  }

  collected(key: string): string | undefined {
    const item = this.outcome?.collected.find((one) => one.key === key);
    return item === undefined ? undefined : `${item.value}${item.verified ? " (verified)" : ""}`;
  }

  private deps(): IvrDeps {
    return {
      telephony: {
        answer: (channelId) => this.telephony.answer(channelId),
        play: (playbackId, channelId, media) => {
          this.line.push(`say ${media.join(" ")}`);
          return this.telephony.play(playbackId, channelId, media);
        },
        listen: (playbackId) => {
          this.line.push("listen");
          this.listening.push(playbackId);
          return this.listeningFails ? Promise.reject(new Error("refused")) : Promise.resolve();
        },
        stopPlayback: (playbackId) => {
          const at = this.listening.indexOf(playbackId);
          this.line.push(at === -1 ? "hush" : "stop listening");
          if (at === -1) return this.telephony.stopPlayback(playbackId);
          this.listening.splice(at, 1);
          return Promise.resolve();
        },
      },
      prompts: this.prompts,
      customers: this.customers,
      clock: this.time,
      scheduler: this.time,
      random: { id: (prefix) => `${prefix}-${(this.ids += 1)}`, secret: () => "secret" },
      journal: (type, _contactId, payload) => {
        if (this.journalBroken) throw new Error("disk full");
        this.journal.push({ type, payload });
      },
    };
  }
}

/** Every promise chain begun so far has run; no timer is involved. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

const START: IvrStart = {
  contactId: asId("contact-1"),
  channelId: asId("channel-1"),
  flowId: "service-line",
  ani: { e164: "+8613800000001", raw: "+8613800000001", presentation: "allowed" },
  dnis: "10000",
  match: BY_NUMBER,
  queueId: asId("service"),
};

const record: CustomerRecord = {
  ...liWei,
  identifiers: [],
  classification: {
    tier: "gold",
    isVip: false,
    score: 50,
    percentile: 0.5,
    headStartMs: 0,
    reasons: [],
    modelVersion: "1",
  },
  parents: [],
  children: [],
  balance: { amountMinor: 12_850, currency: "CNY", dueAt: Date.UTC(2026, 11, 5) },
  membership: null,
  services: [],
  customerSince: 0,
  notes: "",
};
