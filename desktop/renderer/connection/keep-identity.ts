import { replaceEqualDeep } from "@tanstack/react-query";

/** Each picture the server sends is new, but hardly anything in it: what is equal stays the same object, so that only what changed renders. */
export function keepIdentity<T>(read: () => T | null): () => T | null {
  let raw: T | null = null;
  let kept: T | null = null;
  return () => {
    const latest = read();
    if (latest !== raw && latest !== null) {
      raw = latest;
      kept = replaceEqualDeep(kept, latest);
    }
    return kept;
  };
}
