import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { QueueId } from "../../../../shared/domain/ids.ts";
import { roleAtLeast } from "../../../../shared/domain/user.ts";
import { SERVICE_LEVEL_VARIANTS, type ServiceLevelVariant } from "../../../../shared/domain/service-level.ts";
import type { Wallboard, WallboardQueue } from "../../../../shared/wire/wallboard-schemas.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { useOtherZone } from "../../i18n/time-zone.ts";
import { Banner } from "../../ui/banner.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useRoute } from "../../navigation/use-route.ts";
import { FigureLink } from "../../presentation/figure-link.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Page } from "../../ui/page.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Select } from "../../ui/select.tsx";
import { ServerTimeContext } from "../../ui/server-time.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Button } from "../../ui/button.tsx";
import { AgentsPanel } from "./agents-panel.tsx";
import { AlertsDialog } from "./alerts-dialog.tsx";
import { nameIn } from "../../i18n/name-in.ts";
import type { BehindNow } from "./queue-figures.tsx";
import { SendFromContext } from "./send-menu.tsx";
import { QueueTable } from "./queue-table.tsx";
import { useServiceLevelVariant } from "./service-level-variant.ts";
import { StaleBanner } from "./stale-banner.tsx";
import { useBoard, useOverdue } from "./use-board.ts";
import { WaitingList } from "./waiting-list.tsx";
import styles from "./wallboard-view.module.css";

/** The board as a working grid, for supervisors. */
export function WallboardView() {
  const { t } = useTranslation("wallboard");
  const { session } = useConnection();
  if (!roleAtLeast(session.user.role, "supervisor")) {
    return (
      <Page title={t("title")}>
        <EmptyState icon="board" title={t("no-permission")} hint={t("no-permission-hint")} />
      </Page>
    );
  }
  return <SupervisorBoard />;
}

function SupervisorBoard() {
  const { t } = useTranslation("wallboard");
  const { board, staleSince } = useBoard();
  const overdue = useOverdue(board);
  const route = useRoute();
  const asked = (route.view === "wallboard" ? route.queueId : undefined) ?? null;
  const { clock } = useConnection();
  const [variant, setVariant] = useServiceLevelVariant();
  const now = useMemo(() => (staleSince === null ? clock.now : () => staleSince), [clock, staleSince]);
  return (
    <Page
      title={t("title")}
      subtitle={board === null ? null : <BoardFacts dayStartedAt={board.dayStartedAt} inIvr={board.inIvr} />}
      wide
      actions={<BoardActions variant={variant} onVariant={setVariant} />}
      data-testid="wallboard-view"
    >
      {staleSince !== null && (board !== null || overdue) ? (
        <StaleBanner since={staleSince} hasBoard={board !== null} />
      ) : null}
      {board !== null && !board.pbxConnected ? (
        <Banner tone="bad" data-testid="pbx-down">
          {t("pbx-down")}
        </Banner>
      ) : null}
      {board === null ? (
        <Skeleton lines={8} label={t("common:loading")} />
      ) : (
        <ServerTimeContext value={now}>
          <div className={styles.board} data-stale={staleSince !== null}>
            <Board key={asked} board={board} variant={variant} isStale={staleSince !== null} asked={asked} />
          </div>
        </ServerTimeContext>
      )}
    </Page>
  );
}

interface BoardProps {
  readonly board: Wallboard;
  readonly variant: ServiceLevelVariant;
  readonly isStale: boolean;
  /** Whose waiting list somebody came for. */
  readonly asked: QueueId | null;
}

function Board({ board, variant, isStale, asked }: BoardProps) {
  const { t, i18n } = useTranslation("wallboard");
  const [chosen, setChosen] = useState<QueueId | null>(asked);
  const [agentsOf, setAgentsOf] = useState<QueueId | null>(null);
  const waitingPanel = useRef<HTMLDivElement>(null);
  const agentsPanel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Came for it from a figure elsewhere: as with a figure of the board.
    if (asked !== null) waitingPanel.current?.focus();
  }, [asked]);
  const show = useCallback((queueId: QueueId, what: BehindNow) => {
    if (what === "waiting") setChosen(queueId);
    else setAgentsOf(queueId);
    // Where the reader goes on: the keyboard and a screen reader too.
    (what === "waiting" ? waitingPanel : agentsPanel).current?.focus();
  }, []);
  const keepFocus = useCallback(() => {
    const panel = waitingPanel.current;
    const { activeElement } = document;
    // Only of who has not gone on to something else meanwhile.
    if (activeElement === document.body || panel?.contains(activeElement)) panel?.focus({ preventScroll: true });
  }, []);
  const queue = board.queues.find((each) => each.queueId === chosen) ?? board.queues[0];
  // By what it says: ten times a second somebody's state is new, and hardly ever a name.
  const named = JSON.stringify(boardNames(board, i18n.language));
  const names = useMemo(() => {
    const entries: [string, string][] = JSON.parse(named);
    return new Map(entries);
  }, [named]);
  const sendFrom = useSendFrom(board, queue?.queueId ?? null);
  return (
    <>
      {/* Its first column says what it is: a title would cost an agent's row. */}
      <section className={styles.queues} aria-label={t("queues")}>
        {board.queues.length === 0 ? (
          <EmptyState icon="list" title={t("no-queues")} hint={t("no-queues-hint")} />
        ) : (
          <QueueTable
            queues={board.queues}
            variant={variant}
            selected={queue?.queueId ?? null}
            onSelect={setChosen}
            onShow={show}
          />
        )}
      </section>
      <div className={styles.lower}>
        {queue === undefined ? null : (
          <div ref={waitingPanel} className={styles.behind} tabIndex={-1} data-testid="waiting-panel">
            <Panel
              title={t("waiting.of", { queue: nameIn(i18n.language, queue.names, queue.queueId) })}
              flush
              aside={<AlertsButton queue={queue} />}
            >
              <SendFromContext value={sendFrom}>
                <WaitingList queue={queue} names={names} onSent={keepFocus} />
              </SendFromContext>
            </Panel>
          </div>
        )}
        <div ref={agentsPanel} className={styles.behind} tabIndex={-1} data-testid="agents-panel">
          <AgentsPanel
            agents={board.agents}
            isStale={isStale}
            names={names}
            queueId={agentsOf}
            onAllQueues={() => setAgentsOf(null)}
          />
        </div>
      </div>
    </>
  );
}

/** The same as long as it says the same: rows are drawn again only when they have to be. */
function useSendFrom({ agents, queues }: Wallboard, queueId: QueueId | null) {
  const hasAgents = queueId !== null && agents.some(({ queueIds }) => queueIds.includes(queueId));
  const hasQueues = queues.length > 1;
  return useMemo(() => (queueId === null ? null : { queueId, hasAgents, hasQueues }), [queueId, hasAgents, hasQueues]);
}

function AlertsButton({ queue }: { readonly queue: WallboardQueue }) {
  const { t, i18n } = useTranslation("wallboard");
  // Whose: another queue may be chosen behind the dialog, and what was typed is of this one.
  const [opened, setOpened] = useState<WallboardQueue | null>(null);
  return (
    <>
      <Button
        size="sm"
        icon="bell"
        aria-label={t("alerts.open-name", { queue: nameIn(i18n.language, queue.names, queue.queueId) })}
        onPress={() => setOpened(queue)}
        data-testid="open-alerts"
      >
        {t("alerts.open")}
      </Button>
      {opened === null ? null : <AlertsDialog key={opened.queueId} queue={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

/** Agent and queue ids with their names. */
function boardNames({ agents, queues }: Wallboard, language: string): readonly (readonly [string, string])[] {
  return [
    ...agents.map(({ status, displayName }) => [status.agentId, displayName] as const),
    ...queues.map((queue) => [queue.queueId, nameIn(language, queue.names, queue.queueId)] as const),
  ];
}

const BoardFacts = memo(function BoardFacts({ dayStartedAt, inIvr }: Pick<Wallboard, "dayStartedAt" | "inIvr">) {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  const zone = useOtherZone(dayStartedAt);
  return (
    <span className={styles.facts}>
      <span>
        {zone === null
          ? t("since", { time: format.dateTime(dayStartedAt) })
          : t("since-there", { time: format.dateTime(dayStartedAt), zone })}
      </span>
      <span data-testid="in-ivr">
        <FigureLink to={inIvr === 0 ? null : { view: "history", behind: { counted: "menu" } }} hint={t("opens")}>
          {t("in-ivr", { count: inIvr })}
        </FigureLink>
      </span>
    </span>
  );
});

interface BoardActionsProps {
  readonly variant: ServiceLevelVariant;
  readonly onVariant: (variant: ServiceLevelVariant) => void;
}

const BoardActions = memo(function BoardActions({ variant, onVariant }: BoardActionsProps) {
  const { t } = useTranslation("wallboard");
  return (
    <div className={styles.actions}>
      <Select
        label={t("variant-label")}
        options={SERVICE_LEVEL_VARIANTS.map((value) => ({ value, label: t(`variant.${value}`) }))}
        value={variant}
        onChange={onVariant}
        description={t(`variant-formula.${variant}`)}
        data-testid="service-level-variant"
      />
      {/* No noopener: the new tab takes this tab's session with it. */}
      <a className={styles.wall} href="wallboard.html" target="_blank" rel="opener" data-testid="open-wall">
        <Icon name="board" /> {t("open-wall")}
      </a>
    </div>
  );
});
