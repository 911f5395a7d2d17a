import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { QueueId } from "../../../../shared/domain/ids.ts";
import type { Wallboard } from "../../../../shared/wire/wallboard-schemas.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/panel.tsx";
import { AgentFilters } from "./agent-filters.tsx";
import { AgentTable } from "./agent-table.tsx";
import { type AgentOrder, type BoardState, countByState, orderAgents } from "./board-figures.ts";
import { useForceState } from "./use-force-state.ts";
import { useListen } from "./use-listen.ts";
import styles from "./wallboard-view.module.css";

/** More rows than this help nobody; a name or a state finds the rest. */
const AGENTS_SHOWN_MAX = 400;

interface AgentsPanelProps {
  readonly agents: Wallboard["agents"];
  readonly isStale: boolean;
  readonly names: ReadonlyMap<string, string>;
  /** Only those of this queue; null: all. */
  readonly queueId: QueueId | null;
  readonly onAllQueues: () => void;
}

/** Who is signed in, filtered, searched and in the order one wants. */
export function AgentsPanel({ agents: all, isStale, names, queueId, onAllQueues }: AgentsPanelProps) {
  const { t, i18n } = useTranslation("wallboard");
  const [state, setState] = useState<BoardState | null>(null);
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState<AgentOrder>("name");
  const { force, pending } = useForceState();
  const { listen, canListen, to, self } = useListen();
  const listening = useMemo(() => ({ listen, canListen, to, self }), [listen, canListen, to, self]);
  const wanted = useDeferredValue(search.trim().toLocaleLowerCase());
  const agents = useMemo(
    () => (queueId === null ? all : all.filter(({ queueIds }) => queueIds.includes(queueId))),
    [all, queueId],
  );
  const matching = useMemo(
    () =>
      orderAgents(agents, order, i18n.language).filter(
        ({ status, displayName }) =>
          (state === null || status.state === state) && displayName.toLocaleLowerCase().includes(wanted),
      ),
    [agents, order, i18n.language, state, wanted],
  );
  const shown = useMemo(() => matching.slice(0, AGENTS_SHOWN_MAX), [matching]);
  const counts = useMemo(() => countByState(agents), [agents]);
  return (
    <Panel title={t("agents")} flush aside={t("agents-signed-in", { count: agents.length })}>
      {queueId === null ? null : (
        <p className={styles.ofQueue}>
          <Button size="sm" icon="close" onPress={onAllQueues} data-testid="agents-of-queue">
            {t("agents-of-queue", { queue: names.get(queueId) ?? queueId })}
          </Button>
        </p>
      )}
      <AgentFilters
        counts={counts}
        state={state}
        onState={setState}
        search={search}
        onSearch={setSearch}
        order={order}
        onOrder={setOrder}
      />
      {agents.length === 0 ? (
        <EmptyState icon="users" title={t("no-agents")} hint={t("no-agents-hint")} />
      ) : shown.length === 0 ? (
        <EmptyState icon="search" title={t("no-match")} hint={t("no-match-hint")} />
      ) : (
        <AgentTable
          agents={shown}
          queueNames={names}
          onForce={force}
          pending={pending}
          listening={listening}
          isStale={isStale}
        />
      )}
      {matching.length > shown.length ? (
        <p className={styles.more}>{t("agents-more", { count: matching.length - shown.length })}</p>
      ) : null}
    </Panel>
  );
}
