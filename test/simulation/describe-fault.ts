/** A logged fault in one line, without the ids that make each one different. */
export function describeFault(fault: unknown): string {
  if (typeof fault !== "object" || fault === null) return String(fault);
  const read = (key: string): string => {
    const value: unknown = Reflect.get(fault, key);
    return value === undefined
      ? ""
      : ` ${key}=${value instanceof Error ? `${value.name}: ${value.message}` : String(value)}`;
  };
  return ["message", "event", "from", "effect", "fault", "what", "err"]
    .map(read)
    .join("")
    .trim()
    .replace(/\b(?:c|trunk|p|ivr)-[\w.]+/g, "…");
}
