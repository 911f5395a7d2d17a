import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { QueueId } from "../../../shared/domain/ids.ts";
import { listQueues } from "./contact-api.ts";
import { useConnection } from "./use-connection.ts";

/** Queues change when an administrator changes them: once in ten minutes is often enough. */
const FRESH_MS = 600_000;

export function useQueueNames(): (queueId: QueueId) => string {
  const { http } = useConnection();
  const { i18n } = useTranslation();
  const { data } = useQuery({
    queryKey: ["queues"],
    queryFn: ({ signal }) => listQueues(http, signal),
    staleTime: FRESH_MS,
  });
  return (queueId) => {
    const names = data?.find((queue) => queue.queueId === queueId)?.names;
    return names?.[i18n.language] ?? names?.["en"] ?? queueId;
  };
}

export function useQueueName(queueId: QueueId | null): string | null {
  const nameOf = useQueueNames();
  return queueId === null ? null : nameOf(queueId);
}
