import type { PromptDefinition } from "../shared/domain/prompt.ts";
import { directPrompts } from "./direct/prompts.ts";
import { salesPrompts } from "./sales-line/prompts.ts";
import { servicePrompts } from "./service-line/prompts.ts";
import { waitingRoomPrompts } from "./waiting-room/prompts.ts";

/** Every prompt of the product. Ids are unique over all flows (tested), so an upload replaces one everywhere. */
export const ALL_PROMPTS: readonly PromptDefinition[] = [
  ...directPrompts,
  ...salesPrompts,
  ...servicePrompts,
  ...waitingRoomPrompts,
];
