import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
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
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
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
  const { t } = useTranslation("transfer");
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
  return (
    <Dialog
      title={t("pick.title")}
      closeLabel={t("common:close")}
      onClose={onClose}
      size="md"
      data-testid="target-picker"
    >
      <TextField
        label={t("pick.search")}
        description={t(data?.mayDial === false ? "pick.search-hint-no-number" : "pick.search-hint")}
        value={text}
        onChange={setText}
        maxLength={64}
        autoComplete="off"
        data-testid="target-search"
      />
      {error !== null && data === undefined ? (
        <ErrorState
          title={t("pick.failed")}
          hint={t("pick.failed-hint")}
          retryLabel={t("common:retry")}
          onRetry={() => void refetch()}
        />
      ) : data === undefined ? (
        <Skeleton lines={4} label={t("pick.loading")} />
      ) : groups.length === 0 ? (
        <EmptyState icon="search" title={t("pick.nobody", { text })} />
      ) : (
        <div className={styles.groups}>
          {groups.map(({ id, rows }) => (
            <section key={id} className={styles.group} aria-label={t(`pick.group.${id}`)}>
              <h3>{t(`pick.group.${id}`)}</h3>
              <ul className={styles.list}>
                {rows.map((row) => (
                  <Row
                    key={row.key}
                    row={row}
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

interface RowProps {
  readonly row: TargetRow;
  readonly isPending: boolean;
  readonly onAsk: () => void;
  readonly onGive: () => void;
}

function Row({ row, isPending, onAsk, onGive }: RowProps) {
  const { t } = useTranslation("transfer");
  const isDisabled = !row.canBeChosen || isPending;
  return (
    <li className={styles.row} data-testid="target" data-target={row.key}>
      <span className={styles.words}>
        <span className={styles.name}>{row.name}</span>
        <span className={styles.fact}>{row.fact}</span>
      </span>
      <span className={styles.buttons}>
        <Button
          size="sm"
          onPress={onAsk}
          isDisabled={isDisabled}
          aria-label={t("pick.ask-name", { name: row.name })}
          data-testid="ask"
        >
          {t("pick.ask")}
        </Button>
        <Button
          size="sm"
          onPress={onGive}
          isDisabled={isDisabled}
          aria-label={t("pick.give-name", { name: row.name })}
          data-testid="give"
        >
          {t("pick.give")}
        </Button>
      </span>
    </li>
  );
}
