import type { i18n } from "i18next";
import { type ReactNode, use } from "react";
import { useTranslation } from "react-i18next";
import { addViewTexts, hasViewTexts } from "./start-i18n.ts";

/** One fetch for all who wait; a failed one stays failed until `retryViewTexts`, or React would ask again and again. */
const fetches = new WeakMap<i18n, Promise<void>>();

/** Shows its children once the texts of `i18n/*\/views` are there; suspends until then, throws when they cannot be fetched. */
export function ViewTexts({ children }: { readonly children: ReactNode }): ReactNode {
  const { i18n } = useTranslation();
  if (!hasViewTexts(i18n)) use(fetchOnce(i18n));
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
