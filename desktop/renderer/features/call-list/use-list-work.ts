import { useQueryClient } from "@tanstack/react-query";
import { Check } from "typebox/value";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ListPause } from "../../../../shared/domain/calling-hours.ts";
import type { CallListEntry } from "../../../../shared/domain/call-list.ts";
import type { CallListId } from "../../../../shared/domain/ids.ts";
import { NextEntrySchema } from "../../../../shared/wire/domain-schemas.ts";
import { Failure, failureCode } from "../../connection/failure.ts";
import { useAgentView, useConnection } from "../../connection/use-connection.ts";
import { useReportFailure } from "../../connection/use-report-failure.ts";

/**
 * Working through a list, one entry at a time.
 *
 *   idle --next--> entry --dial--> (the desk, wrap-up) --> idle
 *    ^               |  \--skip--> next entry
 *    |               +--lease over--> idle
 *    +--next--> finished (nothing left)
 */
export type ListWork =
  | { readonly phase: "idle" }
  /** `isAgain`: it was skipped, and nobody else of the list may be called now. */
  | { readonly phase: "entry"; readonly entry: CallListEntry; readonly isAgain: boolean }
  /** `pause`: why and until when nobody who is left may be called; null: colleagues hold them. */
  | { readonly phase: "finished"; readonly pause: ListPause | null };

/** Put on the do-not-call list, or given to a colleague, while it was looked at: there is nothing to do with it any more. */
const NOT_OURS: ReadonlySet<string> = new Set(["on-do-not-call-list", "lease-lost", "entry-unknown"]);

export function useListWork(callListId: CallListId) {
  const { client } = useConnection();
  const queries = useQueryClient();
  const report = useReportFailure();
  const view = useAgentView();
  const [work, setWork] = useState<ListWork>({ phase: "idle" });
  const [pending, setPending] = useState<"next" | "skip" | "dial" | null>(null);
  const running = useRef(false);
  const entry = work.phase === "entry" ? work.entry : null;

  const run = useCallback(
    async (what: "next" | "skip" | "dial", act: () => Promise<void>) => {
      if (running.current) return;
      running.current = true;
      setPending(what);
      try {
        await act();
      } catch (error) {
        report(error);
        if (NOT_OURS.has(failureCode(error))) setWork({ phase: "idle" });
      } finally {
        running.current = false;
        setPending(null);
        void queries.invalidateQueries({ queryKey: ["call-lists"] });
      }
    },
    [report, queries],
  );
  const take = useCallback(
    async (skipped: CallListEntry | null) => {
      const answer = await client.command("list.next", { callListId });
      if (!Check(NextEntrySchema, answer)) throw new Failure("internal");
      const { entry: next, pause } = answer;
      setWork(
        next === null
          ? { phase: "finished", pause }
          : { phase: "entry", entry: next, isAgain: next.entryId === skipped?.entryId },
      );
    },
    [client, callListId],
  );

  // The call with this entry is over (or somebody's else took its place): the next one waits for a press.
  const workedId = view?.contact?.callListEntry?.entryId ?? null;
  const wasWorked = useRef(false);
  useEffect(() => {
    if (entry === null) return;
    if (workedId === entry.entryId) wasWorked.current = true;
    else if (wasWorked.current) {
      wasWorked.current = false;
      setWork({ phase: "idle" });
      void queries.invalidateQueries({ queryKey: ["call-lists"] });
    }
  }, [workedId, entry, queries]);

  return {
    work,
    pending,
    isInCall: entry !== null && workedId === entry.entryId,
    next: () => void run("next", () => take(null)),
    skip: () => {
      if (entry === null) return;
      void run("skip", async () => {
        await client.command("list.skip", { entryId: entry.entryId });
        setWork({ phase: "idle" });
        await take(entry);
      });
    },
    dial: () => {
      if (entry === null) return;
      void run("dial", async () => {
        await client.command("list.dial", { entryId: entry.entryId });
      });
    },
    giveBack: () => setWork({ phase: "idle" }),
  };
}
