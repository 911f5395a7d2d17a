import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { useKeptPromises } from "../../connection/use-kept-promises.ts";

/** The name somebody wrote down for whom this call reaches: in the call list it comes from, or where the call was promised. */
export interface GivenName {
  readonly name: string;
  readonly by: "list" | "promise";
}

export function useGivenName(contact: ConsoleContact): GivenName | null {
  const promised = useKeptPromises(contact).find(({ name }) => name.trim() !== "");
  const { callListEntry } = contact;
  if (callListEntry !== null && callListEntry.name.trim() !== "") return { name: callListEntry.name, by: "list" };
  return promised === undefined ? null : { name: promised.name, by: "promise" };
}
