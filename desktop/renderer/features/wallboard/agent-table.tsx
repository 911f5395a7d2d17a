import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { UserId } from "../../../../shared/domain/ids.ts";
import type { WallboardAgent } from "../../../../shared/wire/wallboard-schemas.ts";
import { classNames } from "../../ui/class-names.ts";
import { AgentRow } from "./agent-row.tsx";
import styles from "./agent-table.module.css";
import type { Listening } from "./use-listen.ts";

interface AgentTableProps {
  readonly agents: readonly WallboardAgent[];
  /** Queue id -> name. */
  readonly queueNames: ReadonlyMap<string, string>;
  readonly onForce: (agentId: UserId, state: "ready" | "not-ready") => void;
  readonly pending: ReadonlySet<UserId>;
  readonly listening: Listening;
  /** The figures are history: nothing may be commanded on their ground. */
  readonly isStale: boolean;
}

/**
 * Who does what since when. One tab stop for the whole table, arrow keys go from row to row: two hundred agents must not be
 * two hundred tab stops.
 */
export const AgentTable = memo(function AgentTable(props: AgentTableProps) {
  const { agents, queueNames, onForce, pending, listening, isStale } = props;
  const { t } = useTranslation("wallboard");
  const [current, setCurrent] = useState<UserId | null>(null);
  const tabStop = agents.some(({ status }) => status.agentId === current) ? current : agents[0]?.status.agentId;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <div className={styles.scroll} tabIndex={0}>
      <table className={styles.table} aria-label={t("agents")} data-testid="agent-table">
        <thead>
          <tr>
            <th scope="col">{t("column.agent")}</th>
            <th scope="col">{t("column.state")}</th>
            <th scope="col" className={styles.end}>
              {t("column.since")}
            </th>
            <th scope="col">{t("column.with")}</th>
            <th scope="col" className={styles.queues}>
              {t("column.queues")}
            </th>
            <th scope="col" className={classNames(styles.end, styles.handled)}>
              {t("column.handled")}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t("column.action")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {agents.map((agent) => (
            <AgentRow
              key={agent.status.agentId}
              agent={agent}
              queues={queueText(agent, queueNames)}
              isTabStop={agent.status.agentId === tabStop}
              isPending={pending.has(agent.status.agentId)}
              isStale={isStale}
              onForce={onForce}
              onFocus={setCurrent}
              listening={listeningTo(agent, listening)}
              onListen={listening.listen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
});

function queueText(agent: WallboardAgent, names: ReadonlyMap<string, string>): string {
  return agent.queueIds.map((id) => names.get(id) ?? id).join(", ");
}

function listeningTo({ status, talking }: WallboardAgent, { canListen, to, self }: Listening) {
  if (status.agentId === to) return "on";
  if (!talking || status.agentId === self) return null;
  return canListen ? "possible" : "not-now";
}
