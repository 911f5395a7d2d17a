import type { AgentView, ConsoleContact } from "../../../shared/wire/console.ts";
import { OpenPromise } from "../features/agenda/open-promise.tsx";
import { PromiseButton } from "../features/agenda/promise-button.tsx";
import { PromisedCall } from "../features/agenda/promised-call.tsx";
import { AskedPanel } from "../features/interaction/asked-panel.tsx";
import { ContactView } from "../features/interaction/contact-view.tsx";
import { IdleView } from "../features/interaction/idle-view.tsx";
import { WrapUpPanel } from "../features/wrap-up/wrap-up-panel.tsx";

/** Where calls are worked: the contact with its note, or the wait for the next one. */
export function Desk({ view }: { readonly view: AgentView }) {
  const { contact } = view;
  return (
    <>
      {contact === null ? <IdleView view={view} /> : <Contact view={view} contact={contact} />}
      <OpenPromise contactId={contact?.context.contactId ?? null} />
    </>
  );
}

function Contact({ view, contact }: { readonly view: AgentView; readonly contact: ConsoleContact }) {
  const { contactId } = contact.context;
  return (
    <ContactView
      key={contactId}
      contact={contact}
      side={
        contact.consultedBy === null ? (
          <WrapUpPanel
            key={contactId}
            contact={contact}
            view={view}
            about={<PromisedCall contact={contact} />}
            extra={<PromiseButton contact={contact} />}
          />
        ) : (
          <AskedPanel asked={contact.consultedBy} />
        )
      }
    />
  );
}
