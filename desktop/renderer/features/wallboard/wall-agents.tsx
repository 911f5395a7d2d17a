import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { WallboardAgent } from "../../../../shared/wire/wallboard-schemas.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { VoiceBars } from "../../presentation/voice-bars.tsx";
import { StateShape } from "../../ui/state-shape.tsx";
import { Timer } from "../../ui/timer.tsx";
import { BOARD_STATES, countByState, orderAgents, shownAgentState } from "./board-figures.ts";
import { usePages } from "./use-pages.ts";
import styles from "./wall-agents.module.css";

const AGENTS_A_ROW = 5;

interface WallAgentsProps {
  readonly agents: readonly WallboardAgent[];
  /** Rows of tiles at once; the queues need the rest of the wall. */
  readonly rows: number;
}

/** How many are in which state, large; then who, for how long, with whom. */
export function WallAgents({ agents, rows }: WallAgentsProps) {
  const { t, i18n } = useTranslation("wallboard");
  const format = useFormat();
  const counts = countByState(agents);
  const ordered = useMemo(() => orderAgents(agents, "state", i18n.language), [agents, i18n.language]);
  const { items, page, pages } = usePages(ordered, AGENTS_A_ROW * rows);
  return (
    <section className={styles.agents} aria-label={t("agents")}>
      <ul className={styles.counts} data-testid="wall-counts">
        {BOARD_STATES.map((state) => (
          <li key={state} className={styles.count} data-state={state} data-none={counts[state] === 0}>
            <StateShape state={state} size={22} />
            <strong>{format.number(counts[state])}</strong>
            <span>{t(`common:state.${state}`)}</span>
          </li>
        ))}
        {pages > 1 ? <li className={styles.page}>{t("page", { page: page + 1, pages })}</li> : null}
      </ul>
      {agents.length === 0 ? (
        <p className={styles.none}>{t("no-agents")}</p>
      ) : (
        <ul className={styles.tiles} data-testid="wall-agents">
          {items.map((agent) => (
            <AgentTile key={agent.status.agentId} agent={agent} />
          ))}
        </ul>
      )}
    </section>
  );
}

const AgentTile = memo(function AgentTile({ agent }: { readonly agent: WallboardAgent }) {
  const { t } = useTranslation("wallboard");
  const { status, displayName, withWhom, voice } = agent;
  const state = shownAgentState(agent);
  const detail =
    withWhom ?? (status.reason === null ? t(`common:state.${state}`) : t(`common:reason.${status.reason}`));
  return (
    <li className={styles.tile} data-state={state} data-testid="agent-tile" data-agent-id={status.agentId}>
      <span className={styles.shape}>
        <StateShape state={state} size={18} />
        <span className="visually-hidden">{t(`common:state.${state}`)}</span>
      </span>
      <span className={styles.name}>{displayName}</span>
      <span className={styles.time}>
        <Timer since={status.since} label={t("column.since")} />
      </span>
      <span className={styles.detail}>
        {voice === null ? null : (
          <span className={styles.voice} data-poor={voice.poor} data-testid="wall-voice">
            <VoiceBars level={voice.poor ? "poor" : "fair"} />
            {t(`common:voice.level.${voice.poor ? "poor" : "fair"}`)}
          </span>
        )}
        {detail}
      </span>
    </li>
  );
});
