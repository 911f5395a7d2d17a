import { COUNTED_AS, type CountedAs, isServiceLevelSide } from "../../../shared/domain/counted-as.ts";
import { SERVICE_LEVEL_VARIANTS, type ServiceLevelVariant } from "../../../shared/domain/service-level.ts";
import { asId, type ContactId, type CustomerId, type QueueId, type UserId } from "../../../shared/domain/ids.ts";

export const VIEWS = [
  "desk",
  "search",
  "customer",
  "contact",
  "history",
  "agenda",
  "waiting",
  "lists",
  "wallboard",
  "admin",
  "settings",
  "check",
] as const;
export type ViewName = (typeof VIEWS)[number];

/** The contacts behind a figure: as what they count, of which queue, of whom. */
export interface FigureBehind {
  readonly counted: CountedAs;
  /** Of a service level: how it is counted. */
  readonly variant?: ServiceLevelVariant;
  readonly queueId?: QueueId;
  readonly agentId?: UserId;
}

export interface HistoryRoute {
  readonly view: "history";
  readonly behind?: FigureBehind | "missed";
  /** What else the list is narrowed to, as it stands in the address; read by the history (history-address.ts). */
  readonly narrowed?: string;
}

/** Where the console is. In the address's hash, so that the same build works from a server, a sub-path and the shell. */
export type Route =
  | { readonly view: Exclude<ViewName, "customer" | "contact" | "history" | "wallboard"> }
  /** With the waiting list of one queue. */
  | { readonly view: "wallboard"; readonly queueId?: QueueId }
  | HistoryRoute
  | { readonly view: "customer"; readonly customerId: CustomerId }
  /** Every event of one contact, for supervisors. */
  | { readonly view: "contact"; readonly contactId: ContactId };

const ID = /^[A-Za-z0-9._:-]{1,80}$/;
/** More than all filters at once take, with a hundred Chinese characters to look for. */
const NARROWED_MAX = 1_500;

/** Whether an address may name this as an id. */
export function isIdText(text: string): boolean {
  return ID.test(text);
}

/** `#/customers/c-17` -> route; anything unknown leads to the desk. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?");
  const [, first = "", second = ""] = path.split("/");
  if (first === "history") return historyRoute(second, new URLSearchParams(query));
  if (first === "customers" && ID.test(second)) return { view: "customer", customerId: asId<CustomerId>(second) };
  if (first === "contacts" && ID.test(second)) return { view: "contact", contactId: asId<ContactId>(second) };
  if (first === "wallboard") return { view: "wallboard", ...queueIn(new URLSearchParams(query)) };
  const view = VIEWS.find((each) => each === first);
  return view === undefined || view === "customer" || view === "contact" || view === "history" || view === "wallboard"
    ? { view: "desk" }
    : { view };
}

/**
 * `#/history`, `#/history?period=week&agent=ana`, `#/history/missed`, `#/history/answered?queue=service&agent=ana`,
 * `#/history/service-level?queue=service&variant=negative`
 */
function historyRoute(what: string, query: URLSearchParams): HistoryRoute {
  if (what === "") return { view: "history", ...narrowedBy(query) };
  if (what === "missed") return { view: "history", behind: "missed", ...narrowedBy(query) };
  const counted = COUNTED_AS.find((each) => each === what);
  const variant = SERVICE_LEVEL_VARIANTS.find((each) => each === query.get("variant"));
  if (counted === undefined || (isServiceLevelSide(counted) && variant === undefined)) return { view: "history" };
  const agent = query.get("agent") ?? "";
  return {
    view: "history",
    behind: {
      counted,
      ...(isServiceLevelSide(counted) && variant !== undefined ? { variant } : {}),
      ...queueIn(query),
      ...(ID.test(agent) ? { agentId: asId<UserId>(agent) } : {}),
    },
    ...narrowedBy(query, ["queue", "agent", "variant"]),
  };
}

/** @param said Stands in the figure already. */
function narrowedBy(query: URLSearchParams, said: readonly string[] = []): { readonly narrowed?: string } {
  const narrowed = new URLSearchParams([...query].filter(([name]) => !said.includes(name))).toString();
  return narrowed === "" || narrowed.length > NARROWED_MAX ? {} : { narrowed };
}

function queueIn(query: URLSearchParams): { readonly queueId?: QueueId } {
  const queue = query.get("queue") ?? "";
  return ID.test(queue) ? { queueId: asId<QueueId>(queue) } : {};
}

function historyHash({ behind, narrowed = "" }: HistoryRoute): string {
  const rest = narrowed === "" ? "" : `?${narrowed}`;
  if (behind === undefined) return `#/history${rest}`;
  if (behind === "missed") return `#/history/missed${rest}`;
  const { counted, variant, queueId, agentId } = behind;
  const query = new URLSearchParams({
    ...(queueId === undefined ? {} : { queue: queueId }),
    ...(agentId === undefined ? {} : { agent: agentId }),
    ...(variant === undefined ? {} : { variant }),
    ...Object.fromEntries(new URLSearchParams(narrowed)),
  });
  return `#/history/${counted}${query.size === 0 ? "" : `?${query.toString()}`}`;
}

export function routeHash(route: Route): string {
  if (route.view === "history") return historyHash(route);
  if (route.view === "wallboard" && route.queueId !== undefined) return `#/wallboard?queue=${route.queueId}`;
  if (route.view === "customer") return `#/customers/${route.customerId}`;
  return route.view === "contact" ? `#/contacts/${route.contactId}` : `#/${route.view}`;
}
