import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export interface PrintedTable {
  /** Its place among the tables, and its file's name. */
  readonly name: `${number}-${string}`
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** Writes the table into its part of `out/faults.md`; the other parts stay as their tests wrote them. */
export function printTable({ name, title, head, rows }: PrintedTable): void {
  const folder = path.join('out', 'faults')
  mkdirSync(folder, { recursive: true })
  const lines = [line(head), line(head.map(() => '---')), ...rows.map(line)]
  writeFileSync(path.join(folder, `${name}.md`), `## ${title}\n\n${lines.join('\n')}\n`)
  const parts = readdirSync(folder)
    .sort()
    .map((part) => readFileSync(path.join(folder, part), 'utf8'))
  writeFileSync(path.join('out', 'faults.md'), `# What happens when something fails\n\n${parts.join('\n')}`)
}
