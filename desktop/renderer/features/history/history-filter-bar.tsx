import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listAgents } from "../../connection/contact-api.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useQueues } from "../../connection/use-queues.ts";
import { nameIn } from "../../i18n/name-in.ts";
import { Select, type SelectOption } from "../../ui/select.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { DIRECTIONS, type HistoryFilters, PERIODS, type Result, RESULTS } from "./history-filters.ts";
import styles from "./history-view.module.css";

const FRESH_MS = 600_000;

interface HistoryFilterBarProps {
  readonly filters: HistoryFilters;
  readonly onChange: (change: Partial<HistoryFilters>) => void;
  /** Supervisors choose among agents. */
  readonly team: boolean;
}

/** What the list is narrowed to; everything at once, in the order in which people ask. */
export function HistoryFilterBar({ filters, onChange, team }: HistoryFilterBarProps) {
  const { t } = useTranslation("history");
  const queues = useQueueOptions();
  const agents = useAgentOptions(team);
  return (
    <div className={styles.filters} role="group" aria-label={t("filter")}>
      <div className={styles.text}>
        <SearchField
          label={t("filter-text")}
          placeholder={t("filter-hint")}
          value={filters.text}
          onChange={(text) => onChange({ text })}
          data-testid="history-filter"
        />
      </div>
      {filters.counted === "any" ? (
        <Choice
          label={t("period.label")}
          options={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
          value={filters.period}
          onChange={(period) => onChange({ period })}
          testId="history-period"
        />
      ) : null}
      {filters.counted === "any" && filters.period === "dates" ? <Dates filters={filters} onChange={onChange} /> : null}
      <Choice
        label={t("direction.label")}
        options={DIRECTIONS.map((value) => ({ value, label: t(`direction.${value}`) }))}
        value={filters.direction}
        onChange={(direction) => onChange({ direction })}
        testId="history-direction"
      />
      <Choice
        label={t("result.label")}
        options={RESULTS.map((value) => ({ value, label: resultLabel(value, t) }))}
        value={filters.result}
        onChange={(result) => onChange({ result })}
        testId="history-result"
      />
      <Choice
        label={t("queue.label")}
        options={[{ value: "any" as const, label: t("queue.any") }, ...withChosen(queues, filters.queueId)]}
        value={filters.queueId}
        onChange={(queueId) => onChange({ queueId })}
        testId="history-queue"
      />
      {team ? (
        <Choice
          label={t("agent.label")}
          options={[{ value: "any" as const, label: t("agent.any") }, ...withChosen(agents, filters.agentId)]}
          value={filters.agentId}
          onChange={(agentId) => onChange({ agentId })}
          testId="history-agent"
        />
      ) : null}
    </div>
  );
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly options: readonly SelectOption<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly testId: string;
}

function Choice<V extends string>({ label, options, value, onChange, testId }: ChoiceProps<V>) {
  return (
    <div className={styles.choice}>
      <Select label={label} labelHidden options={options} value={value} onChange={onChange} data-testid={testId} />
    </div>
  );
}

function Dates({ filters, onChange }: Pick<HistoryFilterBarProps, "filters" | "onChange">) {
  const { t } = useTranslation("history");
  return (
    <>
      {(["from", "to"] as const).map((end) => (
        <label key={end} className={styles.date}>
          <span>{t(end)}</span>
          <input
            type="date"
            className={styles.dateInput}
            value={filters[end]}
            {...(end === "from" ? { max: filters.to } : { min: filters.from })}
            onChange={(event) => onChange({ [end]: event.target.value })}
            data-testid={`history-${end}`}
          />
        </label>
      ))}
    </>
  );
}

/** The address may name who is not in the list: not fetched yet, or no longer there. It narrows all the same, and can be seen to. */
function withChosen<V extends string>(
  options: readonly SelectOption<V>[],
  chosen: V | "any",
): readonly SelectOption<V>[] {
  if (chosen === "any" || options.some(({ value }) => value === chosen)) return options;
  return [...options, { value: chosen, label: chosen }];
}

function resultLabel(value: Result, t: ReturnType<typeof useTranslation<"history">>["t"]): string {
  if (value === "any") return t("result.any");
  const [kind, ...rest] = value.split("-");
  const words = t(`common:${kind === "disposition" ? "disposition" : "outcome"}.${rest.join("-")}`);
  return kind === "disposition" ? words : t("result.ended", { outcome: words });
}

function useQueueOptions() {
  const { i18n } = useTranslation();
  const queues = useQueues() ?? [];
  return queues.map(({ queueId, names }) => ({ value: queueId, label: nameIn(i18n.language, names, queueId) }));
}

function useAgentOptions(team: boolean) {
  const { http } = useConnection();
  const { data } = useQuery({
    queryKey: ["agents"],
    queryFn: ({ signal }) => listAgents(http, signal),
    staleTime: FRESH_MS,
    enabled: team,
  });
  return (data ?? []).map(({ agentId, displayName }) => ({ value: agentId, label: displayName }));
}
