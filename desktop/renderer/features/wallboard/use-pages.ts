import { useEffect, useState } from "react";

/** Long enough to find a row and read it from across the room. */
const PAGE_MS = 10_000;

/** What does not fit comes by turns; with one page nothing moves. */
export function usePages<T>(all: readonly T[], pageSize: number) {
  const pages = Math.max(1, Math.ceil(all.length / pageSize));
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (pages === 1) return undefined;
    const timer = setInterval(() => setTurn((before) => before + 1), PAGE_MS);
    return () => clearInterval(timer);
  }, [pages]);
  const page = turn % pages;
  return { items: all.slice(page * pageSize, (page + 1) * pageSize), page, pages };
}
