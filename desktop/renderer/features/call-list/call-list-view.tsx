import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { CallListSummary, DialingMode } from "../../../../shared/domain/call-list.ts";
import { roleAtLeast } from "../../../../shared/domain/user.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { readCallLists } from "./call-list-api.ts";
import styles from "./call-list-view.module.css";
import { chosenList } from "./chosen-list.ts";
import { ImportDialog } from "./import-dialog.tsx";
import { ListCards } from "./list-cards.tsx";
import { OutlookLine } from "./outlook-line.tsx";
import { PreviewDesk } from "./preview-desk.tsx";
import { RejectedDialog } from "./rejected-dialog.tsx";

/** Colleagues work on the same lists. */
const REFRESH_MS = 15_000;

type ListDesk = (props: { readonly list: CallListSummary }) => ReactNode;
/** How a list is worked by an agent. The modes that dial by themselves will bring desks of their own. */
const DESKS: Readonly<Partial<Record<DialingMode, ListDesk>>> = { preview: PreviewDesk };

/** Lists of people to call: progress, work in preview mode, and for supervisors the import. */
export function CallListView() {
  const { t } = useTranslation("call-list");
  const { http, session } = useConnection();
  const textOf = useFailureText();
  const isSupervisor = roleAtLeast(session.user.role, "supervisor");
  const [dialog, setDialog] = useState<"import" | CallListSummary | null>(null);
  const lists = useQuery({
    queryKey: ["call-lists"],
    queryFn: ({ signal }) => readCallLists(http, signal),
    refetchInterval: REFRESH_MS,
  });
  const importButton = isSupervisor ? (
    <Button tone="primary" icon="upload" onPress={() => setDialog("import")} data-testid="import-list">
      {t("import.open")}
    </Button>
  ) : null;
  const failure = lists.isError ? textOf(lists.error) : null;
  return (
    <Page title={t("title")} actions={importButton} wide data-testid="call-list-view">
      {lists.data !== undefined ? (
        <Lists
          lists={lists.data}
          isSupervisor={isSupervisor}
          onRejected={isSupervisor ? (list) => setDialog(list) : null}
        />
      ) : failure !== null ? (
        <ErrorState
          title={failure.title}
          hint={failure.remedy}
          retryLabel={t("common:retry")}
          onRetry={() => void lists.refetch()}
        />
      ) : (
        <Skeleton lines={6} label={t("common:loading")} />
      )}
      {dialog === "import" ? <ImportDialog onClose={() => setDialog(null)} /> : null}
      {dialog !== null && dialog !== "import" ? <RejectedDialog list={dialog} onClose={() => setDialog(null)} /> : null}
    </Page>
  );
}

interface ListsProps {
  readonly lists: readonly CallListSummary[];
  readonly isSupervisor: boolean;
  readonly onRejected: ((list: CallListSummary) => void) | null;
}

function Lists({ lists, isSupervisor, onRejected }: ListsProps) {
  const { t } = useTranslation("call-list");
  const chosenId = useSyncExternalStore(chosenList.subscribe, chosenList.get);
  const chosen = lists.find((list) => list.callListId === chosenId);
  const Desk = chosen === undefined ? undefined : DESKS[chosen.mode];
  if (lists.length === 0) {
    return (
      <EmptyState
        icon="list"
        title={t("empty.title")}
        hint={isSupervisor ? t("empty.hint-supervisor") : t("empty.hint-agent")}
      />
    );
  }
  return (
    <div className={styles.split}>
      <ListCards lists={lists} chosen={chosenId} onChoose={(id) => chosenList.set(id)} onRejected={onRejected} />
      <Panel title={chosen === undefined ? t("work") : t("work-on", { name: chosen.name })} data-testid="list-work">
        {chosen === undefined || Desk === undefined ? (
          <EmptyState icon="list" title={t("choose.title")} hint={t("choose.hint")} />
        ) : (
          <>
            <OutlookLine list={chosen} />
            <Desk key={chosen.callListId} list={chosen} />
          </>
        )}
      </Panel>
    </div>
  );
}
