import { useSyncExternalStore } from "react";
import { SERVICE_LEVEL_VARIANTS, type ServiceLevelVariant } from "../../../../shared/domain/service-level.ts";
import { Store } from "../../connection/store.ts";

const KEY = "cordboard.service-level-variant";

/** Chosen on this machine; the wire always carries all five, so that a change is at once true for the whole day. */
export const serviceLevelVariant = new Store<ServiceLevelVariant>(stored());

export function useServiceLevelVariant() {
  return [useSyncExternalStore(serviceLevelVariant.subscribe, serviceLevelVariant.get), choose] as const;
}

function choose(chosen: ServiceLevelVariant): void {
  serviceLevelVariant.set(chosen);
  localStorage.setItem(KEY, chosen);
}

function stored(): ServiceLevelVariant {
  const text = localStorage.getItem(KEY);
  return SERVICE_LEVEL_VARIANTS.find((each) => each === text) ?? "ignore-abandons";
}
