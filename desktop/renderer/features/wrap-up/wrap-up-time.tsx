import { useTranslation } from "react-i18next";
import type { EpochMs } from "../../../../shared/domain/time.ts";
import { Tag } from "../../ui/tag.tsx";
import { useServerSecond } from "../../ui/server-time.ts";
import { Timer } from "../../ui/timer.tsx";

const NEAR_MS = 15_000;

/** What is left of the wrap-up; when it runs out, what is written stands. */
export function WrapUpTime({ endsAt }: { readonly endsAt: EpochMs }) {
  const { t } = useTranslation("wrap-up");
  const near = endsAt - useServerSecond() <= NEAR_MS;
  return (
    <Tag tone={near ? "warning" : "neutral"} icon="clock">
      <Timer until={endsAt} label={t("time-left")} />
      <span>{t(near ? "time-near" : "time")}</span>
    </Tag>
  );
}
