import type { DoNotCallImport, DoNotCallPage } from "../../shared/domain/do-not-call.ts";
import type { User } from "../../shared/domain/user.ts";
import { toE164 } from "../customers/to-e164.ts";
import { CommandError } from "../ports/console-app.ts";
import type { DoNotCallAdministration } from "../ports/do-not-call-administration.ts";
import type { DoNotCallAddition } from "../ports/do-not-call-store.ts";
import type { Centre } from "./centre.ts";
import type { LiveContact } from "./live-contact.ts";

/** More than any centre's own; a country's register is for predictive modes, and asked elsewhere. */
const NUMBERS_MAX = 500_000;
const SHOWN_MAX = 100;
const CHANGES_SHOWN_MAX = 20;

type DoNotCallCentre = Pick<Centre, "doNotCallStore" | "journal" | "clock" | "log"> & {
  readonly settings: Pick<Centre["settings"], "country">;
  readonly registry: Pick<Centre["registry"], "all">;
  readonly views: Pick<Centre["views"], "push">;
};

/** People who asked not to be called: no list rings them, and whoever talks with them or dials them by hand sees it. */
export class DoNotCall implements DoNotCallAdministration {
  readonly #centre: DoNotCallCentre;

  constructor(centre: DoNotCallCentre) {
    this.#centre = centre;
  }

  /** `null`: a withheld number is on no list. */
  isListed(e164: string | null): boolean {
    return e164 !== null && this.#centre.doNotCallStore.isListed(e164);
  }

  version(): number {
    return this.#centre.doNotCallStore.version();
  }

  /** The call is over for good. A record that cannot be written must not keep the agent in their wrap-up. */
  callEnded({ record }: LiveContact): void {
    const { contactId, disposition, agentId, agentName, ani, note } = record;
    if (disposition !== "do-not-call" || agentId === null || ani.e164 === null) return;
    const by = { userId: agentId, name: agentName ?? agentId };
    try {
      this.#add({ phone: ani.e164, at: this.#centre.clock.now(), by, because: "asked", note, contactId });
    } catch (error) {
      this.#centre.log.error({ err: error, contactId }, "a number could not be put on the do-not-call list");
    }
  }

  page(text: string): DoNotCallPage {
    const { doNotCallStore } = this.#centre;
    return {
      ...doNotCallStore.search(this.#partOf(text), SHOWN_MAX),
      total: doNotCallStore.count(),
      changes: doNotCallStore.changes(CHANGES_SHOWN_MAX),
    };
  }

  add(written: string, note: string, by: User): void {
    const phone = toE164(written, this.#centre.settings.country);
    if (phone === null) throw new CommandError("bad-number");
    const at = this.#centre.clock.now();
    if (!this.#add({ phone, at, by: named(by), because: "added", note, contactId: null }))
      throw new CommandError("conflict");
  }

  remove(phone: string, note: string, by: User): void {
    const { doNotCallStore, journal, clock } = this.#centre;
    const at = clock.now();
    if (!doNotCallStore.remove({ phone, at, by: named(by), note })) throw new CommandError("not-found");
    const payload = { number: phone, note, byName: by.displayName };
    journal.append({ at, type: "do-not-call-removed", contactId: null, agentId: by.userId, payload });
    this.#show(phone);
  }

  async importCsv(csv: Uint8Array, by: User): Promise<DoNotCallImport> {
    const { doNotCallStore, journal, clock, registry, views } = this.#centre;
    const at = clock.now();
    const numbers = await doNotCallStore.importCsv({ csv, at, by: named(by), numbersMax: NUMBERS_MAX });
    // Which numbers these are stands with the list's own changes.
    const payload = { ...numbers, byName: by.displayName };
    journal.append({ at: clock.now(), type: "do-not-call-imported", contactId: null, agentId: by.userId, payload });
    for (const { record } of registry.all())
      if (record.agentId !== null && this.isListed(record.ani.e164)) views.push(record.agentId);
    return numbers;
  }

  /** False: it was there. */
  #add(addition: DoNotCallAddition): boolean {
    const { doNotCallStore, journal } = this.#centre;
    if (doNotCallStore.count() >= NUMBERS_MAX) throw new CommandError("do-not-call-full");
    const { added, closedEntries } = doNotCallStore.add(addition);
    if (!added) return false;
    const { at, phone, because, note, contactId, by } = addition;
    const payload = { number: phone, because, note, closedEntries, byName: by.name };
    journal.append({ at, type: "do-not-call.added", contactId, agentId: by.userId, payload });
    this.#show(phone);
    return true;
  }

  /** Whoever has this person on the line sees it at once. */
  #show(phone: string): void {
    const { registry, views } = this.#centre;
    for (const { record } of registry.all())
      if (record.ani.e164 === phone && record.agentId !== null) views.push(record.agentId);
  }

  /** A whole number in whatever way of writing; else the digits that somebody remembers. */
  #partOf(text: string): string {
    return toE164(text, this.#centre.settings.country) ?? text.replace(/[^\d+]/gu, "");
  }
}

function named({ userId, displayName }: User): DoNotCallAddition["by"] {
  return { userId, name: displayName };
}
