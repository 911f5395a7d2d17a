import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";
import { Button } from "../../ui/button.tsx";
import { openPromise, promiseDrafts, type Whom } from "./promise-drafts.ts";

/** Beside the note of a call: promise to call back. Without a number there is nothing to promise. */
export function PromiseButton({ contact }: { readonly contact: ConsoleContact }) {
  const { t } = useTranslation("agenda");
  const promises = promiseDrafts.of(useConnection().session);
  const { ani, contactId, customerId } = contact.context;
  const phone = ani.e164 ?? contact.customer?.phones[0] ?? null;
  const whom: Whom | null =
    phone === null
      ? null
      : { customerId, name: contact.customer?.name ?? contact.callListEntry?.name ?? "", phone, contactId };
  const open = () => {
    if (whom !== null) openPromise(promises, whom);
  };
  useShortcut("promise", open, whom !== null);
  return (
    <Button size="sm" icon="clock" shortcut="B" isDisabled={whom === null} onPress={open} data-testid="promise-call">
      {t("promise-call")}
    </Button>
  );
}
