import { useSyncExternalStore } from "react";
import type { ContactId } from "../../../../shared/domain/ids.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { Later } from "../../ui/later.tsx";
import { laterPart } from "../../ui/later-part.tsx";
import { endPromise, promiseDrafts } from "./promise-drafts.ts";

// Few calls end with a promise: the form is no part of the first load.
const PromiseForm = laterPart(async () => (await import("./promise-form.tsx")).PromiseForm);

/**
 * The promise that is being written. It outlives its call: a wrap-up that ends by its time closes no form somebody types in. For
 * another customer it steps aside, and comes back after them; until then it stands under Callbacks.
 */
export function OpenPromise({ contactId }: { readonly contactId: ContactId | null }) {
  const promises = promiseDrafts.of(useConnection().session);
  const promise = useSyncExternalStore(promises.subscribe, promises.get).find(({ isOpen }) => isOpen);
  if (promise === undefined || (contactId !== null && promise.whom.contactId !== contactId)) return null;
  return (
    <Later key={promise.whom.contactId} onFailed={() => endPromise(promises, promise.whom)}>
      <PromiseForm promise={promise} />
    </Later>
  );
}
