import { useState } from "react";
import { failureCode } from "./failure.ts";
import { useConnection } from "./use-connection.ts";
import { type FailureText, useFailureText } from "./use-report-failure.ts";

export interface DialUse {
  /** `despiteDoNotCall`: after `mustConfirm`, by a press of its own. */
  readonly dial: (number: string, despiteDoNotCall?: boolean) => void;
  readonly isPending: boolean;
  readonly failure: FailureText | null;
  /** The number is on the do-not-call list: whoever means it all the same says so once more. */
  readonly mustConfirm: boolean;
  /** What was said of the last number: another one is being typed. */
  readonly forget: () => void;
}

/** A number that somebody dials by hand. Done or failed within 2 s: that is the client's limit for every command. */
export function useDial(on: { readonly done: () => void; readonly failed?: (code: string) => void }): DialUse {
  const { client } = useConnection();
  const textOf = useFailureText();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<FailureText | null>(null);
  const [mustConfirm, setMustConfirm] = useState(false);
  const forget = () => {
    setFailure(null);
    setMustConfirm(false);
  };
  const dial = (number: string, despiteDoNotCall = false) => {
    if (isPending) return;
    setPending(true);
    forget();
    client
      .command("call.dial", despiteDoNotCall ? { number, despiteDoNotCall } : { number })
      .then(on.done)
      .catch((error: unknown) => {
        const code = failureCode(error);
        setFailure(textOf(error));
        setMustConfirm(code === "do-not-call-unconfirmed");
        on.failed?.(code);
      })
      .finally(() => setPending(false));
  };
  return { dial, isPending, failure, mustConfirm, forget };
}
