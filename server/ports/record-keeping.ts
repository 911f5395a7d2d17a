/**
 * The journal and the contacts of one turn of the event loop are kept together: `append` and `save` return before the disk has them.
 * Whoever lets something out of the process that rests on them (a request to the exchange, an answer to a command) settles first, so
 * nothing has ever been done that a server started after a crash does not know of.
 */
export interface RecordKeeping {
  /** What was written so far survives the death of the process when it returns. Cheap when there is nothing; never throws. */
  settle(): void;
}

/** Of a store whose writes are kept together: what it had taken, but the disk then did not. */
export interface Refusals<Written> {
  /** One listener. In the order of the writes: after one is refused, those of the turn that came behind it are refused too. */
  onRefused(listener: (written: Written, error: unknown) => void): void;
}
