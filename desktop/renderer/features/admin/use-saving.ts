import { useState } from "react";
import { useNotify } from "../../ui/notices.tsx";

export interface Saving {
  readonly isPending: boolean;
  /** What the last try failed with; null: nothing. */
  readonly failure: unknown;
  /**
   * Carries out `work` and tells the words it resolves to; null: it was not done, and the form says why. False when it was not done or
   * failed: what was entered is kept, and `failure` says what failed.
   */
  readonly run: (work: () => Promise<string | null>) => Promise<boolean>;
  readonly forgetFailure: () => void;
}

/** Saving what a form has, and what became of it. */
export function useSaving(): Saving {
  const notify = useNotify();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const run = async (work: () => Promise<string | null>): Promise<boolean> => {
    setPending(true);
    setFailure(null);
    try {
      const done = await work();
      if (done !== null) notify({ tone: "good", title: done });
      return done !== null;
    } catch (error) {
      setFailure(error);
      return false;
    } finally {
      setPending(false);
    }
  };
  return { isPending, failure, run, forgetFailure: () => setFailure(null) };
}
