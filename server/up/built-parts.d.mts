export function ensureBuilt(root: string, report: (line: string) => void): Promise<void>;
