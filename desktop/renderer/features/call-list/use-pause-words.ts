import { useTranslation } from "react-i18next";
import type { ListPause } from "../../../../shared/domain/calling-hours.ts";
import { zoneName, useTimeZone } from "../../i18n/time-zone.ts";
import { formatOf, useFormat } from "../../i18n/use-format.ts";
import { useServerSecond } from "../../ui/server-time.ts";

/** Why nobody of the list may be called now, what time it is there, and when (by the centre's clock) the first may be. */
export function usePauseWords(): (pause: ListPause) => string {
  const { t, i18n } = useTranslation("call-list");
  const format = useFormat();
  const here = useTimeZone();
  const second = useServerSecond();
  return ({ at, because, timeZone }) => {
    const time = format.dateTime(at);
    if (because === "called-before") return t("nothing-now.called-before", { time });
    const zone = timeZone ?? here;
    const there = formatOf(i18n.language, zone).time(second);
    return t(`nothing-now.${because}`, { time, there, zone: zoneName(zone, i18n.language) });
  };
}
