import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useDeferredValue, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerSummary } from "../../../../shared/domain/customer.ts";
import { FOUND_MAX, searchCustomers } from "../../connection/customer-api.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { useShortcut } from "../../keyboard/use-shortcut.ts";
import { routeHash } from "../../navigation/route.ts";
import { navigate } from "../../navigation/use-route.ts";
import { CustomerCard } from "../../presentation/customer-card.tsx";
import { classNames } from "../../ui/class-names.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { takeFocus } from "../../ui/take-focus.ts";
import { SearchField } from "../../ui/search-field.tsx";
import { lastSearch } from "./last-search.ts";
import styles from "./search-view.module.css";

const QUERY_MIN = 2;
/** A number too short to be looked for in part, as the server's search has it: that nobody was found would not be true. */
const SHORT_NUMBER = /^(\D*\d){1,3}\D*$/u;
const NO_LETTERS = /^[\d\s\-()+./]+$/u;

/** Find a customer by any identifier or by name. Typing searches, arrows choose, Enter opens. */
export function SearchView() {
  const { t } = useTranslation("search");
  const { http } = useConnection();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(lastSearch.get());
  const [chosen, setChosen] = useState(0);
  const query = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ["customers", "search", query],
    queryFn: ({ signal }) => searchCustomers(http, query, signal),
    enabled: query.length >= QUERY_MIN,
    placeholderData: (before) => before,
  });
  const customers = query.length >= QUERY_MIN ? (found.data ?? []) : [];
  useEffect(() => takeFocus(input.current), []);
  useShortcut("search", () => {
    input.current?.focus();
    input.current?.select();
  });
  const change = (next: string) => {
    setText(next);
    lastSearch.set(next);
    setChosen(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setChosen((before) => Math.min(Math.max(0, before + step), Math.max(0, customers.length - 1)));
    }
    const customer = customers[chosen];
    if (event.key === "Enter" && customer !== undefined)
      navigate({ view: "customer", customerId: customer.customerId });
    if (event.key === "Escape") change("");
  };
  return (
    <Page title={t("title")} data-testid="search-view">
      <div onKeyDownCapture={onKeyDown}>
        <SearchField
          label={t("field")}
          placeholder={t("placeholder")}
          value={text}
          onChange={change}
          inputRef={input}
          after={<Kbd keys="/" />}
          data-testid="search-input"
        />
      </div>
      <Results query={query} customers={customers} chosen={chosen} found={found} />
    </Page>
  );
}

interface ResultsProps {
  readonly query: string;
  readonly customers: readonly CustomerSummary[];
  readonly chosen: number;
  readonly found: { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => unknown };
}

function Results({ query, customers, chosen, found }: ResultsProps) {
  const { t } = useTranslation("search");
  const textOf = useFailureText();
  if (query.length < QUERY_MIN) return <EmptyState icon="search" title={t("start")} hint={t("start-hint")} />;
  if (found.error !== null && customers.length === 0) {
    const { title, remedy } = textOf(found.error);
    return (
      <ErrorState title={title} hint={remedy} retryLabel={t("common:retry")} onRetry={() => void found.refetch()} />
    );
  }
  if (found.isPending) return <Skeleton label={t("common:loading")} lines={5} />;
  if (customers.length === 0 && NO_LETTERS.test(query) && SHORT_NUMBER.test(query))
    return <EmptyState icon="search" title={t("short-number")} hint={t("short-number-hint")} />;
  if (customers.length === 0)
    return <EmptyState icon="user" title={t("nobody", { text: query })} hint={t("nobody-hint")} />;
  return (
    <>
      <p className="visually-hidden" role="status">
        {t("found", { count: customers.length })}
      </p>
      <ul className={styles.results}>
        {customers.map((customer, index) => (
          <li key={customer.customerId}>
            <a
              href={routeHash({ view: "customer", customerId: customer.customerId })}
              className={classNames(styles.result, index === chosen && styles.chosen)}
              aria-current={index === chosen}
              data-testid="search-result"
              data-customer-id={customer.customerId}
            >
              <CustomerCard customer={customer} />
            </a>
          </li>
        ))}
      </ul>
      {customers.length < FOUND_MAX ? null : (
        <p className={styles.more} data-testid="search-more">
          {t("more", { count: FOUND_MAX })}
        </p>
      )}
    </>
  );
}
