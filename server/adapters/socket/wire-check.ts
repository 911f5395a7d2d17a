import { Compile } from "typebox/compile";
import {
  COMMAND_RESULTS,
  COMMANDS,
  CommandEnvelopeSchema,
  type CommandName,
  HandshakeSchema,
  RenderedSchema,
  SERVER_EVENTS,
} from "../../../shared/wire/console.ts";

/** The schemas of shared/wire, compiled once. */
export const checkHandshake = Compile(HandshakeSchema);
export const checkEnvelope = Compile(CommandEnvelopeSchema);
export const checkRendered = Compile(RenderedSchema);

const commandChecks = new Map(Object.entries(COMMANDS).map(([name, schema]) => [name, Compile(schema)]));
const resultChecks = new Map(Object.entries(COMMAND_RESULTS).map(([name, schema]) => [name, Compile(schema)]));
const eventChecks = new Map(Object.entries(SERVER_EVENTS).map(([name, schema]) => [name, Compile(schema)]));

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

export function argsFit(name: CommandName, args: unknown): boolean {
  return commandChecks.get(name)?.Check(args) ?? false;
}

/** What differs from the schema, or null. Commands without a result must not have one. */
export function resultTrouble(name: CommandName, result: unknown): string | null {
  const check = resultChecks.get(name);
  if (!check) return result === undefined ? null : "a result that shared/wire does not foresee";
  return check.Check(result) ? null : firstErrors(check.Errors(result));
}

export function eventTrouble(name: keyof typeof SERVER_EVENTS, payload: unknown): string | null {
  const check = eventChecks.get(name);
  if (!check) return "an event that shared/wire does not foresee";
  return check.Check(payload) ? null : firstErrors(check.Errors(payload));
}

function firstErrors(errors: readonly { readonly instancePath: string; readonly message: string }[]): string {
  return errors
    .slice(0, 5)
    .map(({ instancePath, message }) => `${instancePath} ${message}`)
    .join("; ");
}
