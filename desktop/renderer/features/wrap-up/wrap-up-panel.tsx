import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { AGENT_CHOSEN_REASONS, type NotReadyReason } from "../../../../shared/domain/agent.ts";
import { DISPOSITIONS } from "../../../../shared/domain/contact.ts";
import { NOTE_MAX } from "../../../../shared/wire/domain-schemas.ts";
import type { AgentView, ConsoleContact } from "../../../../shared/wire/console.ts";
import { useCommand } from "../../connection/use-command.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { isTyping, useShortcut } from "../../keyboard/use-shortcut.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { StateShape } from "../../ui/state-shape.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { DispositionChoice } from "./disposition-choice.tsx";
import { DraftStatusText } from "./draft-status-text.tsx";
import { useDraft } from "./use-draft.ts";
import { WrapUpTime } from "./wrap-up-time.tsx";
import styles from "./wrap-up-panel.module.css";

interface WrapUpPanelProps {
  readonly contact: ConsoleContact;
  readonly view: AgentView;
  /** Beside the state of the draft: what else comes of the call. */
  readonly extra?: ReactNode;
  /** Above the result: what the call is about. */
  readonly about?: ReactNode;
}

/** Result, note, finish: beside the customer from the answer on, the whole wrap-up on one screen. Mount with the contact's id as key. */
export function WrapUpPanel({ contact, view, extra, about }: WrapUpPanelProps) {
  const { t } = useTranslation("wrap-up");
  const draft = useDraft(contact);
  const note = useRef<HTMLTextAreaElement>(null);
  const results = useRef<HTMLDivElement>(null);
  // Out of the note: there a digit would be written, not chosen.
  const askForResult = () => results.current?.querySelector("input")?.focus();
  const inWrapUp = contact.phase === "wrap-up";
  useShortcut("note", () => note.current?.focus());
  useDispositionKeys((index) => {
    const disposition = DISPOSITIONS[index];
    if (disposition !== undefined) draft.setDisposition(disposition);
  });
  return (
    <section className={styles.panel} aria-label={t("title")} data-testid="wrap-up" data-phase={contact.phase}>
      <header className={styles.head}>
        <h2 className={styles.title}>{t(inWrapUp ? "title-wrap-up" : "title")}</h2>
        {inWrapUp && contact.wrapUpEndsAt !== null ? <WrapUpTime endsAt={contact.wrapUpEndsAt} /> : null}
      </header>
      {about}
      <DispositionChoice value={draft.disposition} onChange={draft.setDisposition} groupRef={results} />
      {draft.disposition === "do-not-call" ? (
        <Banner tone="info" data-testid="do-not-call-hint">
          {t(contact.context.ani.e164 === null ? "do-not-call-withheld" : "do-not-call")}
        </Banner>
      ) : null}
      <div className={styles.note}>
        <TextField
          label={t("note")}
          // Parked calls lie above all of it: the way to finish stays on the screen.
          rows={(inWrapUp ? 6 : 9) - (view.parked.length === 0 ? 0 : 3)}
          value={draft.note}
          onChange={draft.setNote}
          onBlur={draft.flush}
          maxLength={NOTE_MAX}
          placeholder={t("note-hint")}
          areaRef={note}
          data-testid="note"
        />
        <div className={styles.below}>
          <DraftStatusText status={draft.status} isEmpty={draft.note === "" && draft.disposition === null} />
          {extra}
        </div>
      </div>
      {inWrapUp ? (
        <Finish contact={contact} view={view} draft={draft} onMissing={askForResult} />
      ) : (
        <p className={styles.hint}>{t("finish-later")}</p>
      )}
    </section>
  );
}

interface FinishProps extends WrapUpPanelProps {
  readonly draft: ReturnType<typeof useDraft>;
  /** It cannot be finished yet: there is no result. */
  readonly onMissing: () => void;
}

function Finish({ contact, view, draft, onMissing }: FinishProps) {
  const { t } = useTranslation("wrap-up");
  const complete = useCommand("wrap-up.complete");
  const online = useConsoleState().link === "online";
  const [menuOpen, setMenuOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const { disposition, note } = draft;
  const pending = view.status.pendingNotReady;
  const finish = (notReadyReason: NotReadyReason | null) => {
    if (disposition === null) {
      setAsked(true);
      onMissing();
      return;
    }
    void complete.run({ contactId: contact.context.contactId, disposition, note, notReadyReason });
  };
  const can = online && !complete.isPending;
  useShortcut("finish", () => finish(null), can);
  useShortcut("finish-not-ready", () => setMenuOpen(true), can);
  return (
    <div className={styles.finish}>
      {asked && disposition === null ? (
        <p className={styles.missing} role="alert">
          {t("choose-first")}
        </p>
      ) : null}
      <Button
        tone="primary"
        size="lg"
        wide
        shortcut="Ctrl+↵"
        isPending={complete.isPending}
        isDisabled={!online}
        onPress={() => finish(null)}
        data-testid="finish"
      >
        {pending === null
          ? t("finish-ready")
          : AGENT_CHOSEN_REASONS.includes(pending)
            ? t("finish-then", { reason: t(`common:reason.${pending}`) })
            : t("finish-then-not-ready")}
      </Button>
      <Menu
        label={t("finish-not-ready")}
        isOpen={menuOpen}
        onOpenChange={setMenuOpen}
        placement="top start"
        trigger={
          <Button wide icon="chevron-down" isDisabled={!can} data-testid="finish-not-ready">
            {t("finish-not-ready")}
          </Button>
        }
        sections={[
          {
            entries: AGENT_CHOSEN_REASONS.map((reason) => ({
              id: `finish-${reason}`,
              label: t(`common:reason.${reason}`),
              mark: <StateShape state="not-ready" />,
            })),
          },
        ]}
        onAction={(id) => finish(AGENT_CHOSEN_REASONS.find((reason) => id === `finish-${reason}`) ?? null)}
      />
    </div>
  );
}

/** 1 to 9, and 0 for the tenth, choose a result while nobody types; with Alt always. */
function useDispositionKeys(choose: (index: number) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const digit = /^Digit([0-9])$/.exec(event.code)?.[1];
    if (digit === undefined || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return;
    if (!event.altKey && isTyping(event.target)) return;
    event.preventDefault();
    choose((Number(digit) + 9) % 10);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
