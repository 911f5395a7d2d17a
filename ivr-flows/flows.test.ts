import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";
import { initialTransition, transition } from "xstate";
import { getShortestPaths } from "xstate/graph";
import type { CallingNumber } from "../shared/domain/contact.ts";
import { LANGUAGES } from "../shared/domain/contact.ts";
import type { CustomerMatch, CustomerSummary } from "../shared/domain/customer.ts";
import { asId } from "../shared/domain/ids.ts";
import { PROMPT_SLOT_KINDS, promptSlots } from "../shared/domain/prompt.ts";
import { drawFlow } from "./draw-flow.ts";
import { FLOW_IDS, FLOWS } from "./flow-catalogue.ts";
import type { FlowContext, FlowEvent, FlowInput } from "./flow-vocabulary.ts";
import { FLOW_ENDINGS } from "./flow-vocabulary.ts";
import { ALL_PROMPTS } from "./prompt-catalogue.ts";
import { salesPrompts } from "./sales-line/prompts.ts";
import { servicePrompts } from "./service-line/prompts.ts";

const customer = (id: string, language: "en" | "zh" | null): CustomerSummary => ({
  customerId: asId(id),
  name: "Li Wei",
  company: null,
  kind: "person",
  language,
  tier: "standard",
  isVip: false,
  phones: [],
  account: "10002000",
});
const none: CustomerMatch = { kind: "none", matchedBy: null, customers: [] };
const one: CustomerMatch = { kind: "one", matchedBy: null, customers: [customer("c1", "zh")] };
const oneMute: CustomerMatch = { kind: "one", matchedBy: null, customers: [customer("c1", null)] };
const many: CustomerMatch = { kind: "many", matchedBy: null, customers: [customer("c1", "en"), customer("c2", "en")] };

const known: CallingNumber = { e164: "+8613800000001", raw: "+8613800000001", presentation: "allowed" };
const inputs: readonly (readonly [string, FlowInput])[] = [
  ["known", { ani: known, match: one }],
  ["known, the queue is closed", { ani: known, match: one, queueClosed: true }],
  ["known, no language", { ani: known, match: oneMute }],
  ["ambiguous", { ani: known, match: many }],
  ["anonymous", { ani: { e164: null, raw: "Anonymous", presentation: "withheld" }, match: none }],
];

const events: readonly FlowEvent[] = [
  { type: "prompt.done" },
  { type: "prompt.failed", code: "prompt-unavailable" },
  ...["0", "1", "2", "3", "7", "*", "10002000"].map((digits) => {
    return { type: "input.digits", digits } as const;
  }),
  { type: "input.secret", complete: true },
  { type: "input.secret", complete: false },
  { type: "input.correct", typed: 0 },
  { type: "input.correct", typed: 2 },
  { type: "input.none" },
  { type: "account.matched", match: one },
  { type: "account.matched", match: none },
  { type: "account.matched", match: many },
  { type: "pin.ok" },
  { type: "pin.wrong", attemptsLeft: 2 },
  { type: "pin.locked" },
  { type: "pin.not-set" },
  { type: "pin.lost" },
  { type: "balance.loaded", balance: { amountMinor: 12_850, currency: "CNY", dueAt: 0 } },
  { type: "store.failed", code: "timeout" },
  { type: "caller.gone" },
];

interface Seen {
  readonly snapshot: AnyMachineSnapshot;
  readonly name: string;
  readonly requests: readonly { readonly type: string; readonly params: unknown }[];
}

const nameOf = (snapshot: AnyMachineSnapshot): string => String(snapshot.value);
const over = (snapshot: AnyMachineSnapshot): boolean => snapshot.status === "done";

/** Every delay of the machine as the event it becomes. */
function delaysOf(machine: AnyStateMachine): readonly { readonly type: string }[] {
  const nodes = [machine.root, ...Object.values(machine.states)];
  return nodes.flatMap((node) => node.after.map((delayed) => ({ type: delayed.eventType })));
}

/**
 * What decides how a call goes on: everything that a guard looks at. Counters of a question count only while it is asked, since
 * every question starts with clean ones.
 */
function keyOf(snapshot: AnyMachineSnapshot, asks: boolean): string {
  const context = snapshot.context as FlowContext;
  const { customerId, identifiedBy, verified, intent, balanceHeard, unknownAccounts, wrongPins } = context;
  const counters = asks ? [context.silences, context.wrongInputs] : [];
  const facts = [customerId, identifiedBy, verified, intent === "balance", balanceHeard, unknownAccounts, wrongPins];
  return JSON.stringify([snapshot.value, facts, counters]);
}

/** Everything that can happen to a call in this flow. */
function explore(machine: AnyStateMachine, input: FlowInput): readonly Seen[] {
  const seen = new Map<string, Seen>();
  const asking = new Set(Object.keys(machine.states).filter((name) => entryActions(machine, name).includes("collect")));
  const key = (snapshot: AnyMachineSnapshot): string => keyOf(snapshot, asking.has(nameOf(snapshot)));
  const [first, actions] = initialTransition(machine, input);
  seen.set(key(first), { snapshot: first, name: nameOf(first), requests: actions });
  const open = [first];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    if (over(from)) continue;
    const node = machine.states[nameOf(from)];
    const handled = new Set([...(node?.transitions.keys() ?? []), ...machine.root.transitions.keys()]);
    for (const event of [...events, ...delaysOf(machine)]) {
      if (!handled.has(event.type)) continue;
      const [to, requests] = transition(machine, from, event);
      if (nameOf(to) !== nameOf(from) && asking.has(nameOf(to))) {
        expect(to.context, `${nameOf(from)} to ${nameOf(to)}`).toMatchObject({
          silences: 0,
          wrongInputs: 0,
          trouble: null,
        });
      }
      if (seen.has(key(to))) continue;
      seen.set(key(to), { snapshot: to, name: nameOf(to), requests });
      open.push(to);
    }
    expect(seen.size).toBeLessThan(10_000);
  }
  return [...seen.values()];
}

const entryActions = (machine: AnyStateMachine, name: string): readonly string[] => {
  return (machine.states[name]?.entry ?? []).map((action) => String(Reflect.get(Object(action), "type")));
};

describe.each(FLOW_IDS)("flow %s", (id) => {
  const machine = FLOWS[id];
  const explored = inputs.map(([, input]) => explore(machine, input));

  it("has a plain description on every state", () => {
    expect(machine.config.description).toMatch(/\.$/);
    for (const [name, node] of Object.entries(machine.states)) {
      expect(node.description, name).toMatch(/^[A-Z0-9].{10,}\.$/s);
    }
  });

  it("ends only in the known endings", () => {
    for (const [name, node] of Object.entries(machine.states)) {
      expect(node.type === "final", name).toBe(name in FLOW_ENDINGS);
    }
  });

  it("has no state that no call reaches", () => {
    const reached = new Set(explored.flatMap((seen) => seen.map((situation) => situation.name)));
    // States that decide at once are passed through, not stayed in.
    const passing = Object.entries(machine.states).filter(([, node]) => (node.always?.length ?? 0) > 0);
    for (const [name] of passing) reached.add(name);
    expect(Object.keys(machine.states).filter((name) => !reached.has(name))).toEqual([]);
  });

  it("ends at once when the caller hangs up or a prompt fails, wherever the call is", () => {
    for (const seen of explored) {
      for (const { snapshot } of seen) {
        if (over(snapshot)) continue;
        for (const event of [{ type: "caller.gone" }, { type: "prompt.failed", code: "x" }]) {
          expect(over(transition(machine, snapshot, event)[0]), `${event.type} in ${nameOf(snapshot)}`).toBe(true);
        }
      }
    }
  });

  it("reaches a person from every situation by silence, failure and time alone", () => {
    const adverse: readonly FlowEvent[] = [
      { type: "input.none" },
      { type: "store.failed", code: "timeout" },
      { type: "prompt.done" },
    ];
    for (const seen of explored) {
      for (const start of seen) {
        let now = start.snapshot;
        for (let step = 0; step < 30 && !over(now); step += 1) {
          for (const event of adverse) if (!over(now)) now = transition(machine, now, event)[0];
        }
        expect(over(now), `${start.name} stays in ${nameOf(now)}`).toBe(true);
      }
    }
  });

  it("gives a person to whoever stays too long, whatever they press", () => {
    const limit = machine.root.after[0]?.eventType;
    for (const seen of explored) {
      for (const { snapshot } of seen) {
        if (over(snapshot) || limit === undefined) continue;
        const [limited] = transition(machine, snapshot, { type: limit });
        const [ended] = over(limited) ? [limited] : transition(machine, limited, { type: "prompt.done" });
        expect(nameOf(ended), nameOf(snapshot)).toBe("toQueue");
      }
    }
  });

  it("handles every answer in every state that asks", () => {
    for (const [name, node] of Object.entries(machine.states)) {
      const actions = entryActions(machine, name);
      const handled = [...node.transitions.keys()];
      if (actions.includes("say")) expect(handled, name).toContain("prompt.done");
      if (actions.includes("collect"))
        expect(handled, name).toEqual(expect.arrayContaining(["input.digits", "input.none"]));
      if (actions.some((action) => ["matchAccount", "verifyPin", "loadBalance"].includes(action))) {
        expect(handled, name).toContain("store.failed");
        expect(node.after.map((delayed) => delayed.eventType).join(), name).toContain("lookupLimit");
      }
      // The last alternative is taken when no guard is: nothing typed is ever ignored.
      for (const type of handled.filter((event) => event.startsWith("input."))) {
        expect(node.transitions.get(type)?.at(-1)?.guard, `${type} in ${name}`).toBeUndefined();
      }
    }
  });

  it("says only prompts that exist", () => {
    const ids = new Set(ALL_PROMPTS.map((prompt) => prompt.id));
    for (const seen of explored) {
      for (const { requests, name } of seen) {
        for (const { type, params } of requests) {
          if (type !== "say" && type !== "collect") continue;
          const items = Reflect.get(Object(params), "items") as readonly { prompt: { id: string; values?: object } }[];
          expect(items.length, name).toBeGreaterThan(0);
          for (const { prompt } of items) {
            expect(ids, `${prompt.id} in ${name}`).toContain(prompt.id);
            const text = ALL_PROMPTS.find((candidate) => candidate.id === prompt.id)?.texts.en ?? "";
            const needed = promptSlots(text).flatMap((slot) => slot.valueNames);
            expect(Object.keys(prompt.values ?? {}).sort(), prompt.id).toEqual(needed.sort());
          }
        }
      }
    }
  });

  it("is drawn in its README", () => {
    const file = fileURLToPath(new URL(`${id}/README.md`, import.meta.url));
    const readme = readFileSync(file, "utf8");
    const fence = /```mermaid\n([\s\S]*?)```/;
    const drawing = drawFlow(machine);
    if (process.env["UPDATE_DRAWINGS"] === "1") {
      writeFileSync(
        file,
        readme.replace(fence, () => `\`\`\`mermaid\n${drawing}\`\`\``),
      );
    } else expect(fence.exec(readme)?.[1], "run again with UPDATE_DRAWINGS=1").toBe(drawing);
  });
});

describe("service line", () => {
  const machine = FLOWS["service-line"];
  /** Shortest way to the queue that a caller can take by keys and patience, in steps. */
  const agentIn = (input: FlowInput): number => {
    const paths = getShortestPaths(machine, {
      input,
      events: [{ type: "prompt.done" }, { type: "input.digits", digits: "0" }, { type: "input.none" }],
      limit: 1_000,
    });
    const lengths = paths.filter((path) => nameOf(path.state) === "toQueue").map((path) => path.steps.length);
    return Math.min(...lengths);
  };

  it("needs few steps to an agent, for every kind of caller", () => {
    for (const [kind, input] of inputs) expect(agentIn(input), kind).toBeLessThanOrEqual(5);
  });

  it("never loads a balance before the PIN was right", () => {
    for (const [, input] of inputs) {
      for (const { snapshot, name } of explore(machine, input)) {
        if (["loadingBalance", "tellingBalance"].includes(name)) expect(snapshot.context.verified).toBe(true);
      }
    }
  });
});

describe("prompts", () => {
  /** Menus offer an agent by key; the sentences before an open queue promise one (flows go round them when it is closed). */
  const PROMISES = ["transfer", "sales-transfer"];
  it("promise an agent nowhere else: the queue may be closed", () => {
    const promising = [...servicePrompts, ...salesPrompts].filter(
      ({ texts }) => /agent (?:will|is)|connecting/i.test(texts.en) || /将[由为]|坐席将|正在为您转接/.test(texts.zh),
    );
    expect(promising.map(({ id }) => id)).toEqual(PROMISES);
  });

  it("have unique ids that are safe as file names", () => {
    const ids = ALL_PROMPTS.map((prompt) => prompt.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z-]{1,40}$/);
  });

  it.each(ALL_PROMPTS.map((prompt) => [prompt.id, prompt] as const))("%s exists in both languages", (_, prompt) => {
    const slots = LANGUAGES.map((language) => promptSlots(prompt.texts[language]).map((slot) => slot.marker));
    expect(slots[0]).toEqual(slots[1]);
    for (const language of LANGUAGES) {
      const text = prompt.texts[language];
      expect(text).toMatch(language === "en" ? /^[A-Z][\x20-\x7e]*\.$/ : /[\u4e00-\u9fff].*。$/);
      const bare = promptSlots(text).reduce((rest, slot) => rest.replace(slot.marker, ""), text);
      expect(bare).not.toMatch(/[{}]/);
      // A Latin letter would be read as pinyin.
      if (language === "zh") expect(bare).not.toMatch(/[A-Za-z0-9]/);
      for (const slot of promptSlots(text)) expect(PROMPT_SLOT_KINDS).toContain(slot.kind);
    }
  });
});
