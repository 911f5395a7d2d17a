/** The queue's name in the reader's language, else in any, else its id. */
export function queueName(
  queue: { readonly queueId: string; readonly names: Readonly<Record<string, string>> },
  language: string,
): string {
  return queue.names[language] ?? queue.names["en"] ?? Object.values(queue.names)[0] ?? queue.queueId;
}
