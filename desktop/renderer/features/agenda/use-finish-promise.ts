import { useMutation } from "@tanstack/react-query";
import type { AgendaEntry } from "../../../../shared/domain/agenda.ts";
import { changeAgenda } from "../../connection/agenda-api.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { useReportFailure } from "../../connection/use-report-failure.ts";

/** Marks a promise as kept, or (false) as open again; a failure is told. */
export function useFinishPromise({ entryId }: AgendaEntry) {
  const { http } = useConnection();
  const report = useReportFailure();
  return useMutation({ mutationFn: (done: boolean) => changeAgenda(http, entryId, { done }), onError: report });
}
