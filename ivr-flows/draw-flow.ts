import type { AnyStateMachine } from "xstate";

/** An arrow of the drawing. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

const EVENT_WORDS: Readonly<Record<string, string>> = {
  "prompt.done": "heard",
  "prompt.failed": "prompt failed",
  "input.digits": "key",
  "input.secret": "PIN typed",
  "input.correct": "star",
  "input.none": "silence",
  "caller.gone": "hangs up",
};

/** A Mermaid state diagram of a flow, made from the machine itself so that it cannot be out of date. */
export function drawFlow(machine: AnyStateMachine): string {
  const lines = ["stateDiagram-v2", `  [*] --> ${initialOf(machine)}`];
  for (const [name, node] of Object.entries(machine.states)) {
    lines.push(`  ${name} : ${name}<br>${(node.description ?? "").replaceAll(/[:;#]/g, ",")}`);
  }
  for (const arrow of arrowsOf(machine)) lines.push(`  ${arrow.from} --> ${arrow.to} : ${arrow.label}`);
  for (const [name, node] of Object.entries(machine.states)) {
    if (node.type === "final") lines.push(`  ${name} --> [*]`);
  }
  return `${lines.join("\n")}\n`;
}

/** Several reasons to go the same way become one arrow. */
function arrowsOf(machine: AnyStateMachine): readonly Arrow[] {
  const labels = new Map<string, { readonly from: string; readonly to: string; readonly words: string[] }>();
  for (const [from, node] of Object.entries(machine.states)) {
    const transitions = [...node.transitions.values()].flat();
    for (const transition of [...transitions, ...(node.always ?? [])]) {
      const to = transition.target?.[0]?.key ?? from;
      const key = `${from} ${to}`;
      const arrow = labels.get(key) ?? { from, to, words: [] };
      const words = [eventWords(String(transition.eventType)), guardWords(transition.guard)].filter(
        (part) => part !== "",
      );
      if (words.length > 0) arrow.words.push(words.join(", "));
      labels.set(key, arrow);
    }
  }
  return [...labels.values()].map(({ from, to, words }) => {
    return { from, to, label: words.length === 0 ? "otherwise" : [...new Set(words)].join(" / ") };
  });
}

function eventWords(eventType: string): string {
  const delay = /^xstate\.after\.([^.]+)\./.exec(eventType);
  if (delay !== null) return `after ${delay[1] ?? ""}`;
  return EVENT_WORDS[eventType] ?? eventType.replace(".", " ");
}

function guardWords(guard: unknown): string {
  if (typeof guard === "string") return plain(guard);
  if (typeof guard !== "object" || guard === null) return "";
  const params: unknown = Reflect.get(guard, "params");
  const digit: unknown = typeof params === "object" && params !== null ? Reflect.get(params, "digit") : null;
  return typeof digit === "string" ? digit : plain(String(Reflect.get(guard, "type")));
}

/** silentTooOften -> silent too often */
function plain(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function initialOf(machine: AnyStateMachine): string {
  return machine.root.initial.target[0]?.key ?? "";
}
