import { useConnection } from "../../connection/use-connection.ts";
import { AgendaForm } from "./agenda-form.tsx";
import { type BegunPromise, endPromise, promiseDrafts, typePromise } from "./promise-drafts.ts";

interface PromiseFormProps {
  readonly promise: BegunPromise;
  /** Made, or given up. */
  readonly onClose?: () => void;
}

/** A promise that was begun, with what was typed; closing the form gives it up. */
export function PromiseForm({ promise: { whom, typed }, onClose }: PromiseFormProps) {
  const promises = promiseDrafts.of(useConnection().session);
  return (
    <AgendaForm
      whom={whom}
      {...(typed === null ? {} : { typed })}
      onTyped={(next) => typePromise(promises, whom, next)}
      onClose={() => {
        endPromise(promises, whom);
        onClose?.();
      }}
    />
  );
}
