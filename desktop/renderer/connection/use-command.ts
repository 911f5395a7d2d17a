import { useCallback, useRef, useState } from "react";
import type { CommandArgs, CommandName } from "../../../shared/wire/console.ts";
import { failureCode } from "./failure.ts";
import { useConnection } from "./use-connection.ts";
import { useReportFailure } from "./use-report-failure.ts";

export interface CommandUse<N extends CommandName> {
  /** Resolves true when done, false when it failed (which has been shown then). */
  readonly run: (args: CommandArgs<N>) => Promise<boolean>;
  /** The same, resolving null when done, else with the failure's code; `pending` when it was on its way already, and was not sent again. */
  readonly ask: (args: CommandArgs<N>) => Promise<string | null>;
  readonly isPending: boolean;
}

/** A command with its pending state; pressing twice sends it once. The result arrives with the next view. */
export function useCommand<N extends CommandName>(name: N): CommandUse<N> {
  const { client } = useConnection();
  const report = useReportFailure();
  const [isPending, setPending] = useState(false);
  const running = useRef(false);
  const ask = useCallback(
    async (args: CommandArgs<N>) => {
      if (running.current) return "pending";
      running.current = true;
      setPending(true);
      try {
        await client.command(name, args);
        return null;
      } catch (error) {
        report(error);
        return failureCode(error);
      } finally {
        running.current = false;
        setPending(false);
      }
    },
    [client, name, report],
  );
  const run = useCallback(async (args: CommandArgs<N>) => (await ask(args)) === null, [ask]);
  return { run, ask, isPending };
}
