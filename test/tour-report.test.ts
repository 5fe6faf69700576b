import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { startReport } from './tour/tour-report.js'

const waits = vi.hoisted((): number[] => [])
vi.mock('node:timers/promises', () => ({ setTimeout: async (ms: number) => void waits.push(ms) }))

const folder = mkdtempSync(path.join(tmpdir(), 'tour-report-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('the report of the tour', () => {
  it.each([
    ['watched, stays at each step', 1500, [1500, 1500]],
    ['not watched, goes on at once', 0, []]
  ])('%s', async (_what, pause, waited) => {
    waits.length = 0
    const report = await startReport(folder, () => undefined, pause)
    await report.step('One', async () => 'seen')
    await report.step('Two', async () => 'seen')
    expect(waits).toEqual(waited)
    expect(await report.finish()).toBe(true)
  })

  it('runs nothing after a step that failed, and says so', async () => {
    const report = await startReport(folder, () => undefined)
    const ran: string[] = []
    await report.step('One', () => Promise.reject(new Error('broken')))
    await report.step('Two', async () => {
      ran.push('Two')
      return 'seen'
    })
    expect([await report.finish(), ran]).toEqual([false, []])
    const { steps } = JSON.parse(readFileSync(path.join(folder, 'result.json'), 'utf8')) as {
      steps: { name: string; ok: boolean; evidence: string }[]
    }
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['One', false],
      ['Two', false]
    ])
    expect(steps[1]?.evidence).toBe('not run: an earlier step failed')
  })
})
