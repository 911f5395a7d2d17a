import type { EpochMs } from "../../../shared/domain/time.ts";
import { vip } from "./fixtures.ts";

const LONG_NAME =
  "Société coopérative d'exploitation des réseaux interurbains de télécommunications de l'Île-de-France et du Val-de-Loire, succursale de Shanghai";

/** A customer whose name fits nowhere. */
export function longName(now: EpochMs): ReturnType<typeof vip> {
  return { ...vip(now), name: LONG_NAME, company: `${LONG_NAME} – Holding`, kind: "company" };
}
