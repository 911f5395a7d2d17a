import { type ComponentType, createElement, lazy, type ReactElement } from "react";

/** Parts whose file could not be fetched. */
const failed = new Set<() => void>();

/**
 * A component whose file is fetched when it is first shown; as `lazy`, inside a `Suspense`. `lazy` remembers a failure for ever: a
 * view asked for while the network was away would be gone until the page is reloaded, which nobody does in a call.
 */
export function laterPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => ReactElement {
  const fresh = () =>
    lazy(async () => {
      try {
        return { default: await load() };
      } catch (error) {
        failed.add(() => {
          part = fresh();
        });
        throw error;
      }
    });
  let part = fresh();
  return (props) => createElement(part as ComponentType<Props>, props);
}

/** What failed is fetched anew when it is shown again. Not sooner: React asks again by itself, and would do so without end. */
export function fetchAgain(): void {
  for (const forget of failed) forget();
  failed.clear();
}
