import type { AriClient } from "./ari-client.ts";
import { AriError } from "./ari-error.ts";
import type { AriOperationName } from "./ari-request.ts";
import type { AriOperations } from "./ari-types.generated.ts";
import { toTelephonyError } from "./telephony-failure.ts";

type Params<Name extends AriOperationName> = AriOperations[Name]["params"];

/**
 * Turns requests into wishes: what is so already is success, what timed out is looked up, and sent a second time only
 * where the PBX says that it has not happened (`dial` of a leg that is still down).
 */
export class AriWishes {
  readonly #client: Pick<AriClient, "call">;

  constructor(client: Pick<AriClient, "call">) {
    this.#client = client;
  }

  /**
   * A request whose result does not matter. `isDone` recognises refusals that mean "it is so already"; after a time-out
   * `check` asks what became of it.
   */
  async do<Name extends AriOperationName>(
    operation: Name,
    params: Params<Name>,
    isDone: (error: AriError) => boolean = neverDone,
    check?: () => Promise<boolean>,
  ): Promise<void> {
    try {
      await this.#client.call(operation, params);
    } catch (error) {
      if (!(error instanceof AriError)) throw error;
      if (error.kind === "status" && isDone(error)) return;
      if (error.kind === "timeout" && check !== undefined && (await check())) return;
      throw toTelephonyError(error, operation);
    }
  }

  async ask<Name extends AriOperationName>(
    operation: Name,
    params: Params<Name>,
  ): Promise<AriOperations[Name]["result"]> {
    try {
      return await this.#client.call(operation, params);
    } catch (error) {
      throw error instanceof AriError ? toTelephonyError(error, operation) : error;
    }
  }

  async exists<Name extends "channels.get" | "bridges.get" | "playbacks.get" | "recordings.getLive">(
    operation: Name,
    params: Params<Name>,
  ): Promise<boolean> {
    try {
      await this.#client.call(operation, params);
      return true;
    } catch (error) {
      if (error instanceof AriError && error.status === 404) return false;
      throw error instanceof AriError ? toTelephonyError(error, operation) : error;
    }
  }
}

export const neverDone = (): boolean => false;
/** 404: no such object any more. */
export const alreadyGone = (error: AriError): boolean => error.status === 404;
/** 409 on a request that creates: the id exists, so an earlier attempt has succeeded. */
export const existsAlready = (error: AriError): boolean => error.status === 409;
/** 404 no such bridge, 400 no such channel, 409 not in Stasis any more, 422 not in this bridge. */
export const notInBridge = (error: AriError): boolean => [400, 404, 409, 422].includes(error.status);
