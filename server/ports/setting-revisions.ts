import type { SettingRevision } from "../../shared/domain/setting-revision.ts";

/** Settings that are saved one by one: the opening hours of a calendar, how a queue treats those who wait, from when on boards mark it. */
export type SettingName = `hours/${string}` | `waiting/${string}` | `alerts/${string}`;

export interface SettingRevisions {
  /** Of all that were ever changed. Read before the settings themselves: what is newer than its revision does no harm. */
  all(): ReadonlyMap<string, SettingRevision>;
  /** Of the setting, whether or not it is there: one that was removed and made anew is not what it was. */
  of(setting: SettingName): SettingRevision;
  /** Before the change itself is stored: when that fails, somebody is asked once too often and nobody too seldom. */
  advance(setting: SettingName, changed: NonNullable<SettingRevision["changed"]>): void;
}
