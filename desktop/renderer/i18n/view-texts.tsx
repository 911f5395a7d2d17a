import type { i18n } from "i18next";
import { type ReactNode, use } from "react";
import { useTranslation } from "react-i18next";
import { addViewTexts, hasViewTexts } from "./start-i18n.ts";

/** One fetch for all who wait; a failed one stays failed until `retryViewTexts`, or React would ask again and again. */
const fetches = new WeakMap<i18n, Promise<void>>();

/** Shows its children once the texts of `i18n/*\/views` are there; suspends until then, throws when they cannot be fetched. */
export function ViewTexts({ children }: { readonly children: ReactNode }): ReactNode {
  const { i18n } = useTranslation();
  // Who has waited asks for the same again when it has come: React expects every render to use what a render before it waited for.
  const fetched = fetches.get(i18n) ?? (hasViewTexts(i18n) ? null : fetchOnce(i18n));
  if (fetched !== null) use(fetched);
  return children;
}

export function retryViewTexts(instance: i18n): void {
  fetches.delete(instance);
}

function fetchOnce(instance: i18n): Promise<void> {
  const fetched = fetches.get(instance) ?? addViewTexts(instance);
  fetches.set(instance, fetched);
  return fetched;
}
