import type { PromptDefinition } from "../../shared/domain/prompt.ts";

/** What the sales line says besides the language question it shares with the service line. */
export const salesPrompts = [
  { id: "sales-greeting", texts: { en: "Welcome to sales.", zh: "您好，欢迎致电销售热线。" } },
  {
    id: "sales-transfer",
    texts: { en: "A sales agent will be with you. Please hold.", zh: "正在为您转接销售顾问，请稍候。" },
  },
] as const satisfies readonly PromptDefinition[];
