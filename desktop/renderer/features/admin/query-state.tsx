import { type ReactNode, useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../connection/failure.ts";
import { useConsoleState } from "../../connection/use-connection.ts";
import { useFailureText } from "../../connection/use-report-failure.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

interface QueryStateProps<T> {
  readonly query: {
    readonly data: T | undefined;
    readonly error: unknown;
    /** What the last try failed with, while there are more to come. */
    readonly failureReason: unknown;
    readonly refetch: () => Promise<unknown>;
  };
  readonly children: (data: T) => ReactNode;
}

/**
 * Loading, failed with a way to try again, or the data (also the last one, while a newer answer fails). The first failure is told at
 * once, while it is tried again; so is a server that is away, from which perhaps no answer comes at all.
 */
export function QueryState<T>({ query, children }: QueryStateProps<T>) {
  const { t } = useTranslation("admin");
  const textOf = useFailureText();
  const { link } = useConsoleState();
  const away = link === "reconnecting" ? new Failure("server-unreachable") : null;
  const problem = query.error ?? query.failureReason ?? away;
  const isMissing = query.data === undefined;
  // Nobody has to press anything once the server is back.
  const readIfMissing = useEffectEvent(() => {
    if (isMissing && problem !== null) void query.refetch();
  });
  useEffect(() => {
    if (link === "online") readIfMissing();
  }, [link]);
  if (query.data !== undefined) return children(query.data);
  if (problem === null) return <Skeleton lines={6} label={t("common:loading")} />;
  const { title, remedy } = textOf(problem);
  return <ErrorState title={title} hint={remedy} retryLabel={t("common:retry")} onRetry={() => void query.refetch()} />;
}
