import { describe, expect, it } from 'vitest'
import {
  newRotation,
  type RotatedUse,
  type Rotation,
  type RotationFact
} from '../../electron/domain/rotation.js'
import { nextTask, rotationAfter } from '../../electron/domain/rotation-machine.js'
import type { AppError, ErrorCode } from '../../electron/shared/error-codes.js'

/*
 * What the laws of random lives (rotation-laws.test.ts) cannot see: when it goes on, what is proven twice, and what it
 * asks of the person. They hold for a machine that never waits, too.
 */

const now = Date.parse('2026-11-23T12:00:00.000Z')
const minute = 60_000
const hour = 60 * minute
const iso = (instant: number): string => new Date(instant).toISOString()

const begun = newRotation({ tokenId: 'old', automatic: false, assisted: false }, [], now)
const rotation = (some: Partial<Rotation>): Rotation => ({ ...begun, successorId: 'new', ...some })
const use = (useId: string, state: RotatedUse['state'], some: Partial<RotatedUse> = {}): RotatedUse => ({
  ...{ useId, state, manual: false, error: null },
  ...some
})
const byHand = { manual: true }
const error = (code: ErrorCode, facts: AppError['facts'] = {}): AppError => ({ code, facts })
const after = (one: Rotation, ...facts: readonly RotationFact[]): Rotation =>
  facts.reduce((sum, fact) => rotationAfter(sum, fact, now), one)
const failed = (code: ErrorCode, useId: string | null = null): RotationFact => ({
  ...{ is: 'failed', error: error(code), useId }
})
const resumed = (uses: readonly RotatedUse[], byPerson = false): RotationFact => ({
  ...{ is: 'resumed', uses, byPerson }
})
const states = ({ uses }: Rotation): readonly string[] => uses.map(({ state }) => state)

describe('a renewal that has stopped', () => {
  const stopped = rotation({ stage: 'revoke', stopped: error('offline'), retryAt: iso(now) })

  it('is tried again when its pause is over, and does nothing before', () => {
    expect(nextTask(stopped, now - 1)).toEqual({ do: 'wait' })
    expect(nextTask(stopped, now)).toEqual({ do: 'retry' })
  })

  it('waits for the person where waiting alone does not help', () => {
    const lasting = after(rotation({ stage: 'revoke' }), failed('use-proof-failed'))
    expect(lasting).toMatchObject({ stage: 'revoke', stopped: { code: 'use-proof-failed' }, retryAt: null })
    expect(nextTask(lasting, now + 1000 * hour)).toEqual({ do: 'wait' })
  })

  it('pauses for a minute, then twice as long each time, and an hour at most', () => {
    let one = rotation({ stage: 'revoke' })
    const pauses = Array.from({ length: 8 }, () => {
      one = after(one, failed('offline'), resumed([]))
      const again = after(one, failed('offline'))
      return (Date.parse(again.retryAt ?? '') - now) / minute
    })
    expect(after(rotation({ stage: 'revoke' }), failed('offline')).retryAt).toBe(iso(now + minute))
    expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60, 60])
  })

  it('pauses anew from a minute on once the person said to go on, or something went through', () => {
    const often = rotation({ stage: 'revoke', failures: 5 })
    for (const fact of [resumed([], true), { is: 'done', task: 'revoke' } as const]) {
      expect(after(often, fact, failed('offline')).retryAt).toBe(iso(now + minute))
    }
  })

  it('waits as long as the service asks for, when that is longer', () => {
    const asked = (seconds: number | string): string | null =>
      after(rotation({ stage: 'revoke' }), {
        ...{ is: 'failed', useId: null },
        error: error('rate-limited', { retryAfterSeconds: seconds })
      }).retryAt
    expect(asked(7200)).toBe(iso(now + 2 * hour))
    expect(asked(5)).toBe(iso(now + minute))
    expect(asked('7200')).toBe(iso(now + minute))
  })

  it('is not stopped a second time by what the person ticks meanwhile', () => {
    const uses = [use('npm', 'failed', { error: error('use-proof-failed') }), use('ci', 'old', byHand)]
    const before = after(rotation({ stage: 'prove', uses }), { is: 'ticked', useId: 'none' })
    expect(before).toMatchObject({ stopped: { code: 'use-proof-failed' }, failures: 1 })
    expect(after(before, { is: 'ticked', useId: 'ci' })).toMatchObject({
      ...{ stage: 'prove', failures: 1 },
      uses: [{ state: 'failed' }, { state: 'ticked' }]
    })
  })
})

describe('the successor of a renewal', () => {
  it('is looked for after its create was sent, by the time and the end that were noted', () => {
    const validTo = iso(now + 1000 * hour)
    const sent = after(rotation({ stage: 'create', successorId: null }), { is: 'sent', validTo })
    expect(sent).toMatchObject({ stage: 'look', attempts: [{ sentAt: iso(now), validTo }] })
  })

  it('whose value was lost is made anew, by whoever made it', () => {
    const lost = (assisted: boolean) => after(rotation({ stage: 'keep', assisted }), { is: 'value-lost' })
    expect(lost(false)).toMatchObject({ stage: 'look', successorId: null })
    expect(lost(true)).toMatchObject({ stage: 'await-paste', successorId: null })
  })

  it('is made in spite of a newer one only where the person insisted after being told of that', () => {
    const look = rotation({ stage: 'look', successorId: null })
    const insists = (code: ErrorCode, byPerson: boolean, some: Partial<Rotation> = {}): boolean =>
      after({ ...look, ...some }, failed(code), resumed([], byPerson)).insisted
    expect(insists('rotation-elsewhere', true)).toBe(true)
    expect(insists('rotation-elsewhere', false)).toBe(false)
    expect(insists('offline', true)).toBe(false)
    expect(insists('offline', false)).toBe(false)
    expect(insists('offline', false, { insisted: true })).toBe(true)
    expect(after(look, resumed([], true)).insisted).toBe(false)
  })
})

describe('the places of a renewal', () => {
  it('are all proven before the old token’s record gives them up', () => {
    const prove = rotation({ stage: 'prove', uses: [use('npm', 'written'), use('git', 'written')] })
    const one = after(prove, { is: 'use', useId: 'npm', state: 'proven' })
    expect(nextTask(one, now)).toEqual({ do: 'prove', useId: 'git' })
    expect(after(one, { is: 'use', useId: 'git', state: 'proven' }).stage).toBe('switch')
  })

  it('are proven again before the revoke, also those that were proven before the grace period', () => {
    const uses = [use('npm', 'proven'), use('ci', 'ticked', byHand)]
    const over = after(rotation({ stage: 'grace', graceUntil: iso(now), uses }), { is: 'grace-over' })
    expect(over.stage).toBe('prove-again')
    expect(states(over)).toEqual(['written', 'ticked'])
    expect(nextTask(over, now)).toEqual({ do: 'prove', useId: 'npm' })
    expect(after(over, { is: 'use', useId: 'npm', state: 'proven' }).stage).toBe('revoke')
  })

  it('are all tried when one fails; then it stops with what that one said', () => {
    const uses = [use('npm', 'old'), use('pip', 'old'), use('git', 'old')]
    const write = after(rotation({ stage: 'write', uses }), { is: 'use', useId: 'npm', state: 'written' })
    const one = after(write, failed('entry-taken', 'pip'))
    expect(one).toMatchObject({ stopped: null, failures: 0 })
    expect(nextTask(one, now)).toEqual({ do: 'write', useId: 'git' })
    const all = after(one, { is: 'use', useId: 'git', state: 'written' })
    expect(all).toMatchObject({ stage: 'write', stopped: { code: 'entry-taken' }, failures: 1 })
    expect(states(all)).toEqual(['written', 'failed', 'written'])
  })

  it('of which only those of the person are open wait for them, though the grace period is over', () => {
    const uses = [use('npm', 'proven'), use('ci', 'old', byHand)]
    const waits = rotation({ stage: 'await-person', graceUntil: iso(now), uses })
    expect(nextTask(waits, now)).toEqual({ do: 'wait' })
    expect(after(waits, { is: 'ticked', useId: 'ci' }).stage).toBe('switch')
  })

  it('that failed are written again when it goes on', () => {
    const uses = [use('npm', 'failed', { error: error('offline') }), use('git', 'proven')]
    const again = after(rotation({ stage: 'prove-again', uses }), resumed(uses))
    expect(again.stage).toBe('write')
    expect(nextTask(again, now)).toEqual({ do: 'write', useId: 'npm' })
  })

  it.each(['switch', 'grace', 'prove-again'] as const)(
    'that came with the stage %s are written, proven and ticked before the old token goes',
    (stage) => {
      const known = [use('npm', 'proven')]
      const first = rotation({ stage, graceUntil: iso(now), uses: known })
      const file = after(first, resumed([...known, use('git', 'old')]))
      expect(nextTask(file, now)).toEqual({ do: 'write', useId: 'git' })
      const told = after(first, resumed([...known, use('ci', 'old', byHand)]))
      expect(told.stage).toBe('await-person')
      expect(nextTask(told, now)).toEqual({ do: 'wait' })
    }
  )

  it('are proven again before the revoke also where one of the person comes meanwhile', () => {
    const known = [use('npm', 'written')]
    const again = after(
      rotation({ stage: 'prove-again', graceUntil: iso(now), uses: known }),
      resumed([...known, use('ci', 'old', byHand)])
    )
    expect(nextTask(again, now)).toEqual({ do: 'prove', useId: 'npm' })
    const proven = after(again, { is: 'use', useId: 'npm', state: 'proven' })
    expect(proven.stage).toBe('await-person')
    const ticked = after(proven, { is: 'ticked', useId: 'ci' })
    expect(after(ticked, { is: 'switched', grace: hour }).stage).toBe('revoke')
  })

  it('are asked for one by one, and not before the successor is safe', () => {
    const uses = [use('ci', 'old', byHand), use('wiki', 'old', byHand)]
    const waits = rotation({ stage: 'await-person', uses })
    expect(states(after(waits, { is: 'ticked', useId: 'ci' }))).toEqual(['ticked', 'old'])
    for (const stage of ['look', 'create', 'keep'] as const) {
      expect(states(after(rotation({ stage, uses }), { is: 'ticked', useId: 'ci' }))).toEqual(['old', 'old'])
    }
  })

  it('that the person ticked already are not asked for again by those that come', () => {
    const known = [use('npm', 'proven'), use('ci', 'ticked', byHand)]
    const first = rotation({ stage: 'grace', graceUntil: iso(now + hour), uses: known })
    expect(after(first, resumed(known)).stage).toBe('grace')
    const told = after(first, resumed([...known, use('wiki', 'old', byHand)]))
    expect(told.stage).toBe('await-person')
    expect(states(told)).toEqual(['proven', 'ticked', 'old'])
  })
})

describe('the grace period', () => {
  const proven = [use('npm', 'proven')]
  const switching = rotation({ stage: 'switch', uses: proven })

  it('leaves both tokens alive as long as it was set, from the switch on', () => {
    const grace = after(switching, { is: 'switched', grace: 24 * hour })
    expect(grace).toMatchObject({ stage: 'grace', graceUntil: iso(now + 24 * hour) })
    expect(nextTask(grace, now + 24 * hour - 1)).toEqual({ do: 'wait' })
    expect(nextTask(grace, now + 24 * hour)).toEqual({ do: 'end-grace' })
  })

  it('is none where none was set: the places were proven just now', () => {
    expect(after(switching, { is: 'switched', grace: 0 }).stage).toBe('revoke')
  })

  it('is not begun anew by a place that came within it', () => {
    const within = { ...switching, graceUntil: iso(now + hour) }
    expect(after(within, { is: 'switched', grace: 24 * hour })).toMatchObject({
      ...{ stage: 'grace', graceUntil: iso(now + hour) }
    })
    const over = { ...switching, graceUntil: iso(now) }
    expect(after(over, { is: 'switched', grace: 24 * hour }).stage).toBe('revoke')
  })

  it('ends when the person says so, and not while it is not yet shown', () => {
    const grace = rotation({ stage: 'grace', graceUntil: iso(now + hour), uses: proven })
    expect(nextTask(after(grace, { is: 'grace-cut' }), now)).toEqual({ do: 'end-grace' })
    const writing = rotation({ stage: 'write', uses: [use('npm', 'old')] })
    expect(after(writing, { is: 'grace-cut' })).toEqual(writing)
  })

  it('is none where the person ended it while the switch was under way', () => {
    const told = after(switching, { is: 'grace-cut' })
    expect(nextTask(told, now)).toEqual({ do: 'switch' })
    expect(after(told, { is: 'switched', grace: 24 * hour }).stage).toBe('revoke')
    // Where the switch had failed, it is tried again now.
    const stopped = after(switching, failed('offline'), { is: 'grace-cut' })
    expect(nextTask(stopped, now)).toEqual({ do: 'switch' })
  })
})

describe('a renewal that is given up', () => {
  it('is over at once where nothing was made', () => {
    expect(after(rotation({ stage: 'create', successorId: null }), { is: 'abandoned' }).stage).toBe('done')
  })

  it('looks for what was left by a create without an answer', () => {
    const attempts = [{ sentAt: iso(now), validTo: iso(now + hour) }]
    const sent = rotation({ stage: 'look', successorId: null, attempts, uses: [use('npm', 'old')] })
    expect(after(sent, { is: 'abandoned' }).stage).toBe('revoke-successor')
  })

  it('asks nobody to change a place back that nobody was asked to change', () => {
    const uses = [use('npm', 'old'), use('ci', 'old', byHand)]
    expect(after(rotation({ stage: 'keep', uses }), { is: 'abandoned' }).stage).toBe('revoke-successor')
  })

  it('has every place put back before its successor goes, and asks for those of the person', () => {
    const uses = [
      use('npm', 'old'),
      use('git', 'failed', { error: error('offline') }),
      use('ci', 'old', byHand)
    ]
    const back = after(rotation({ stage: 'write', uses }), { is: 'abandoned' })
    expect(back).toMatchObject({ stage: 'put-back', uses: [{ error: null }, { error: null }, {}] })
    expect(states(back)).toEqual(['written', 'written', 'ticked'])
    const put = after(
      back,
      { is: 'use', useId: 'npm', state: 'old' },
      { is: 'use', useId: 'git', state: 'old' }
    )
    expect(nextTask(put, now)).toEqual({ do: 'wait' })
    expect(after(put, { is: 'ticked', useId: 'ci' }).stage).toBe('revoke-successor')
  })

  it('goes on with the places that are still there, and tries those again that failed', () => {
    const gone = use('git', 'written')
    const left = [use('npm', 'failed', { error: error('offline') }), use('ci', 'ticked', byHand)]
    const back = after(rotation({ stage: 'put-back', uses: [gone, ...left] }), resumed(left))
    expect(back.uses.map(({ useId, state }) => [useId, state])).toEqual([
      ['npm', 'written'],
      ['ci', 'ticked']
    ])
    expect(after(rotation({ stage: 'put-back', uses: [gone] }), resumed([])).stage).toBe('revoke-successor')
  })
})
