import type { DoNotCallImport, DoNotCallPage } from "../../shared/domain/do-not-call.ts";
import type { User } from "../../shared/domain/user.ts";

/** The do-not-call list, for people. Implemented in server/app. Methods throw `CommandError`. */
export interface DoNotCallAdministration {
  /** `text`: part of a number, as somebody would write it. */
  page(text: string): DoNotCallPage;
  /** `bad-number` | `conflict` (it is there) | `do-not-call-full` */
  add(written: string, note: string, by: User): void;
  /** `not-found` */
  remove(phone: string, note: string, by: User): void;
  importCsv(csv: Uint8Array, by: User): Promise<DoNotCallImport>;
}
