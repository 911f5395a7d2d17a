import type { ReactNode } from "react";
import { useFailureText } from "../connection/use-report-failure.ts";
import { Banner } from "../ui/banner.tsx";

interface FailureBannerProps {
  /** null: nothing failed, nothing is shown. */
  readonly failure: unknown;
  /** Instead of the usual one. */
  readonly remedy?: string | undefined;
  readonly action?: ReactNode;
  readonly "data-testid"?: string;
}

/** What happened and what to do, where the form is that it happened to. */
export function FailureBanner({ failure, remedy, ...rest }: FailureBannerProps) {
  const textOf = useFailureText();
  if (failure === null) return null;
  const words = textOf(failure);
  return (
    <Banner tone="bad" {...rest}>
      <strong>{words.title}</strong> {remedy ?? words.remedy}
    </Banner>
  );
}
