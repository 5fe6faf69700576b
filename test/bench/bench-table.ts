export interface BenchRow {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'kB' | 'bytes' | 'times'
  /** Of the least program that does the same, in the same unit. */
  readonly baseline: number
  /** The largest ratio of the two that we are content with. */
  readonly aim: number
}

/** The middle one; the mean of the two middle ones of an even number. Throws for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  if (upper === undefined || lower === undefined) throw new Error('nothing was measured')
  return (upper + lower) / 2
}

/** The smallest of the values that so many of a hundred do not exceed. Throws for none. */
export function percentile(values: readonly number[], hundredths: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const found = sorted[Math.max(0, Math.ceil((sorted.length * hundredths) / 100) - 1)]
  if (found === undefined) throw new Error('nothing was measured')
  return found
}

/** To two places. */
export function ratio(row: Pick<BenchRow, 'value' | 'baseline'>): number {
  return Math.round((row.value / row.baseline) * 100) / 100
}

/** The rows as they are kept in out/bench.json. */
export function benchFile(rows: readonly BenchRow[]): string {
  const kept = rows.map((row) => ({
    name: row.name,
    value: Math.round(row.value),
    unit: row.unit,
    baseline: Math.round(row.baseline),
    ratio: ratio(row)
  }))
  return `${JSON.stringify(kept, null, 2)}\n`
}

/** The rows for a person: one line each below a line of titles. */
export function benchTable(rows: readonly BenchRow[]): string {
  const cells = [
    ['', 'value', 'unit', 'baseline', 'ratio', 'aim', ''],
    ...rows.map((row) => [
      row.name,
      String(Math.round(row.value)),
      row.unit,
      String(Math.round(row.baseline)),
      ratio(row).toFixed(2),
      row.aim.toFixed(2),
      row.value / row.baseline <= row.aim ? 'reached' : 'missed'
    ])
  ]
  const width = (column: number): number => Math.max(...cells.map((line) => line[column]?.length ?? 0))
  return cells
    .map((line) =>
      line
        .map((cell, column) =>
          // Numbers stand below each other by their last digit.
          [1, 3, 4, 5].includes(column) ? cell.padStart(width(column)) : cell.padEnd(width(column))
        )
        .join('  ')
        .trimEnd()
    )
    .join('\n')
}
