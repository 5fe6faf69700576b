import { describe, expect, it } from 'vitest'
import { benchFile, benchTable, median, percentile, ratio, type BenchRow } from '../bench/bench-table.js'
import { processorTimeIn, wakeUpsIn } from '../bench/idle.js'
import { commandOf, family, memoryOf, parentIn, proportionalMemoryIn } from '../bench/processes.js'

const rows: readonly BenchRow[] = [
  { name: 'standin.launch-to-tray', value: 450.4, unit: 'ms', baseline: 300.2, aim: 1.5 },
  { name: 'standin.page-javascript', value: 652_637, unit: 'bytes', baseline: 900_000, aim: 1 }
]

describe('what the bench makes of its measurements', () => {
  it('takes the middle one, whatever the order', () => {
    expect(median([30, 10, 1000])).toBe(30)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(median([100, 20, 3])).toBe(20)
  })

  it('takes the one that so many of a hundred do not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, number) => 100 - number)
    expect(percentile(hundred, 95)).toBe(95)
    expect(percentile([7], 95)).toBe(7)
    expect(percentile([1, 2], 0)).toBe(1)
  })

  it('does not make a number of nothing', () => {
    expect(() => percentile([], 95)).toThrow('nothing was measured')
    expect(() => median([])).toThrow('nothing was measured')
  })

  it('tells the ratio to two places', () => {
    expect(ratio({ value: 2, baseline: 3 })).toBe(0.67)
  })

  it('keeps name, value, unit, baseline and ratio of each row', () => {
    expect(JSON.parse(benchFile(rows))).toEqual([
      { name: 'standin.launch-to-tray', value: 450, unit: 'ms', baseline: 300, ratio: 1.5 },
      { name: 'standin.page-javascript', value: 652_637, unit: 'bytes', baseline: 900_000, ratio: 0.73 }
    ])
  })

  it('prints columns, and holds what was measured, not what is printed, against the aim', () => {
    expect(benchTable(rows)).toBe(
      [
        '                          value  unit   baseline  ratio   aim',
        'standin.launch-to-tray      450  ms          300   1.50  1.50  missed',
        'standin.page-javascript  652637  bytes    900000   0.73  1.00  reached'
      ].join('\n')
    )
  })
})

describe('what the system tells of processes', () => {
  it('finds the parent behind a name with spaces and brackets', () => {
    expect(parentIn('4242 (a (b) c) S 17 4242 4242 0 -1')).toBe(17)
  })

  it('reads the shared-out memory, not one of its parts', () => {
    const rollup = [
      '55d0c0de-7ffe0000 ---p 00000000 00:00 0                          [rollup]',
      'Rss:              151372 kB',
      'Pss:               92171 kB',
      'Pss_Dirty:         70540 kB',
      'Pss_Anon:          70540 kB'
    ].join('\n')
    expect(proportionalMemoryIn(rollup)).toBe(92_171)
    expect(() => proportionalMemoryIn('Rss: 1 kB')).toThrow('no Pss line')
  })

  it('reads the time on the processor and the wake-ups', () => {
    expect(processorTimeIn('4242 (a (b) c) S 17 1 1 0 -1 4 5 6 7 8 120 30 1 1 20 0')).toBe(1500)
    expect(wakeUpsIn('Threads:\t7\nvoluntary_ctxt_switches:\t150\nnonvoluntary_ctxt_switches:\t2\n')).toBe(
      150
    )
    expect(() => wakeUpsIn('')).toThrow('no voluntary_ctxt_switches line')
  })

  it.skipIf(process.platform !== 'linux')('finds this process and counts it (in Linux’s /proc)', () => {
    expect(family(process.pid)).toContain(process.pid)
    expect(commandOf(process.pid)).not.toBe('')
    expect(memoryOf([process.pid])).toBeGreaterThan(1000)
  })

  it.skipIf(process.platform !== 'linux')(
    'counts nothing for a process that has ended (in Linux’s /proc)',
    () => {
      expect(memoryOf([2 ** 30])).toBe(0)
    }
  )
})
