import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { useQueueName } from "../../connection/use-queues.ts";
import { CollectedItems } from "../../presentation/collected-items.tsx";
import { CustomerFacts } from "../../presentation/customer-facts.tsx";
import { TierReasons } from "../../presentation/tier-reasons.tsx";
import { Panel } from "../../ui/panel.tsx";
import { CallBand } from "./call-band.tsx";
import { ContactHeader } from "./contact-header.tsx";
import styles from "./contact-view.module.css";
import { CustomerChooser } from "./customer-chooser.tsx";
import { EarlierContacts } from "./earlier-contacts.tsx";
import { RoutingWords } from "./routing-words.tsx";

interface ContactViewProps {
  readonly contact: ConsoleContact;
  /** Result and note: the wrap-up's panel, beside the customer from the answer on. */
  readonly side: ReactNode;
}

/** The live interaction. The same layout from the offer to the wrap-up, so that nothing jumps while somebody talks. */
export function ContactView({ contact, side }: ContactViewProps) {
  const { context, phase } = contact;
  const offered = phase === "offered";
  return (
    <div
      className={styles.view}
      data-testid={offered ? "offer-card" : "contact-card"}
      data-contact-id={context.contactId}
      data-phase={phase}
    >
      <CallBand contact={contact} />
      <div className={styles.below}>
        <div className={styles.main}>
          <ContactHeader contact={contact} />
          <Columns contact={contact} />
        </div>
        <aside className={styles.side}>{offered ? <WhyYou contact={contact} /> : side}</aside>
      </div>
    </div>
  );
}

function Columns({ contact }: { readonly contact: ConsoleContact }) {
  const { t } = useTranslation("interaction");
  const { customer, context, phase } = contact;
  const inbound = context.direction === "inbound";
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        {customer === null ? <CustomerChooser contact={contact} /> : null}
        {customer === null || customer.notes === "" ? null : (
          <Panel title={t("panel.notes")}>
            <p className={styles.notes}>{customer.notes}</p>
          </Panel>
        )}
        {inbound ? (
          <Panel title={t("panel.why")}>
            <CollectedItems items={context.collected} />
          </Panel>
        ) : null}
        {customer === null ? null : (
          <Panel title={t("panel.timeline")}>
            <EarlierContacts context={context} />
          </Panel>
        )}
      </div>
      <div className={styles.column}>
        {customer === null ? null : (
          <Panel title={t("panel.account")}>
            <CustomerFacts customer={customer} />
          </Panel>
        )}
        <Panel title={t("panel.tier")}>
          <TierReasons classification={context.classification} currency={customer?.balance.currency ?? null} />
        </Panel>
        {inbound && phase !== "offered" ? <Routing contact={contact} /> : null}
      </div>
    </div>
  );
}

/** While it rings there is nothing to note: the routing decision stands where the note will be. */
function WhyYou({ contact }: { readonly contact: ConsoleContact }) {
  return (
    <div className={styles.whyYou}>
      <Routing contact={contact} />
    </div>
  );
}

function Routing({ contact: { context } }: { readonly contact: ConsoleContact }) {
  const { t } = useTranslation("interaction");
  const queueName = useQueueName(context.queueId);
  return (
    <Panel title={t("panel.routing")}>
      <RoutingWords context={context} queueName={queueName} />
    </Panel>
  );
}
