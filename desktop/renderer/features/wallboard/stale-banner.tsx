import { useTranslation } from "react-i18next";
import type { EpochMs } from "../../../../shared/domain/time.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { Banner } from "../../ui/banner.tsx";

interface StaleBannerProps {
  readonly since: EpochMs;
  /** Figures from before the loss are still shown. */
  readonly hasBoard: boolean;
}

/** What is shown is history, since when, and that nobody has to do anything about it. */
export function StaleBanner({ since, hasBoard }: StaleBannerProps) {
  const { t } = useTranslation("wallboard");
  const format = useFormat();
  return (
    <Banner tone="bad" data-testid="stale">
      {hasBoard ? t("stale", { time: format.time(since) }) : t("stale-empty")}
    </Banner>
  );
}
