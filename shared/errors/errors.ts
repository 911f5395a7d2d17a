import { ACCESS_ERRORS, DESKTOP_ERRORS, WIRE_ERRORS } from "./access-errors.ts";
import { CALL_ERRORS, CALL_LIST_ERRORS, TELEPHONY_ERRORS } from "./call-errors.ts";
import { PBX_ERRORS, START_UP_ERRORS } from "./start-up-errors.ts";

/**
 * Every error a person can meet: one code, how bad it is, what it means and what to do about it.
 *
 * The English text here is what the terminal, the log and the API show; the renderer translates by code with the catalogue
 * keys `error.<code>.meaning` and `error.<code>.remedy`. A code once shown to anybody is never reused for something else.
 */
export const ERRORS = {
  ...TELEPHONY_ERRORS,
  ...ACCESS_ERRORS,
  ...WIRE_ERRORS,
  ...CALL_ERRORS,
  ...CALL_LIST_ERRORS,
  ...START_UP_ERRORS,
  ...PBX_ERRORS,
  ...DESKTOP_ERRORS,
} as const;

export type ErrorCode = keyof typeof ERRORS;

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(ERRORS, value);
}
