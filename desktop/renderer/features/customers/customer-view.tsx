import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CustomerId } from "../../../../shared/domain/ids.ts";
import { readCustomer } from "../../connection/customer-api.ts";
import { failureCode } from "../../connection/failure.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { BackLink } from "../../presentation/back-link.tsx";
import { callsOf } from "../../presentation/call-parts.ts";
import { ContactTimeline } from "../../presentation/contact-timeline.tsx";
import { CustomerFacts } from "../../presentation/customer-facts.tsx";
import { phoneText } from "../../presentation/phone-text.ts";
import { TierBadge } from "../../presentation/tier-badge.tsx";
import { TierReasons } from "../../presentation/tier-reasons.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CustomerNotes } from "./customer-notes.tsx";
import styles from "./customer-view.module.css";

/** One customer with everything known: facts, tier with reasons, notes, every contact. */
export function CustomerView({ customerId }: { readonly customerId: CustomerId }) {
  const { t } = useTranslation("search");
  const { http } = useConnection();
  const textOf = useFailureText();
  const detail = useQuery({
    queryKey: ["customers", customerId],
    queryFn: ({ signal }) => readCustomer(http, customerId, signal),
  });
  const back = <BackLink usual="search" />;
  if (detail.isPending) {
    return (
      <Page title={t("record")} actions={back}>
        <Skeleton label={t("common:loading")} lines={8} />
      </Page>
    );
  }
  if (detail.error !== null) {
    const { title, remedy } = textOf(detail.error);
    return (
      <Page title={t("record")} actions={back}>
        {failureCode(detail.error) === "not-found" ? (
          <EmptyState icon="user" title={t("gone")} hint={t("gone-hint")} />
        ) : (
          <ErrorState
            title={title}
            hint={remedy}
            retryLabel={t("common:retry")}
            onRetry={() => void detail.refetch()}
          />
        )}
      </Page>
    );
  }
  const { customer, timeline } = detail.data;
  const subtitle = [
    customer.company === customer.name ? null : customer.company,
    ...customer.phones.slice(0, 2).map(phoneText),
  ];
  return (
    <Page
      title={customer.name}
      subtitle={subtitle.filter((part) => part !== null).join(" · ")}
      actions={
        <>
          <TierBadge tier={customer.tier} isVip={customer.isVip} data-testid="tier" />
          {back}
        </>
      }
      data-testid="customer-view"
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          <Panel title={t("timeline", { count: callsOf(timeline).length })}>
            <ContactTimeline contacts={timeline} />
          </Panel>
        </div>
        <div className={styles.column}>
          <Panel title={t("notes")}>
            <CustomerNotes key={customer.customerId} customerId={customer.customerId} notes={customer.notes} />
          </Panel>
          <Panel title={t("account")}>
            <CustomerFacts customer={customer} isRecord />
          </Panel>
          <Panel title={t("tier")}>
            <TierReasons classification={customer.classification} currency={customer.balance.currency} />
          </Panel>
        </div>
      </div>
    </Page>
  );
}
