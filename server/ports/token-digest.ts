/** SHA-256 of a session token in hex: what is stored instead of the token. */
export type TokenDigest = (token: string) => string;
