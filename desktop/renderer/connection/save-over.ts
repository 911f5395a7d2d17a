import { Failure } from "./failure.ts";

/** So often at most somebody else's save may come between reading and saving. */
const TRIES_MAX = 3;

/** What is saved now, and which state of it that is; null: it is not there. */
interface Read<Value, Revision> {
  readonly value: Value | null;
  readonly revision: Revision;
}

/**
 * Saves over what is saved now. False: that is something else than what the changes were made to, and the form says so. The server
 * refuses what somebody overtook since the reading; then it is read once more, and the form knows of theirs.
 * @throws Failure
 */
export async function saveOver<Value, Revision>(
  form: { readonly isOther: (saved: Value | null) => boolean },
  readAgain: () => Promise<Read<Value, Revision>>,
  save: (revision: Revision) => Promise<void>,
): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    const { value, revision } = await readAgain();
    if (form.isOther(value)) return false;
    try {
      await save(revision);
      return true;
    } catch (error) {
      if (tries === TRIES_MAX || !(error instanceof Failure && error.code === "conflict")) throw error;
    }
  }
}
