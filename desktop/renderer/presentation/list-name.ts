interface Known {
  readonly name: string;
  readonly company: string | null;
}

/** The name a call list gave, where it is another one than the known customer's (or their company's): the list's owner knows them by it. */
export function listName(inList: string, customer: Known | null): string | null {
  if (customer === null || inList.trim() === "") return null;
  const isShown = [customer.name, customer.company].some((name) => name !== null && plain(name) === plain(inList));
  return isShown ? null : inList.trim();
}

/** Case, width of letters and blanks make no other name. */
function plain(name: string): string {
  return name.normalize("NFKC").toLocaleLowerCase().replaceAll(/\s+/gu, "");
}
