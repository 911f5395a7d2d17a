import type { CalledPlace } from "../../shared/domain/calling-hours.ts";

/** Where a number (E.164) is at home. */
export type PlaceOfNumber = (e164: string) => CalledPlace;
