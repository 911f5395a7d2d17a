import { useTranslation } from "react-i18next";
import type { WallboardQueue } from "../../../../shared/wire/console.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { clockText } from "../../ui/clock-text.ts";
import { type Debt, type DebtColumn, debtOf } from "./debt-columns.ts";
import { LevelMark } from "./level-mark.tsx";
import { abandonLevel, serviceLevelLevel, waitingLevel } from "./levels.ts";
import { LongestWait } from "./longest-wait.tsx";
import type { ServiceLevelVariant } from "./service-level-variant.ts";

interface QueueFiguresProps {
  readonly queue: WallboardQueue;
  readonly variant: ServiceLevelVariant;
  /** Of the figures that matter, and of the words beside a service level. */
  readonly classes: { readonly big: string | undefined; readonly aside: string | undefined };
  /** The seconds of the service level beside each figure; left out where one line tells them for all queues. */
  readonly showsThreshold: boolean;
  /** The grid has room for it, the wall has not. */
  readonly showsOffered: boolean;
  /** Further columns, all queues the same. */
  readonly debts: readonly DebtColumn[];
}

/** The cells of one queue, the same on the wall and in the grid: waiting, longest, service level, the day, agents. */
export function QueueFigures({ queue, variant, classes, showsThreshold, showsOffered, debts }: QueueFiguresProps) {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  const share = queue.serviceLevels[variant];
  return (
    <>
      <td className={classes.big} data-testid="queue-waiting">
        {format.number(queue.waiting)}
        <LevelMark level={waitingLevel(queue)} />
      </td>
      <td className={classes.big} data-testid="queue-longest">
        <LongestWait
          since={queue.longestWaitSince}
          thresholdMs={queue.alerts.longestWaitMs ?? queue.serviceLevelThresholdMs}
        />
      </td>
      <td className={classes.big} data-testid="queue-service-level">
        {share === null ? "–" : format.percent(share)}
        <LevelMark level={serviceLevelLevel(share, queue.alerts.serviceLevelTarget)} />
        {showsThreshold ? (
          <span className={classes.aside}>
            {t("within", { seconds: Math.round(queue.serviceLevelThresholdMs / 1_000) })}
          </span>
        ) : null}
      </td>
      {showsOffered ? (
        <td data-testid="queue-offered">
          {format.number(queue.offered)}
          {queue.overflowed === 0 ? null : (
            <span className={classes.aside}>{t("passed-on", { number: format.number(queue.overflowed) })}</span>
          )}
          {queue.turnedAway === 0 ? null : (
            <span className={classes.aside}>{t("turned-away", { number: format.number(queue.turnedAway) })}</span>
          )}
        </td>
      ) : null}
      <td>{format.number(queue.answered)}</td>
      <td>
        {format.number(queue.abandoned)}
        <LevelMark level={abandonLevel(queue)} />
      </td>
      {debts.map((column) => (
        <DebtCell key={column} debt={debtOf(queue, column)} column={column} aside={classes.aside} />
      ))}
      <td>{queue.averageSpeedOfAnswerMs === null ? "–" : clockText(queue.averageSpeedOfAnswerMs)}</td>
      <td>{queue.averageHandleTimeMs === null ? "–" : clockText(queue.averageHandleTimeMs)}</td>
      <td>{t("agents-of", { ready: format.number(queue.readyAgents), all: format.number(queue.signedInAgents) })}</td>
    </>
  );
}

interface DebtCellProps {
  readonly debt: Debt;
  readonly column: DebtColumn;
  readonly aside: string | undefined;
}

function DebtCell({ debt: { count, promised, done }, column, aside }: DebtCellProps) {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  return (
    <td data-testid={`queue-${column}`}>
      {format.number(count)}
      {promised === 0 ? null : (
        <span className={aside}>
          {t(`debt.${column}`, { promised: format.number(promised), done: format.number(done) })}
        </span>
      )}
    </td>
  );
}
