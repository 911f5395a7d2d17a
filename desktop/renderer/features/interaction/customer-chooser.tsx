import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button as AriaButton } from "react-aria-components/Button";
import type { CustomerSummary } from "../../../../shared/domain/customer.ts";
import type { ConsoleContact } from "../../../../shared/wire/console.ts";
import { searchCustomers } from "../../connection/customer-api.ts";
import { useCommand } from "../../connection/use-command.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { CustomerCard } from "../../presentation/customer-card.tsx";
import { Panel } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import styles from "./customer-chooser.module.css";

const QUERY_MIN = 2;

/** Nobody, or several: the system does not guess, the agent asks and chooses. */
export function CustomerChooser({ contact }: { readonly contact: ConsoleContact }) {
  const { t } = useTranslation("interaction");
  const { match, contactId, ani } = contact.context;
  // Without a number there was nothing to look for: that nobody has it would not be true.
  const nobody =
    ani.presentation === "withheld" || ani.presentation === "unavailable"
      ? "choose.title-no-number"
      : "choose.title-none";
  const choose = useCommand("contact.choose-customer");
  const pick = (customer: CustomerSummary) => void choose.run({ contactId, customerId: customer.customerId });
  return (
    <Panel title={t(match.kind === "many" ? "choose.title-many" : nobody)} data-testid="customer-chooser">
      {match.kind === "many" ? (
        <Options customers={match.customers} onPick={pick} isDisabled={choose.isPending} testId="match-option" />
      ) : null}
      <Search
        onPick={pick}
        isDisabled={choose.isPending}
        hint={t(match.kind === "many" ? "choose.hint-many" : "choose.hint-none")}
      />
    </Panel>
  );
}

function Search({
  onPick,
  isDisabled,
  hint,
}: {
  readonly onPick: (customer: CustomerSummary) => void;
  readonly isDisabled: boolean;
  readonly hint: string;
}) {
  const { t } = useTranslation("interaction");
  const { http } = useConnection();
  const textOf = useFailureText();
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ["customers", "search", query],
    queryFn: ({ signal }) => searchCustomers(http, query, signal),
    enabled: query.length >= QUERY_MIN,
    placeholderData: (before) => before,
  });
  const customers = query.length >= QUERY_MIN ? found.data : undefined;
  return (
    <div className={styles.search}>
      <SearchField
        label={t("choose.search")}
        placeholder={hint}
        value={text}
        onChange={setText}
        data-testid="chooser-search"
      />
      {found.error !== null && customers === undefined ? (
        <p className={styles.note}>{textOf(found.error).title}</p>
      ) : null}
      {customers === undefined ? null : customers.length === 0 ? (
        <p className={styles.note}>{t("choose.nobody", { text: query })}</p>
      ) : (
        <Options customers={customers.slice(0, 6)} onPick={onPick} isDisabled={isDisabled} testId="chooser-option" />
      )}
    </div>
  );
}

interface OptionsProps {
  readonly customers: readonly CustomerSummary[];
  readonly onPick: (customer: CustomerSummary) => void;
  readonly isDisabled: boolean;
  readonly testId: string;
}

function Options({ customers, onPick, isDisabled, testId }: OptionsProps) {
  return (
    <ul className={styles.options}>
      {customers.map((customer) => (
        <li key={customer.customerId}>
          <AriaButton
            className={styles.option}
            isDisabled={isDisabled}
            onPress={() => onPick(customer)}
            data-testid={testId}
            data-customer-id={customer.customerId}
          >
            <CustomerCard customer={customer} />
          </AriaButton>
        </li>
      ))}
    </ul>
  );
}
