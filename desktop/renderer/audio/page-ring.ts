import { RingTone } from "./ring-tone.ts";

/** One for the page: browsers allow few audio contexts, and signing in unlocks it before there is a softphone. */
export const ringTone = new RingTone();
