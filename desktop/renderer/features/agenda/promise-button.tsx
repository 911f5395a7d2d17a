import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";
import { Button } from "../../ui/button.tsx";
import { Later } from "../../ui/later.tsx";
import { laterPart } from "../../ui/later-part.tsx";
import type { Whom } from "./agenda-form.tsx";

// Few calls end with a promise: the form is no part of the first load.
const AgendaForm = laterPart(async () => (await import("./agenda-form.tsx")).AgendaForm);

/** Beside the note of a call: promise to call back. Without a number there is nothing to promise. */
export function PromiseButton({ contact }: { readonly contact: ConsoleContact }) {
  const { t } = useTranslation("agenda");
  const [isOpen, setOpen] = useState(false);
  const { ani, contactId, customerId } = contact.context;
  const phone = ani.e164 ?? contact.customer?.phones[0] ?? null;
  const whom: Whom | null =
    phone === null
      ? null
      : { customerId, name: contact.customer?.name ?? contact.callListEntry?.name ?? "", phone, contactId };
  useShortcut("promise", () => setOpen(true), whom !== null);
  return (
    <>
      <Button
        size="sm"
        icon="clock"
        shortcut="B"
        isDisabled={whom === null}
        onPress={() => setOpen(true)}
        data-testid="promise-call"
      >
        {t("promise-call")}
      </Button>
      {isOpen && whom !== null ? (
        <Later onFailed={() => setOpen(false)}>
          <AgendaForm whom={whom} onClose={() => setOpen(false)} />
        </Later>
      ) : null}
    </>
  );
}
