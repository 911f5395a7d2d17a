import { asId, type QueueId, type UserId } from "../../../../shared/domain/ids.ts";
import { type HistoryRoute, isIdText } from "../../navigation/route.ts";
import { DIRECTIONS, type HistoryFilters, NO_FILTERS, PERIODS, RESULTS } from "./history-filters.ts";

export type HistoryTab = "team" | "own" | "missed";

/** Whose history it is: a supervisor's own day is not the team's. */
export interface HistoryReader {
  readonly userId: UserId;
  readonly mayTeam: boolean;
}

/** What the history shows, as its address says it. */
export interface HistoryPlace {
  readonly tab: HistoryTab;
  readonly filters: HistoryFilters;
  /** Of the missed offers: the day, `2026-11-22`; null: today. */
  readonly missedOn: string | null;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/u;
const TEXT_MAX = 100;

export function placeOf(route: HistoryRoute, reader: HistoryReader): HistoryPlace {
  const { behind } = route;
  const query = new URLSearchParams(route.narrowed ?? "");
  const among = <V extends string>(name: string, values: readonly V[]) =>
    values.find((each) => each === query.get(name));
  const date = (name: string) => (DATE.test(query.get(name) ?? "") ? (query.get(name) ?? "") : "");
  const id = (name: string) => (isIdText(query.get(name) ?? "") ? query.get(name) : null);
  const figure = behind === "missed" ? undefined : behind;
  const [queue, agent] = [figure?.queueId ?? id("queue"), figure?.agentId ?? id("agent")];
  const scope = among("scope", ["team", "own"] as const) ?? usualTab(behind, reader);
  return {
    tab: behind === "missed" ? "missed" : reader.mayTeam ? scope : "own",
    missedOn: date("date") || null,
    filters: {
      text: (query.get("q") ?? "").slice(0, TEXT_MAX),
      period: among("period", PERIODS) ?? NO_FILTERS.period,
      from: date("from"),
      to: date("to"),
      direction: among("direction", DIRECTIONS) ?? NO_FILTERS.direction,
      result: among("result", RESULTS) ?? NO_FILTERS.result,
      queueId: queue === null ? "any" : asId<QueueId>(queue),
      agentId: agent === null ? "any" : asId<UserId>(agent),
      counted: figure?.counted ?? "any",
      variant: figure?.variant ?? null,
    },
  };
}

/** The other way round. What is as usual is not said. */
export function routeOf({ tab, filters, missedOn }: HistoryPlace, reader: HistoryReader): HistoryRoute {
  if (tab === "missed") return { view: "history", behind: "missed", ...said({ date: missedOn ?? "" }) };
  const { text, period, from, to, direction, result, counted, variant } = filters;
  const queueId = filters.queueId === "any" ? undefined : filters.queueId;
  const agentId = filters.agentId === "any" ? undefined : filters.agentId;
  const behind =
    counted === "any"
      ? undefined
      : {
          counted,
          ...(variant === null ? {} : { variant }),
          ...(queueId === undefined ? {} : { queueId }),
          ...(agentId === undefined ? {} : { agentId }),
        };
  return {
    view: "history",
    ...(behind === undefined ? {} : { behind }),
    ...said({
      scope: reader.mayTeam && tab !== usualTab(behind, reader) ? tab : "",
      q: text,
      period: period === NO_FILTERS.period ? "" : period,
      from: period === "dates" ? from : "",
      to: period === "dates" ? to : "",
      direction: direction === NO_FILTERS.direction ? "" : direction,
      result: result === NO_FILTERS.result ? "" : result,
      queue: behind === undefined ? (queueId ?? "") : "",
      agent: behind === undefined ? (agentId ?? "") : "",
    }),
  };
}

function usualTab(behind: HistoryRoute["behind"], { userId, mayTeam }: HistoryReader): "team" | "own" {
  if (!mayTeam) return "own";
  return behind !== undefined && behind !== "missed" && behind.agentId === userId ? "own" : "team";
}

function said(query: Readonly<Record<string, string>>): { readonly narrowed?: string } {
  const narrowed = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
  return narrowed === "" ? {} : { narrowed };
}
