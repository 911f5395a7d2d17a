import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CallListSummary } from "../../../../shared/domain/call-list.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { readRejectedRows } from "./call-list-api.ts";
import { RejectedRows } from "./rejected-rows.tsx";

interface RejectedDialogProps {
  readonly list: CallListSummary;
  readonly onClose: () => void;
}

/** The rejected rows of an earlier import. */
export function RejectedDialog({ list, onClose }: RejectedDialogProps) {
  const { t } = useTranslation("call-list");
  const { http } = useConnection();
  const textOf = useFailureText();
  const rejected = useQuery({
    queryKey: ["call-lists", list.callListId, "rejected"],
    queryFn: ({ signal }) => readRejectedRows(http, list.callListId, signal),
  });
  const failure = rejected.isError ? textOf(rejected.error) : null;
  return (
    <Dialog
      title={t("rejected.of", { name: list.name })}
      closeLabel={t("common:close")}
      onClose={onClose}
      size="lg"
      data-testid="rejected-dialog"
    >
      {rejected.data !== undefined ? (
        <RejectedRows rows={rejected.data} total={list.rejectedRows} listName={list.name} />
      ) : failure !== null ? (
        <ErrorState
          title={failure.title}
          hint={failure.remedy}
          retryLabel={t("common:retry")}
          onRetry={() => void rejected.refetch()}
        />
      ) : (
        <Skeleton lines={4} label={t("common:loading")} />
      )}
    </Dialog>
  );
}
