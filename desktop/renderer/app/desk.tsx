import type { AgentView } from "../../../shared/wire/console.ts";
import { PromiseButton } from "../features/agenda/promise-button.tsx";
import { AskedPanel } from "../features/interaction/asked-panel.tsx";
import { ContactView } from "../features/interaction/contact-view.tsx";
import { IdleView } from "../features/interaction/idle-view.tsx";
import { WrapUpPanel } from "../features/wrap-up/wrap-up-panel.tsx";

/** Where calls are worked: the contact with its note, or the wait for the next one. */
export function Desk({ view }: { readonly view: AgentView }) {
  const { contact } = view;
  if (contact === null) return <IdleView view={view} />;
  const { contactId } = contact.context;
  return (
    <ContactView
      key={contactId}
      contact={contact}
      side={
        contact.consultedBy === null ? (
          <WrapUpPanel key={contactId} contact={contact} view={view} extra={<PromiseButton contact={contact} />} />
        ) : (
          <AskedPanel asked={contact.consultedBy} />
        )
      }
    />
  );
}
