export function ensureBuilt(root: string, report: (line: string) => void): Promise<void>;
export function buildPart(root: string, name: "server" | "renderer"): Promise<void>;
