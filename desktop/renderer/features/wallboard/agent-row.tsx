import { type KeyboardEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import type { UserId } from "../../../../shared/domain/ids.ts";
import { MONITOR_MODES } from "../../../../shared/domain/monitoring.ts";
import type { WallboardAgent } from "../../../../shared/wire/wallboard-schemas.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { FigureLink } from "../../presentation/figure-link.tsx";
import { VoiceBars } from "../../presentation/voice-bars.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { Timer } from "../../ui/timer.tsx";
import styles from "./agent-table.module.css";
import { shownAgentState } from "./board-figures.ts";

interface AgentRowProps {
  readonly agent: WallboardAgent;
  /** Names of the agent's queues, joined. */
  readonly queues: string;
  readonly isTabStop: boolean;
  readonly isPending: boolean;
  readonly isStale: boolean;
  readonly onForce: (agentId: UserId, state: "ready" | "not-ready") => void;
  readonly onFocus: (agentId: UserId) => void;
  /** null: there is no call to listen to, or it is one's own. */
  readonly listening: "on" | "possible" | "not-now" | null;
  readonly onListen: (agentId: UserId) => void;
}

/** Renders again only when this agent changed; the timer inside ticks by itself. */
export const AgentRow = memo(function AgentRow(props: AgentRowProps) {
  const { agent, queues, isTabStop, isPending, isStale, onForce, onFocus, listening, onListen } = props;
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  const { status, displayName, withWhom, handledToday, voice, monitors } = agent;
  const state = shownAgentState(agent);
  const makesReady = status.state === "not-ready";
  const target = makesReady ? "ready" : "not-ready";
  const isAsked = !makesReady && status.pendingNotReady !== null;
  return (
    <tr data-testid="agent-row" data-agent-id={status.agentId} data-state={state}>
      <th scope="row" className={styles.name}>
        {displayName}
      </th>
      <td>
        <StateBadge state={state} label={t(`common:state.${state}`)} />
        {status.reason === null ? null : <span className={styles.reason}>{t(`common:reason.${status.reason}`)}</span>}
        {status.pendingNotReady === null ? null : (
          <span className={styles.reason} data-testid="agent-pending">
            {t("then-not-ready", { reason: t(`common:reason.${status.pendingNotReady}`) })}
          </span>
        )}
      </td>
      <td className={styles.end}>
        <Timer since={status.since} label={t("column.since")} />
      </td>
      <td className={styles.with}>
        {withWhom ?? <span className={styles.none}>–</span>}
        {MONITOR_MODES.map((mode) => {
          const count = monitors.filter((each) => each === mode).length;
          return count === 0 ? null : (
            <span key={mode} className={styles.voice} data-testid="agent-monitors" data-mode={mode}>
              <Icon name="headset" size={14} />
              {t(`listen.does.${mode}`, { count })}
            </span>
          );
        })}
        {voice === null ? null : <AgentVoice voice={voice} />}
      </td>
      <td className={styles.queues} title={queues}>
        {queues}
      </td>
      <td className={classNames(styles.end, styles.handled)}>
        <FigureLink
          to={handledToday > 0 ? { view: "history", behind: { counted: "handled", agentId: status.agentId } } : null}
          hint={t("opens-handled")}
          tabIndex={isTabStop ? 0 : -1}
        >
          {format.number(handledToday)}
        </FigureLink>
      </td>
      <td className={styles.action}>
        {listening === null ? null : (
          <button
            type="button"
            className={styles.force}
            tabIndex={isTabStop ? 0 : -1}
            aria-disabled={listening !== "possible" || isStale}
            aria-pressed={listening === "on"}
            aria-label={t("listen.name", { name: displayName })}
            data-testid="agent-listen"
            onKeyDown={moveBetweenRows}
            onFocus={() => onFocus(status.agentId)}
            onClick={() => {
              if (listening === "possible" && !isStale) onListen(status.agentId);
            }}
          >
            <Icon name="headset" size={14} /> {t("listen.listen")}
          </button>
        )}
        <button
          type="button"
          className={styles.force}
          tabIndex={isTabStop ? 0 : -1}
          aria-disabled={isPending || isStale || isAsked}
          aria-busy={isPending}
          aria-label={t(makesReady ? "force.ready-name" : "force.not-ready-name", { name: displayName })}
          data-testid="agent-force"
          data-target={target}
          onKeyDown={moveBetweenRows}
          onFocus={() => onFocus(status.agentId)}
          onClick={() => {
            if (!isPending && !isStale && !isAsked) onForce(status.agentId, target);
          }}
        >
          {t(makesReady ? "force.ready" : "force.not-ready")}
        </button>
      </td>
    </tr>
  );
});

/** Only while a call does not sound good: how bad, and what it is due to. */
function AgentVoice({ voice: { poor, cause } }: { readonly voice: NonNullable<WallboardAgent["voice"]> }) {
  const { t } = useTranslation("wallboard");
  const level = poor ? "poor" : "fair";
  return (
    <span className={styles.voice} data-testid="agent-voice" data-cause={cause}>
      <VoiceBars level={level} />
      {t("voice", { level: t(`common:voice.level.${level}`), cause: t(`common:voice.cause.${cause}`) })}
    </span>
  );
}

/** Arrow keys go to the same button one row up or down. */
function moveBetweenRows(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const row = event.currentTarget.closest("tr");
  const next = step === 1 ? row?.nextElementSibling : row?.previousElementSibling;
  const { testid = "" } = event.currentTarget.dataset;
  const button = next?.querySelector<HTMLButtonElement>(`[data-testid="${testid}"]`) ?? next?.querySelector("button");
  if (button === null || button === undefined) return;
  event.preventDefault();
  button.focus();
}
