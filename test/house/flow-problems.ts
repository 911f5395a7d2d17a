import type { AnyStateMachine, AnyStateNode } from "xstate";

/** What a supervisor could not read in a flow's drawing: states without a sentence, states nothing leads to. */
export function flowProblems(machine: AnyStateMachine): string[] {
  const nodes = [machine.root, ...descendants(machine.root)];
  const reachable = new Set<AnyStateNode>();
  const enter = (node: AnyStateNode): void => {
    if (reachable.has(node)) return;
    reachable.add(node);
    if (node.parent !== undefined) enter(node.parent);
    for (const target of node.type === "parallel" ? Object.values(node.states) : (node.initial?.target ?? []))
      enter(target);
    for (const transition of outgoing(node)) for (const target of transition.target ?? []) enter(target);
  };
  enter(machine.root);
  return nodes.flatMap((node) => [
    ...(isSentence(node.description) ? [] : [`${node.id} has no description in plain words`]),
    ...(reachable.has(node) ? [] : [`${node.id} cannot be reached`]),
  ]);
}

function descendants(node: AnyStateNode): AnyStateNode[] {
  return Object.values(node.states).flatMap((child: AnyStateNode) => [child, ...descendants(child)]);
}

/** `transitions` holds those of events, delays and invocations; `always` those without. */
function outgoing(node: AnyStateNode) {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
}

function isSentence(description: string | undefined): boolean {
  return description !== undefined && /\S+\s+\S+.*[.!?]$/u.test(description.trim());
}
