import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CountedAs } from "../../../../shared/domain/counted-as.ts";
import type { QueueId } from "../../../../shared/domain/ids.ts";
import type { ServiceLevelVariant } from "../../../../shared/domain/service-level.ts";
import type { WallboardQueue } from "../../../../shared/wire/wallboard-schemas.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { FigureButton } from "../../presentation/figure-button.tsx";
import { FigureLink } from "../../presentation/figure-link.tsx";
import { clockText } from "../../ui/clock-text.ts";
import { type Debt, type DebtColumn, debtOf } from "./debt-columns.ts";
import { LevelMark } from "./level-mark.tsx";
import { abandonLevel, serviceLevelLevel, waitingLevel } from "./levels.ts";
import { LongestWait } from "./longest-wait.tsx";

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
  /** Figures open the calls behind them; on the wall nobody is there to press. */
  readonly opens: boolean;
  /** Shows who waits, or the agents, beside the queues; without it these figures are only told. */
  readonly onShow?: (queueId: QueueId, what: BehindNow) => void;
}

/** What stands in the same view as its figure. */
export type BehindNow = "waiting" | "agents";

/** The cells of one queue, the same on the wall and in the grid: waiting, longest, service level, the day, agents. */
export function QueueFigures({
  queue,
  variant,
  classes,
  showsThreshold,
  showsOffered,
  debts,
  opens,
  onShow,
}: QueueFiguresProps) {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  const share = queue.serviceLevels[variant];
  const behind = (counted: CountedAs, count: number, shown: ReactNode = format.number(count)) => (
    <FigureLink
      to={opens && count > 0 ? { view: "history", behind: { counted, queueId: queue.queueId } } : null}
      hint={t("opens")}
    >
      {shown}
    </FigureLink>
  );
  const judged = (shown: ReactNode) => (
    <FigureLink
      to={opens ? { view: "history", behind: { counted: "service-level", variant, queueId: queue.queueId } } : null}
      hint={t("opens-judged")}
    >
      {shown}
    </FigureLink>
  );
  const show = (what: BehindNow, count: number) =>
    onShow === undefined || count === 0 ? null : () => onShow(queue.queueId, what);
  return (
    <>
      <td className={classes.big} data-testid="queue-waiting">
        <FigureButton onPress={show("waiting", queue.waiting)} hint={t("shows-waiting")}>
          {format.number(queue.waiting)}
        </FigureButton>
        <LevelMark level={waitingLevel(queue)} />
      </td>
      <td className={classes.big} data-testid="queue-longest">
        <LongestWait
          since={queue.longestWaitSince}
          thresholdMs={queue.alerts.longestWaitMs ?? queue.serviceLevelThresholdMs}
        />
      </td>
      <td className={classes.big} data-testid="queue-service-level">
        {share === null ? "–" : judged(format.percent(share))}
        <LevelMark level={serviceLevelLevel(share, queue.alerts.serviceLevelTarget)} />
        {showsThreshold ? (
          <span className={classes.aside}>
            {t("within", { seconds: Math.round(queue.serviceLevelThresholdMs / 1_000) })}
          </span>
        ) : null}
      </td>
      {showsOffered ? (
        <td data-testid="queue-offered">
          {behind("offered", queue.offered)}
          {queue.overflowed + queue.turnedAway === 0 ? null : (
            // In one line: each row that is higher pushes an agent below the screen.
            <span className={classes.aside}>
              {queue.overflowed === 0
                ? null
                : behind("overflowed", queue.overflowed, t("passed-on", { number: format.number(queue.overflowed) }))}
              {queue.overflowed === 0 || queue.turnedAway === 0 ? null : " · "}
              {queue.turnedAway === 0
                ? null
                : behind(
                    "turned-away",
                    queue.turnedAway,
                    t("turned-away", { number: format.number(queue.turnedAway) }),
                  )}
            </span>
          )}
        </td>
      ) : null}
      <td data-testid="queue-answered">{behind("answered", queue.answered)}</td>
      <td data-testid="queue-abandoned">
        {behind("abandoned", queue.abandoned)}
        <LevelMark level={abandonLevel(queue)} />
      </td>
      {debts.map((column) => (
        <DebtCell
          key={column}
          queueId={queue.queueId}
          debt={debtOf(queue, column)}
          column={column}
          aside={classes.aside}
          opens={opens}
        />
      ))}
      <td>
        {queue.averageSpeedOfAnswerMs === null
          ? "–"
          : behind("answered", queue.answered, clockText(queue.averageSpeedOfAnswerMs))}
      </td>
      <td>
        {queue.averageHandleTimeMs === null ? "–" : behind("queue-handled", 1, clockText(queue.averageHandleTimeMs))}
      </td>
      <td data-testid="queue-agents">
        <FigureButton onPress={show("agents", queue.signedInAgents)} hint={t("shows-agents")}>
          {t("agents-of", { ready: format.number(queue.readyAgents), all: format.number(queue.signedInAgents) })}
        </FigureButton>
      </td>
    </>
  );
}

/** What came today of what is still owed; what is owed now stands among the callbacks and messages. */
const PROMISED = { callbacks: "callback", messages: "message" } as const satisfies Record<DebtColumn, CountedAs>;

interface DebtCellProps {
  readonly queueId: QueueId;
  readonly opens: boolean;
  readonly debt: Debt;
  readonly column: DebtColumn;
  readonly aside: string | undefined;
}

function DebtCell({ queueId, debt: { count, promised, done }, column, aside, opens }: DebtCellProps) {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  return (
    <td data-testid={`queue-${column}`}>
      <FigureLink to={opens && count > 0 ? { view: "waiting" } : null} hint={t("opens-owed")}>
        {format.number(count)}
      </FigureLink>
      {promised === 0 ? null : (
        <span className={aside}>
          <FigureLink
            to={opens ? { view: "history", behind: { counted: PROMISED[column], queueId } } : null}
            hint={t("opens")}
          >
            {t(`debt.${column}`, { promised: format.number(promised), done: format.number(done) })}
          </FigureLink>
        </span>
      )}
    </td>
  );
}
