import { decide } from "../../../server/acd/acd.ts";
import { type AcdState, createAcd } from "../../../server/acd/acd-state.ts";
import type { AcdEvent } from "../../../server/acd/events.ts";
import type { Core, Offered } from "./loaded-centre.ts";

const NOBODY: readonly Offered[] = [];

/** The product's core, as a load feeds it; timers are left out (nothing in a load runs into one). */
export function routingCore(): { readonly core: Core; readonly state: AcdState } {
  const state = createAcd();
  const core = (event: AcdEvent, at: number): readonly Offered[] => {
    let offers: Offered[] | undefined;
    for (const effect of decide(state, event, at)) {
      if (effect.type === "offer") (offers ??= []).push(effect);
    }
    return offers ?? NOBODY;
  };
  return { core, state };
}
