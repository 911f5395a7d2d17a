import { useTranslation } from "react-i18next";
import { cameFrom } from "../navigation/came-from.ts";
import { routeHash } from "../navigation/route.ts";
import { Icon } from "../ui/icon.tsx";
import styles from "./back-link.module.css";

interface BackLinkProps {
  /** Where one usually comes from, for who came by the address. */
  readonly usual: "search" | "history";
}

/** From one customer or contact back to the list it was opened from, narrowed as it was. */
export function BackLink({ usual }: BackLinkProps) {
  const { t } = useTranslation("shell");
  const route = cameFrom() ?? { view: usual };
  return (
    <a className={styles.back} href={routeHash(route)} data-testid="back-link">
      <Icon name="arrow-left" /> {t(`nav.${route.view}`)}
    </a>
  );
}
