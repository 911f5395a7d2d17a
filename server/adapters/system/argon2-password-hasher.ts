import { hash, type Options, verify } from "@node-rs/argon2";
import type { PasswordHasher, SecretKind } from "../../ports/password-hasher.ts";

/** `Algorithm.Argon2id`: a const enum of another package cannot be read with isolatedModules. */
const ARGON2ID = 2;
/** Longer ones only cost memory; 64 characters are more than anybody types. */
const SECRET_LENGTH_MAX = 256;

/**
 * password: OWASP Password Storage Cheat Sheet (m = 19 MiB, t = 2, p = 1), about 20 ms.
 * pin: a four-digit PIN falls to 10,000 tries whatever the cost, so the lock-out protects it and the hash is light; it keeps
 * PINs out of sight of whoever reads the table.
 */
const COST: Readonly<Record<SecretKind, Options>> = {
  password: { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 },
  pin: { algorithm: ARGON2ID, memoryCost: 4_096, timeCost: 1, parallelism: 1 },
};

/** Works in libuv's thread pool: at most four at a time, the event loop stays free. */
export class Argon2PasswordHasher implements PasswordHasher {
  async hash(secret: string, kind: SecretKind): Promise<string> {
    if (secret.length > SECRET_LENGTH_MAX)
      throw new RangeError(`a ${kind} has at most ${SECRET_LENGTH_MAX} characters`);
    return hash(secret, COST[kind]);
  }

  async verify(storedHash: string, secret: string): Promise<boolean> {
    if (secret.length > SECRET_LENGTH_MAX || !storedHash.startsWith("$argon2id$")) return false;
    try {
      return await verify(storedHash, secret);
    } catch (error) {
      // The library throws for a text that is no PHC string (code InvalidArg or GenericFailure): for the caller, a wrong secret.
      if (error instanceof Error && "code" in error) return false;
      throw error;
    }
  }
}
