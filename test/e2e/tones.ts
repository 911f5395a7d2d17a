import { toneLevelDb } from "../carrier/tone-level.ts";
import type { Sound } from "../carrier/wav-file.ts";

/** The person at the carrier. */
export const CUSTOMER_HZ = 1_000;
/** The agent's microphone. */
export const AGENT_HZ = 700;
/** A second browser's microphone: a customer on the web phone, a second agent. */
export const OTHER_HZ = 540;

/** A tone that is spoken arrives well above this, one that is not stays well below; music and speech lie in between. */
export const HEARD_DB = -32;
export const GONE_DB = -45;
/** Speech and music as the exchange plays them lie around -20 dB; between prompts there is digital silence. */
export const SPOKEN_DB = -45;
/** Between a tone heard and a frequency beside it. */
const ABOVE_NEIGHBOUR_DB = 15;
const NEIGHBOUR = 1.19;

export const speaks = (hz: number) => (sound: Sound) =>
  toneLevelDb(sound, hz) > HEARD_DB && toneLevelDb(sound, hz) > toneLevelDb(sound, hz * NEIGHBOUR) + ABOVE_NEIGHBOUR_DB;
