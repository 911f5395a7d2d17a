import { useTranslation } from "react-i18next";
import type { ContactId, QueueId } from "../../../../shared/domain/ids.ts";
import { useCommand } from "../../connection/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";
import styles from "./waiting-list.module.css";

/** Another queue, as its row of the board says it. */
export interface RedirectTarget {
  readonly queueId: QueueId;
  readonly name: string;
  readonly ready: number;
  readonly signedIn: number;
}

interface RedirectMenuProps {
  readonly contactId: ContactId;
  readonly who: string;
  readonly targets: readonly RedirectTarget[];
}

/** Sends one waiting caller to another queue, with their age. Where nobody is signed in nobody can be sent. */
export function RedirectMenu({ contactId, who, targets }: RedirectMenuProps) {
  const { t } = useTranslation("wallboard");
  const redirect = useCommand("waiting.redirect");
  if (targets.length === 0) return null;
  return (
    <div className={styles.redirect}>
      <Menu
        trigger={
          <Button size="sm" icon="transfer" isPending={redirect.isPending} data-testid="waiting-redirect">
            {t("redirect.to")}
          </Button>
        }
        label={t("redirect.name", { who })}
        sections={[
          {
            title: t("redirect.keeps-age"),
            entries: targets.map(({ queueId, name, ready, signedIn }) => ({
              id: queueId,
              label: t("redirect.queue", { name, ready, all: signedIn }),
              disabled: signedIn === 0,
            })),
          },
        ]}
        onAction={(id) => {
          const target = targets.find(({ queueId }) => queueId === id);
          if (target !== undefined) void redirect.run({ contactId, queueId: target.queueId });
        }}
      />
    </div>
  );
}
