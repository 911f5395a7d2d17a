import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { QueueId } from "../../../shared/domain/ids.ts";
import { nameIn } from "../i18n/name-in.ts";
import { listQueues } from "./contact-api.ts";
import { useConnection } from "./use-connection.ts";

/** Queues change when an administrator changes them: once in ten minutes is often enough. */
const FRESH_MS = 600_000;

/** All queues, in their order; undefined until they are known. */
export function useQueues() {
  const { http } = useConnection();
  const { data } = useQuery({
    queryKey: ["queues"],
    queryFn: ({ signal }) => listQueues(http, signal),
    staleTime: FRESH_MS,
  });
  return data;
}

export function useQueueNames(): (queueId: QueueId) => string {
  const { i18n } = useTranslation();
  const queues = useQueues();
  return (queueId) => nameIn(i18n.language, queues?.find((queue) => queue.queueId === queueId)?.names, queueId);
}

export function useQueueName(queueId: QueueId | null): string | null {
  const nameOf = useQueueNames();
  return queueId === null ? null : nameOf(queueId);
}
