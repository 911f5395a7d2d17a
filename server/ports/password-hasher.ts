/** `password`: a person's log-in secret; `pin`: four digits of a customer, protected by the lock-out more than by the hash. */
export type SecretKind = "password" | "pin";

/** Argon2id behind a port, so that the stores and the tests need not know the parameters. */
export interface PasswordHasher {
  /** PHC string (`$argon2id$v=19$…`) with its own salt. */
  hash(secret: string, kind: SecretKind): Promise<string>;
  /** false for a wrong secret and for a text that is no hash. */
  verify(storedHash: string, secret: string): Promise<boolean>;
}
