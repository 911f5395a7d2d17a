import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import type { Disposition } from "../../../../shared/domain/contact.ts";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { failureCode } from "../../connection/failure.ts";
import { useConnection, useConsoleState } from "../../connection/use-connection.ts";
import { keepDraft, keptDraft } from "./kept-draft.ts";

/** A pause in typing this long is worth a save. */
export const SAVE_AFTER_MS = 600;
const RETRY_MS = 3_000;

export type DraftStatus = "saved" | "unsaved" | "saving" | "failed";

export interface Draft {
  readonly disposition: Disposition | null;
  readonly note: string;
  readonly status: DraftStatus;
  readonly setDisposition: (disposition: Disposition) => void;
  readonly setNote: (note: string) => void;
  /** Saves at once what is unsaved: when the field is left. */
  readonly flush: () => void;
}

interface Content {
  readonly disposition: Disposition | null;
  readonly note: string;
}

/**
 * Result and note of one contact. They live on the server from the first pause on, and in this tab until the server has
 * confirmed them, so neither a crash nor a lost connection costs a word. Mount with the contact's id as `key`.
 */
export function useDraft(contact: ConsoleContact): Draft {
  const { contactId } = contact.context;
  const { client } = useConnection();
  const online = useConsoleState().link === "online";
  const [content, setContent] = useState<Content>(() => keptDraft(contactId) ?? contact.draft);
  const [status, setStatus] = useState<DraftStatus>(() => (keptDraft(contactId) === null ? "saved" : "unsaved"));
  const latest = useRef(content);
  const saving = useRef(false);

  const save = useCallback(async () => {
    if (saving.current) return;
    saving.current = true;
    const sent = latest.current;
    setStatus("saving");
    try {
      await client.command("wrap-up.save-draft", { contactId, ...sent });
      const unchanged = latest.current === sent;
      if (unchanged) keepDraft(contactId, null);
      setStatus(unchanged ? "saved" : "unsaved");
    } catch (error) {
      // Closed meanwhile (its time ran out): the server kept the last draft, there is nothing left to save to.
      const gone = failureCode(error) === "not-found";
      if (gone) keepDraft(contactId, null);
      setStatus(gone ? "saved" : "failed");
    } finally {
      saving.current = false;
    }
  }, [client, contactId]);

  const saveNow = useEffectEvent(() => void save());
  useEffect(() => {
    if (!online || (status !== "unsaved" && status !== "failed")) return undefined;
    const timer = setTimeout(() => saveNow(), status === "failed" ? RETRY_MS : SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [status, content, online]);

  // Not typed here: the server set it (an unanswered outbound call) or another console did. Only what is new counts: right
  // after a save the view may still hold what was there before.
  const { disposition: theirDisposition, note: theirNote } = contact.draft;
  const known = useRef(contact.draft);
  useEffect(() => {
    if (known.current.disposition === theirDisposition && known.current.note === theirNote) return;
    known.current = { disposition: theirDisposition, note: theirNote };
    if (status !== "saved") return;
    latest.current = known.current;
    setContent(known.current);
  }, [theirDisposition, theirNote, status]);

  const change = (next: Content) => {
    latest.current = next;
    setContent(next);
    keepDraft(contactId, next);
    setStatus("unsaved");
  };
  return {
    ...content,
    // Offline nothing is being saved: the words are in this tab, and it says so.
    status: !online && status === "unsaved" ? "failed" : status,
    setDisposition: (disposition) => change({ ...latest.current, disposition }),
    setNote: (note) => change({ ...latest.current, note }),
    flush: () => {
      if (online && (status === "unsaved" || status === "failed")) void save();
    },
  };
}
