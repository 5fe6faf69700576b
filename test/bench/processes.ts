import { readFileSync, readdirSync } from 'node:fs'

/** Of a line in /proc/PID/stat: its parent. The program's name before it may hold spaces and brackets. */
export function parentIn(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

/** Of a /proc/PID/smaps_rollup: the memory that the process really costs (PSS), in kB. */
export function proportionalMemoryIn(rollup: string): number {
  const line = /^Pss:\s+(\d+) kB$/m.exec(rollup)
  if (line === null) throw new Error('no Pss line')
  return Number(line[1])
}

/** A file of a process, or null where the process has ended meanwhile. */
function read(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return null
  }
}

/** Every process that descends from one, itself included. */
export function family(pid: number): readonly number[] {
  const children = new Map<number, number[]>()
  for (const one of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    const stat = read(one, 'stat')
    if (stat === null) continue
    const parent = parentIn(stat)
    children.set(parent, [...(children.get(parent) ?? []), one])
  }
  const all = [pid]
  for (const one of all) all.push(...(children.get(one) ?? []))
  return all
}

/** What these processes cost together, in kB. */
export function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const rollup = read(pid, 'smaps_rollup')
    return sum + (rollup === null || rollup === '' ? 0 : proportionalMemoryIn(rollup))
  }, 0)
}

/** A process's command line; Chromium parts its words by spaces, others by zeros, so it is told as one line. */
export function commandOf(pid: number): string {
  return (read(pid, 'cmdline') ?? '').replaceAll('\0', ' ').trim()
}
