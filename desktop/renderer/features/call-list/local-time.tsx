import { useTranslation } from "react-i18next";
import { wallClock } from "../../../../shared/domain/calendar-day.ts";
import type { CalledPlace } from "../../../../shared/domain/calling-hours.ts";
import { useTimeZone, zoneName } from "../../i18n/time-zone.ts";
import { formatOf } from "../../i18n/use-format.ts";
import { Icon } from "../../ui/icon.tsx";
import { useServerSecond } from "../../ui/server-time.ts";

/** What time it is where the person is, while that is another than here; where the number does not tell the area, from when till when. */
export function LocalTime({
  place,
  className,
}: {
  readonly place: CalledPlace;
  readonly className?: string | undefined;
}) {
  const { t, i18n } = useTranslation("call-list");
  const here = useTimeZone();
  const second = useServerSecond();
  // By the wall, so that zones that show the same are one; with the date, so that the latest is the last.
  const zones = new Map(place.timeZones.map((zone) => [wallClock(second, zone), zone]));
  const walls = [...zones.keys()].sort();
  const [first, last] = [zones.get(walls[0] ?? ""), zones.get(walls.at(-1) ?? "")];
  if (first === undefined || last === undefined) return null;
  if (walls.length === 1 && walls[0] === wallClock(second, here)) return null;
  const time = (zone: string) => formatOf(i18n.language, zone).time(second);
  return (
    <span className={className} data-testid="entry-time">
      <Icon name="clock" size={14} />{" "}
      {first === last
        ? t("entry.time-there", { time: time(first), zone: zoneName(first, i18n.language) })
        : t("entry.times-there", { from: time(first), to: time(last) })}
    </span>
  );
}
