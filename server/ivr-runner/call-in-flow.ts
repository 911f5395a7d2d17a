import { flowContext } from "../../ivr-flows/flow-context.ts";
import type { CollectParams, FlowEffect, FlowEvent, SayParams } from "../../ivr-flows/flow-vocabulary.ts";
import type { CollectedItem } from "../../shared/domain/contact.ts";
import type { PlaybackId } from "../../shared/domain/ids.ts";
import { type CollectorOutput, DigitCollector } from "./digit-collector.ts";
import type { FlowDriver, FlowRequest, FlowTimeout } from "./flow-driver.ts";
import { FlowTimers } from "./flow-timers.ts";
import type { IvrDeps, IvrFailureCode, IvrOutcome, IvrRun, IvrStart } from "./ivr-api.ts";
import { failureCode } from "./ivr-api.ts";
import type { Activity, IvrSnapshot } from "./ivr-snapshot.ts";
import { Lookups } from "./lookups.ts";
import { Speaker, type SpeechEnd } from "./speaker.ts";

/** The key that reaches an agent everywhere; typed alone where a secret is asked, it is no secret. */
const AGENT_KEY = "0";

/**
 * One call in one flow: turns what happens into the flow's events, one at a time, and carries out what the flow asks for.
 * A fault in here ends the run as `failed`, so that the caller still reaches a queue.
 */
export class CallInFlow implements IvrRun {
  private readonly deps: IvrDeps;
  private readonly start: IvrStart;
  private readonly flow: FlowDriver;
  private readonly onOutcome: (outcome: IvrOutcome) => void;
  private readonly collector = new DigitCollector();
  private readonly speaker: Speaker;
  private readonly lookups: Lookups;
  private readonly timers: FlowTimers;
  private readonly collected = new Map<string, CollectedItem>();
  private readonly inbox: (FlowEvent | FlowTimeout)[] = [];
  private draining = false;
  private over = false;
  private activity: Activity | null = null;
  /** A PIN between being typed and being checked; nowhere else. */
  private secret: string | null = null;

  constructor(
    deps: IvrDeps,
    start: IvrStart,
    flow: FlowDriver,
    onOutcome: (outcome: IvrOutcome) => void,
    saved: IvrSnapshot | null = null,
  ) {
    this.deps = deps;
    this.start = start;
    this.flow = flow;
    this.onOutcome = onOutcome;
    const guardedDeps: IvrDeps = { ...deps, journal: (...note) => this.noteLater(...note) };
    this.timers = new FlowTimers(deps.scheduler, start.contactId, (event) => this.post(event));
    this.speaker = new Speaker(guardedDeps, start, saved?.answered ?? false, (end) => this.spoken(end));
    this.lookups = new Lookups(guardedDeps, start.contactId, (event) => this.post(event));
    for (const item of saved?.collected ?? []) this.collected.set(item.key, item);
  }

  begin(): void {
    this.draining = true;
    this.guarded(() => {
      const requests = this.flow.begin(this.start);
      const { ending, name } = this.flow.state();
      // A flow that ends where it begins leaves no trace of its own: the application journals the hand-over.
      if (ending === null) this.note("ivr.started", { flowId: this.start.flowId, dnis: this.start.dnis, state: name });
      this.settle(requests, null);
    });
    this.draining = false;
    this.drain();
  }

  resume(saved: IvrSnapshot): void {
    this.guarded(() => {
      this.note("ivr.resumed", { state: saved.state });
      for (const timer of saved.timers) {
        const dueAt = timer.ofActivity ? this.deps.clock.now() + timer.delayMs : timer.dueAt;
        this.timers.arm({ ...timer, dueAt });
      }
      for (const playbackId of saved.playbackIds) this.speaker.silence(playbackId);
      if (saved.activity?.type === "verifyPin") {
        this.activity = saved.activity;
        this.post({ type: "pin.lost" });
      } else if (saved.activity !== null) this.carryOut(saved.activity);
    });
  }

  digit(digit: string): void {
    if (this.over) return;
    this.guarded(() => {
      const outputs = this.collector.press(digit);
      if (outputs === null) return;
      const activity = this.activity;
      if (activity?.type === "say" && activity.params.bargeIn) {
        this.speaker.stop();
        this.post({ type: "prompt.done" });
      } else if (activity?.type === "collect") {
        this.speaker.hush();
        this.heard(outputs, activity.params);
      }
    });
  }

  playbackEnded(playbackId: PlaybackId, ok: boolean): void {
    if (!this.over) this.guarded(() => this.speaker.playbackEnded(playbackId, ok));
  }

  callerGone(): void {
    if (this.over) return;
    this.speaker.abandon();
    this.post({ type: "caller.gone" });
  }

  pbxReconnected(): void {
    if (!this.over) this.guarded(() => this.speaker.again());
  }

  snapshot(): IvrSnapshot {
    const { name, context } = this.flow.state();
    return {
      version: 2,
      start: this.start,
      state: name,
      context,
      activity: this.activity,
      timers: this.timers.armed(),
      collected: [...this.collected.values()],
      answered: this.speaker.isAnswered,
      playbackIds: this.speaker.playbackIds,
    };
  }

  private post(event: FlowEvent | FlowTimeout): void {
    if (this.over) return;
    this.inbox.push(event);
    this.drain();
  }

  /** Events raised while one is worked off wait for their turn. */
  private drain(): void {
    if (this.draining) return;
    this.draining = true;
    this.guarded(() => {
      for (let event = this.inbox.shift(); event !== undefined && !this.over; event = this.inbox.shift()) {
        const before = this.flow.state().name;
        this.settle(this.flow.step(event), before);
      }
    });
    this.draining = false;
  }

  private settle(requests: readonly FlowRequest[], before: string | null): void {
    const { name, ending } = this.flow.state();
    if (name !== before) {
      if (before !== null) this.note("ivr.state", { state: name });
      this.leaveActivity();
    }
    for (const request of requests) {
      if (this.over) return;
      if (request.type === "disarm") this.timers.disarm(request.timer);
      else if (request.type === "effect") this.carryOut(request.effect);
      else {
        const ofActivity = this.activity !== null && before !== null;
        this.timers.arm({ ...request, dueAt: this.deps.clock.now() + request.delayMs, ofActivity });
      }
    }
    if (ending !== null) this.finish(ending, null);
  }

  private carryOut(effect: FlowEffect): void {
    switch (effect.type) {
      case "say":
        return this.say(effect);
      case "collect":
        return this.collect(effect);
      case "discardTypeAhead": {
        const dropped = this.collector.discardTypeAhead();
        if (dropped > 0) this.note("ivr.input", { purpose: "discarded", typed: dropped });
        return;
      }
      case "matchAccount":
        this.activity = effect;
        return this.lookups.matchAccount(effect.params.account);
      case "verifyPin": {
        this.activity = effect;
        const pin = this.secret ?? "";
        this.secret = null;
        return this.lookups.verifyPin(effect.params.customerId, pin);
      }
      case "loadBalance":
        this.activity = effect;
        return this.lookups.loadBalance(effect.params.customerId);
      case "record":
        this.collected.set(effect.params.key, { ...effect.params, at: this.deps.clock.now() });
        return;
      case "journal":
        return this.note(effect.params.type, effect.params.payload);
    }
  }

  private say(effect: { readonly type: "say"; readonly params: SayParams }): void {
    this.leaveActivity();
    this.activity = effect;
    const skip = effect.params.items.length === 0 || (effect.params.bargeIn && this.collector.hasInput);
    if (skip) this.post({ type: "prompt.done" });
    else this.speaker.say(effect.params.items);
  }

  private collect(effect: { readonly type: "collect"; readonly params: CollectParams }): void {
    this.leaveActivity();
    this.activity = effect;
    const outputs = this.collector.begin(effect.params);
    this.heard(outputs, effect.params);
    // Else what was typed ahead is the answer, or its beginning.
    if (outputs.length === 0) this.speaker.ask(effect.params.items);
    else if (outputs.every(({ type }) => type === "arm")) this.speaker.ask([]);
  }

  private spoken(end: SpeechEnd): void {
    this.guarded(() => {
      if (end.type === "channel-gone") this.post({ type: "caller.gone" });
      else if (end.type === "failed") this.post({ type: "prompt.failed", code: end.code });
      else if (this.activity?.type === "say") this.post({ type: "prompt.done" });
      else if (this.activity?.type === "collect") this.heard(this.collector.promptEnded(), this.activity.params);
    });
  }

  private heard(outputs: readonly CollectorOutput[], asked: CollectParams): void {
    for (const output of outputs) {
      switch (output.type) {
        case "arm": {
          const dueAt = this.deps.clock.now() + output.delayMs;
          this.deps.scheduler.schedule(this.collectTimer(), dueAt, () => {
            this.guarded(() => this.heard(this.collector.timeout(), asked));
          });
          break;
        }
        case "disarm":
          this.deps.scheduler.cancel(this.collectTimer());
          break;
        case "silence":
          this.note("ivr.input", { purpose: asked.purpose, typed: 0 });
          this.post({ type: "input.none" });
          break;
        case "correct":
          this.note("ivr.input", { purpose: asked.purpose, typed: output.typed, endedBy: "star" });
          this.post({ type: "input.correct", typed: output.typed });
          break;
        case "answer":
          this.answered(output.digits, output.endedBy, asked);
          break;
      }
    }
  }

  private answered(digits: string, endedBy: string, asked: CollectParams): void {
    const typed = digits.length;
    const complete = typed === asked.maxDigits;
    // Only what has the form that was asked for is written down: anything else might be a PIN typed too early.
    const readable = !asked.secret && complete;
    this.note("ivr.input", { purpose: asked.purpose, typed, endedBy, ...(readable ? { digits } : {}) });
    if (!asked.secret || digits === AGENT_KEY) return this.post({ type: "input.digits", digits });
    this.secret = complete ? digits : null;
    this.post({ type: "input.secret", complete });
  }

  /** Whatever was going on is over: nobody speaks, listens or waits for an answer. */
  private leaveActivity(): void {
    if (this.activity === null) return;
    this.activity = null;
    this.speaker.stop();
    this.lookups.abandon();
    this.collector.cancel();
    this.deps.scheduler.cancel(this.collectTimer());
  }

  private finish(kind: IvrOutcome["kind"], fault: IvrFailureCode | null): void {
    this.over = true;
    this.inbox.length = 0;
    this.secret = null;
    this.leaveActivity();
    this.timers.disarmAll();
    const context = this.flow.hasBegun ? this.flow.state().context : flowContext(this.start);
    const { language, customerId, match } = context;
    const collected = [...this.collected.values()];
    const findings = { queueId: this.start.queueId, language, customerId, collected, match };
    const failed = (code: IvrFailureCode): IvrOutcome => ({ kind: "failed", code, ...findings });
    let outcome = kind === "failed" ? failed(fault ?? failureCode(context.failureCode)) : { kind, ...findings };
    try {
      const code = outcome.kind === "failed" ? outcome.code : null;
      if (kind !== "to-queue" || this.speaker.isAnswered) this.note("ivr.finished", { kind, code, customerId });
    } catch {
      outcome = failed("ivr-fault"); // The journal is broken: said by the outcome, the only way left.
    }
    this.onOutcome(outcome);
  }

  /** Nothing thrown in here may strand the caller: it ends the run, and is thrown on only when the run was over already. */
  private guarded(work: () => void): void {
    try {
      work();
    } catch (problem) {
      if (this.over) throw problem;
      this.finish("failed", "ivr-fault");
    }
  }

  private note(type: string, payload: Readonly<Record<string, unknown>>): void {
    this.deps.journal(type, this.start.contactId, payload);
  }

  /** For what happens outside a step: a broken journal ends the run; after the run the application meets it itself. */
  private noteLater(type: string, contactId: IvrStart["contactId"], payload: unknown): void {
    try {
      this.deps.journal(type, contactId, payload);
    } catch {
      if (!this.over) this.finish("failed", "ivr-fault");
    }
  }

  private collectTimer(): string {
    return `ivr:${this.start.contactId}:collect`;
  }
}
