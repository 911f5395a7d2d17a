import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useNotify } from "../ui/notices.tsx";
import { failureCode } from "./failure.ts";

export interface FailureText {
  /** What happened. */
  readonly title: string;
  /** What to do. */
  readonly remedy: string;
}

/** The words for a failure, by its code; a code without words is told as an internal error. */
export function useFailureText(): (error: unknown) => FailureText {
  const { t, i18n } = useTranslation();
  return useCallback(
    (error) => {
      const code = failureCode(error);
      const known = i18n.exists(`error:${code}.meaning`) ? code : "internal";
      return { title: t(`error:${known}.meaning`), remedy: t(`error:${known}.remedy`) };
    },
    [t, i18n],
  );
}

/** Shows a failure as a notice. */
export function useReportFailure(): (error: unknown) => void {
  const notify = useNotify();
  const textOf = useFailureText();
  return useCallback(
    (error) => {
      const { title, remedy } = textOf(error);
      notify({ tone: "bad", title, detail: remedy, key: `failure-${failureCode(error)}` });
    },
    [notify, textOf],
  );
}
