/** One figure of a bench run. `ratio` is value/baseline; null where there is nothing to compare with. */
export interface BenchResult {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly baseline: number | null;
  readonly ratio: number | null;
  readonly date: string;
}

/** A bench by name; it may give several figures. */
export interface Bench {
  /** What `npm run bench NAME` accepts: the names of its figures. */
  readonly figures: readonly string[];
  run(report: (line: string) => void): Promise<readonly Figure[]>;
}

export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly baseline?: number;
  /** What stands beside the figure in the table, e.g. what the baseline is. */
  readonly remark?: string;
}

export function toResult(figure: Figure, date: string): BenchResult {
  const { name, unit, value, baseline } = figure;
  return {
    name,
    unit,
    value: round(value),
    baseline: baseline === undefined ? null : round(baseline),
    ratio: baseline ? round(value / baseline) : null,
    date,
  };
}

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    `${round(figure.value)} ${figure.unit}`,
    figure.baseline === undefined ? "" : `${round(figure.baseline)} ${figure.unit}`,
    figure.baseline ? `${round(figure.value / figure.baseline)}x` : "",
    figure.remark ?? "",
  ]);
  const all = [["figure", "value", "baseline", "ratio", ""], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The value below which `share` of the sample lies (nearest rank). */
export function percentile(sample: readonly number[], share: number): number {
  if (sample.length === 0) throw new Error("no sample");
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
