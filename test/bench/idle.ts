import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { BenchRow } from './bench-table.js'

/** Milliseconds. */
const idleTime = 600_000
/** Clock ticks in a second, as /proc counts them: 100 on every Linux that Node runs on. */
const tick = 10

interface Work {
  /** Milliseconds of the processor. */
  readonly processor: number
  readonly wakeUps: number
}

/** Of /proc/PID/stat the time in user and kernel mode, in milliseconds. */
export function processorTimeIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tick
}

/** Of /proc/PID/status how often the main thread slept and was woken. */
export function wakeUpsIn(status: string): number {
  const line = /^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status)
  if (line === null) throw new Error('no voluntary_ctxt_switches line')
  return Number(line[1])
}

const workOf = (pid: number): Work => ({
  processor: processorTimeIn(readFileSync(`/proc/${pid}/stat`, 'utf8')),
  wakeUps: wakeUpsIn(readFileSync(`/proc/${pid}/status`, 'utf8'))
})

/** What the main process does in ten minutes in which nothing happens, beside the bare program in the same ten. */
export async function idleRows(app: number, bare: number): Promise<readonly BenchRow[]> {
  const before = { app: workOf(app), bare: workOf(bare) }
  await delay(idleTime)
  const after = { app: workOf(app), bare: workOf(bare) }
  const rose = (who: 'app' | 'bare', what: keyof Work): number => after[who][what] - before[who][what]
  // A program that does nothing at all would make any ratio endless.
  const least = (what: keyof Work, floor: number): number => Math.max(floor, rose('bare', what))
  return [
    {
      name: 'standin.idle-processor',
      value: rose('app', 'processor'),
      unit: 'ms',
      baseline: least('processor', tick),
      aim: 20
    },
    {
      name: 'standin.idle-wake-ups',
      value: rose('app', 'wakeUps'),
      unit: 'times',
      baseline: least('wakeUps', 1),
      aim: 20
    }
  ]
}
