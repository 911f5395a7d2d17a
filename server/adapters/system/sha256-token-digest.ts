import { createHash } from "node:crypto";
import type { TokenDigest } from "../../ports/token-digest.ts";

/** A token is random: one round of SHA-256 is enough, unlike for a password. */
export const sha256TokenDigest: TokenDigest = (token) => createHash("sha256").update(token, "utf8").digest("hex");
