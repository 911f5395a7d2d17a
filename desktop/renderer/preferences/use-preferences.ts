import { useSyncExternalStore } from "react";
import { type Preferences, preferences } from "./preferences.ts";

export function usePreferences(): readonly [Preferences, (change: Partial<Preferences>) => void] {
  const value = useSyncExternalStore(preferences.subscribe, preferences.get);
  return [value, changePreferences];
}

function changePreferences(change: Partial<Preferences>): void {
  preferences.update((before) => ({ ...before, ...change }));
}
