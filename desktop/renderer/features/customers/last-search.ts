import { Store } from "../../connection/store.ts";

/** What was searched last on this page, so that "back" from a record leads to the same list. */
export const lastSearch = new Store("");
