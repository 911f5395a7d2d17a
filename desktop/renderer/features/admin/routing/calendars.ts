import { createContext, useContext } from "react";
import type { RoutingPlanInForce } from "../../../../../shared/wire/routing-schemas.ts";

type Calendars = RoutingPlanInForce["calendars"];

export const CalendarsContext = createContext<Calendars>([]);

/** The calendars that queues and shifts can have. */
export function useCalendars(): Calendars {
  return useContext(CalendarsContext);
}
