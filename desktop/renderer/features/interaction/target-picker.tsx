import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TransferTarget } from "../../../../shared/domain/transfer.ts";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import type { TransferTargets } from "../../../../shared/wire/transfer-schemas.ts";
import { useCommand } from "../../connection/use-command.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useMarkedRow } from "./use-marked-row.ts";
import { type TargetRow, useTargetRows } from "./use-target-rows.ts";
import styles from "./target-picker.module.css";

/** States of colleagues change while one chooses. */
const AGAIN_MS = 2_000;

interface TargetPickerProps {
  readonly contact: ConsoleContact;
  readonly onClose: () => void;
}

/** To whom: colleagues with their state, queues with who waits, skills, a number. Ask first, or hand over at once. */
export function TargetPicker({ contact, onClose }: TargetPickerProps) {
  const { t } = useTranslation("target-picker");
  const { client } = useConnection();
  const [text, setText] = useState("");
  const { contactId } = contact.context;
  const consult = useCommand("consult.start");
  const transfer = useCommand("transfer.start");
  const isPending = consult.isPending || transfer.isPending;
  const { data, error, refetch } = useQuery({
    queryKey: ["transfer-targets"],
    queryFn: () => client.command("targets.list", {}) as Promise<TransferTargets>,
    refetchInterval: AGAIN_MS,
  });
  const groups = useTargetRows(data ?? null, text);
  const send = (command: typeof consult | typeof transfer, target: TransferTarget) =>
    void command.run({ contactId, target }).then((done) => {
      if (done) onClose();
    });
  const { marked, onKey } = useMarkedRow(groups, text, isPending, (row, isGiven) =>
    send(isGiven ? transfer : consult, row.target),
  );
  return (
    <Dialog title={t("title")} closeLabel={t("common:close")} onClose={onClose} size="md" data-testid="target-picker">
      <TextField
        label={t("search")}
        description={t(data?.mayDial === false ? "search-hint-no-number" : "search-hint")}
        value={text}
        onChange={setText}
        maxLength={64}
        autoComplete="off"
        onKeyDown={onKey}
        data-testid="target-search"
      />
      <PickerKeys />
      <p role="status" className="visually-hidden" data-testid="target-marked">
        {marked === null ? "" : t("marked", { name: marked.name })}
      </p>
      {error !== null && data === undefined ? (
        <ErrorState
          title={t("failed")}
          hint={t("failed-hint")}
          retryLabel={t("common:retry")}
          onRetry={() => void refetch()}
        />
      ) : data === undefined ? (
        <Skeleton lines={4} label={t("loading")} />
      ) : groups.length === 0 ? (
        <EmptyState icon="search" title={t("nobody", { text })} />
      ) : (
        <div className={styles.groups}>
          {groups.map(({ id, rows }) => (
            <section key={id} className={styles.group} aria-label={t(`group.${id}`)}>
              <h3>{t(`group.${id}`)}</h3>
              <ul className={styles.list}>
                {rows.map((row) => (
                  <Row
                    key={row.key}
                    row={row}
                    isMarked={row.key === marked?.key}
                    isPending={isPending}
                    onAsk={() => send(consult, row.target)}
                    onGive={() => send(transfer, row.target)}
                  />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </Dialog>
  );
}

/** Always there, so that nothing moves when somebody is found. */
function PickerKeys() {
  const { t } = useTranslation("target-picker");
  return (
    <p className={styles.keys} aria-hidden="true">
      <span>
        <Kbd keys={["↑", "↓"]} /> {t("key.chooses")}
      </span>
      <span>
        <Kbd keys="↵" /> {t("key.asks")}
      </span>
      <span>
        <Kbd keys="Ctrl+↵" /> {t("key.gives")}
      </span>
    </p>
  );
}

interface RowProps {
  readonly row: TargetRow;
  /** Enter in the search field means this one. */
  readonly isMarked: boolean;
  readonly isPending: boolean;
  readonly onAsk: () => void;
  readonly onGive: () => void;
}

function Row({ row, isMarked, isPending, onAsk, onGive }: RowProps) {
  const { t } = useTranslation("target-picker");
  const isDisabled = !row.canBeChosen || isPending;
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // Where nothing is laid out (tests) there is nothing to scroll.
    if (isMarked) element.current?.scrollIntoView?.({ block: "nearest" });
  }, [isMarked]);
  return (
    <li ref={element} className={styles.row} data-marked={isMarked} data-testid="target" data-target={row.key}>
      <span className={styles.words}>
        <span className={styles.name}>{row.name}</span>
        <span className={styles.fact}>{row.fact}</span>
      </span>
      <span className={styles.buttons}>
        <Button
          size="sm"
          onPress={onAsk}
          isDisabled={isDisabled}
          aria-label={t("ask-name", { name: row.name })}
          data-testid="ask"
        >
          {t("ask")}
        </Button>
        <Button
          size="sm"
          onPress={onGive}
          isDisabled={isDisabled}
          aria-label={t("give-name", { name: row.name })}
          data-testid="give"
        >
          {t("give")}
        </Button>
      </span>
    </li>
  );
}
