import type { CallListId } from "../../../../shared/domain/ids.ts";
import { Store } from "../../connection/store.ts";

/** The list this tab works on: kept while the agent is at the desk for the call. */
export const chosenList = new Store<CallListId | null>(null);
