import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

interface QueryStateProps<T> {
  readonly query: {
    readonly data: T | undefined;
    readonly isError: boolean;
    readonly error: unknown;
    readonly refetch: () => Promise<unknown>;
  };
  readonly children: (data: T) => ReactNode;
}

/** Loading, failed with a way to try again, or the data (also the last one, while a newer answer fails). */
export function QueryState<T>({ query, children }: QueryStateProps<T>) {
  const { t } = useTranslation("admin");
  const textOf = useFailureText();
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return <Skeleton lines={6} label={t("common:loading")} />;
  const { title, remedy } = textOf(query.error);
  return <ErrorState title={title} hint={remedy} retryLabel={t("common:retry")} onRetry={() => void query.refetch()} />;
}
