export interface NoticeItem {
  readonly id: number;
  readonly tone: "info" | "good" | "warning" | "bad";
  readonly title: string;
  readonly detail?: string;
  /** A notice with the same key replaces the older one. */
  readonly key?: string;
}

/** More than this at once is noise; the oldest leaves. */
const NOTICES_MAX = 4;
const SHOWN_MS = { info: 6_000, good: 4_000, warning: 12_000, bad: 20_000 } as const;

export interface NoticeStore {
  readonly show: (notice: Omit<NoticeItem, "id">) => void;
  readonly dismiss: (id: number) => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly snapshot: () => readonly NoticeItem[];
}

/** Short messages that go away by themselves; errors stay longest. */
export function createNoticeStore(): NoticeStore {
  let items: readonly NoticeItem[] = [];
  let lastId = 0;
  const listeners = new Set<() => void>();
  const set = (next: readonly NoticeItem[]) => {
    items = next;
    for (const listener of listeners) listener();
  };
  const dismiss = (id: number) => set(items.filter((item) => item.id !== id));
  return {
    show: (notice) => {
      lastId += 1;
      const item = { ...notice, id: lastId };
      const others = items.filter((each) => notice.key === undefined || each.key !== notice.key);
      set([...others, item].slice(-NOTICES_MAX));
      setTimeout(() => dismiss(item.id), SHOWN_MS[notice.tone]);
    },
    dismiss,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => items,
  };
}
