import { existsSync, readFileSync, rmSync } from "node:fs";
import { safeStorage } from "electron";
import * as Type from "typebox";
import Value from "typebox/value";
import type { DesktopLog } from "./diagnostics/desktop-log.ts";
import { writeFileAtomically } from "./settings/atomic-file.ts";

const SIZE_MAX_BYTES = 64_000;
/** Server and session. */
const SealedSchema = Type.Tuple([Type.String(), Type.String()]);

/**
 * The remembered session, encrypted by the system's keyring (DPAPI, Keychain, libsecret or KWallet). On a Linux desktop
 * without a keyring Chromium would "encrypt" with a key that is printed in its source: then nothing is kept, and the settings
 * page says why.
 */
export class SessionVault {
  readonly #path: string;
  readonly #log: DesktopLog;

  constructor(path: string, log: DesktopLog) {
    this.#path = path;
    this.#log = log;
  }

  get isAvailable(): boolean {
    if (!safeStorage.isEncryptionAvailable()) return false;
    return process.platform !== "linux" || !["basic_text", "unknown"].includes(safeStorage.getSelectedStorageBackend());
  }

  /** Whether it is kept now. A session belongs to the server that gave it. */
  remember(server: URL, session: string): boolean {
    if (!this.isAvailable) return false;
    try {
      writeFileAtomically(this.#path, safeStorage.encryptString(JSON.stringify([server.origin, session])));
      return true;
    } catch (error) {
      this.#log.warn("session-not-remembered", { error });
      return false;
    }
  }

  /** The session of this server, or null. What cannot be read (another keyring, another login) is forgotten. */
  recall(server: URL): string | null {
    if (!existsSync(this.#path) || !this.isAvailable) return null;
    try {
      const sealed = readFileSync(this.#path);
      if (sealed.length > SIZE_MAX_BYTES) throw new Error("the remembered session is too large to be one");
      const opened: unknown = JSON.parse(safeStorage.decryptString(sealed));
      if (!Value.Check(SealedSchema, opened)) throw new Error("the remembered session is none");
      return opened[0] === server.origin ? opened[1] : null;
    } catch (error) {
      this.#log.warn("session-not-recalled", { error });
      this.forget();
      return null;
    }
  }

  forget(): void {
    rmSync(this.#path, { force: true });
  }
}
