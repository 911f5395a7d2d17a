import { randomBytes, randomInt } from "node:crypto";
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { StartUpError } from "../../shared/errors/start-up-error.ts";

/** Without characters that are taken for another one when read aloud or typed from paper. */
const READABLE = "abcdefghjkmnpqrstuvwxyz23456789";
const SECRETS_MAX = 1_000;

/** Secrets made on this machine: made when first asked for, the same ever after, in one file only its owner can read. */
export class SecretStore {
  readonly #path: string;
  readonly #values: Map<string, string>;

  /** Throws `config-invalid` when the file is there but cannot be used: it is never replaced silently. */
  constructor(dataDir: string) {
    this.#path = join(dataDir, "secrets.json");
    this.#values = readSecrets(this.#path);
  }

  /** For machines: 256 bits in base64url, e.g. `secret("ari-password")`. */
  secret(name: string): string {
    return this.#get(name, () => randomBytes(32).toString("base64url"));
  }

  /** For people: 12 readable characters in groups (59 bits), e.g. `password("demo:anna")` -> `k7mq-x2dp-9fws`. */
  password(name: string): string {
    return this.#get(name, () =>
      [0, 1, 2]
        .map(() => Array.from({ length: 4 }, () => READABLE.charAt(randomInt(READABLE.length))).join(""))
        .join("-"),
    );
  }

  #get(name: string, make: () => string): string {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    if (this.#values.size >= SECRETS_MAX)
      throw new StartUpError("config-invalid", `${this.#path} holds too many secrets`);
    const made = make();
    this.#values.set(name, made);
    writeWhole(this.#path, `${JSON.stringify(Object.fromEntries(this.#values), null, 2)}\n`);
    return made;
  }
}

function readSecrets(path: string): Map<string, string> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof parsed !== "object" || parsed === null) throw new TypeError("not an object");
    // Somebody may have copied the folder with a wider mask.
    chmodSync(path, 0o600);
    return new Map(Object.entries(parsed).filter((pair): pair is [string, string] => typeof pair[1] === "string"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return new Map();
    throw new StartUpError("config-invalid", `${path} cannot be used; put its backup copy back, or move it away`, {
      cause: error,
    });
  }
}

/** Either the old content or the new one is on the disk, whatever happens in between. */
function writeWhole(path: string, content: string): void {
  const temporary = `${path}.new`;
  const file = openSync(temporary, "w", 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}
