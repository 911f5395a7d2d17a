import type { i18n } from "i18next";
import { type ReactNode, use } from "react";
import { useTranslation } from "react-i18next";
import { addViewTexts, hasViewTexts } from "./start-i18n.ts";

/** One answer for all who ask, whether the texts were there or are fetched; a failed one stays failed until `retryViewTexts`. */
const answers = new WeakMap<i18n, Promise<void>>();

/** Shows its children once the texts of `i18n/*\/views` are there; suspends until then, throws when they cannot be fetched. */
export function ViewTexts({ children }: { readonly children: ReactNode }): ReactNode {
  const { i18n } = useTranslation();
  // In every render: React complains of one that waited in an earlier try and does not ask in the next.
  use(answerOf(i18n));
  return children;
}

export function retryViewTexts(instance: i18n): void {
  answers.delete(instance);
}

function answerOf(instance: i18n): Promise<void> {
  const known = answers.get(instance);
  if (known) return known;
  const answer = hasViewTexts(instance) ? there() : addViewTexts(instance);
  answers.set(instance, answer);
  return answer;
}

/** Known to React as fulfilled, so that nobody waits for it (React reads `status` of a promise it is given). */
function there(): Promise<void> {
  return Object.assign(Promise.resolve(), { status: "fulfilled", value: undefined });
}
