/** Everything HTTP is bounded by, in one place. Sizes in bytes. */
export const HTTP_LIMITS = {
  jsonBodyBytes: 64 * 1024,
  /** The whole routing plan of a thousand seats is about 200 kB. */
  planBytes: 2 * 1024 * 1024,
  csvBytes: 10 * 1024 * 1024,
  wavBytes: 5 * 1024 * 1024,
  paramLength: 100,
  headerBytes: 16 * 1024,
  /** A client that sends its request slower than this is cut off. */
  requestTimeoutMs: 30_000,
  connectionTimeoutMs: 60_000,
  keepAliveTimeoutMs: 72_000,
  handlerTimeoutMs: 10_000,
  uploadTimeoutMs: 60_000,
  /** Requests per minute and address. An office of agents can stand behind one address. */
  perMinute: 3_000,
  signInsPerMinute: 120,
  webphonesPerMinute: 30,
  /** Addresses remembered for the limits. */
  addressesMax: 10_000,
} as const;
