import { useTranslation } from "react-i18next";
import type { Tier } from "../../../shared/domain/customer.ts";
import { Tag } from "../ui/tag.tsx";

interface TierBadgeProps {
  readonly tier: Tier;
  readonly isVip: boolean;
  readonly "data-testid"?: string;
}

/** A VIP has the star, whatever the tier is called. */
export function TierBadge({ tier, isVip, ...rest }: TierBadgeProps) {
  const { t } = useTranslation();
  const label = t(`tier.${tier}`);
  return (
    <Tag tone={isVip ? "brass" : "neutral"} {...(isVip ? { icon: "star" as const } : {})} {...rest}>
      {isVip ? t("vip", { tier: label }) : label}
    </Tag>
  );
}
