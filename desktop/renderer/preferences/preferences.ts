import * as Type from "typebox";
import { Check } from "typebox/value";
import { Store } from "../connection/store.ts";

/** What a person sets for this machine: the headset is the machine's, not the login's. */
const PreferencesSchema = Type.Object({
  autoAnswer: Type.Boolean(),
  /** Device ids of the browser; null = the system's choice. */
  microphoneId: Type.Union([Type.String(), Type.Null()]),
  speakerId: Type.Union([Type.String(), Type.Null()]),
  ringerId: Type.Union([Type.String(), Type.Null()]),
  /** 0..1 */
  ringVolume: Type.Number({ minimum: 0, maximum: 1 }),
});
export type Preferences = Type.Static<typeof PreferencesSchema>;

const KEY = "cordboard.preferences";
const DEFAULTS: Preferences = {
  autoAnswer: false,
  microphoneId: null,
  speakerId: null,
  ringerId: null,
  ringVolume: 0.6,
};

export const preferences = new Store<Preferences>(load());
preferences.subscribe(() => localStorage.setItem(KEY, JSON.stringify(preferences.get())));

function load(): Preferences {
  const text = localStorage.getItem(KEY);
  if (text === null) return DEFAULTS;
  try {
    const stored: unknown = JSON.parse(text);
    const merged = typeof stored === "object" ? { ...DEFAULTS, ...stored } : DEFAULTS;
    return Check(PreferencesSchema, merged) ? merged : DEFAULTS;
  } catch (error) {
    if (error instanceof SyntaxError) return DEFAULTS;
    throw error;
  }
}
