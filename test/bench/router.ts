import { answerCall } from '../../electron/app/call-answer.js'
import { day } from '../../electron/shared/expiry.js'
import type { CallHandlers, CallName } from '../../electron/shared/ipc-contract.js'
import { createFakeLog } from '../fakes/log.js'
import { recordOf } from '../fakes/token-record.js'
import { createCoreOnFakes } from '../services/core-on-fakes.js'
import { median, type BenchRow } from './bench-table.js'

const rounds = 9

/** Milliseconds for so many calls, the middle of several rounds after two that warm up. */
async function timed(calls: number, act: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let round = -2; round < rounds; round += 1) {
    const from = performance.now()
    for (let call = 0; call < calls; call += 1) await act()
    if (round >= 0) took.push(performance.now() - from)
  }
  return median(took)
}

/**
 * What the checks of the bridge cost: a call through them beside the same handler behind a bare `ipcMain.handle`,
 * which copies what comes in and goes out.
 */
export async function routerRows(): Promise<readonly BenchRow[]> {
  const { call, index, clock } = createCoreOnFakes()
  for (let number = 0; number < 1000; number += 1) {
    const validTo = new Date(clock.now() + (number % 300) * day).toISOString()
    index.save(recordOf({ id: `token-${number}`, name: `Token ${number}`, validTo }))
  }
  const log = createFakeLog()
  const handlers: CallHandlers = {
    ...call,
    planGit: () => Promise.resolve({ kind: 'ready', helper: 'libsecret', withoutStore: false })
  }

  async function row(name: string, calls: number, of: CallName, input: unknown, aim: number) {
    const bare = handlers[of] as (input: unknown) => Promise<unknown>
    const refusals = { refuse: () => undefined }
    const value = await timed(calls, async () =>
      structuredClone(await answerCall(handlers, log, refusals, of, structuredClone(input)))
    )
    const baseline = await timed(calls, async () => structuredClone(await bare(structuredClone(input))))
    return { name, value, unit: 'ms', baseline, aim } as const
  }

  return [
    await row('router.10000-calls', 10_000, 'planGit', { tokenId: 'token-1' }, 3),
    await row('router.10-lists-of-1000', 10, 'getSnapshot', null, 3)
  ]
}
