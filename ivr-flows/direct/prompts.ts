import type { PromptDefinition } from "../../shared/domain/prompt.ts";

/** The direct flow says nothing. */
export const directPrompts = [] as const satisfies readonly PromptDefinition[];
