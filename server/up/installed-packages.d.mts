export function ensurePackages(root: string, report: (line: string) => void): Promise<boolean>;
