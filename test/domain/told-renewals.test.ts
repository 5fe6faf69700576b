import { describe, expect, it } from 'vitest'
import { newRotation, rotationNeed, type Rotation } from '../../electron/domain/rotation.js'
import { toldAfter } from '../../electron/domain/told-renewals.js'
import type { ErrorCode } from '../../electron/shared/error-codes.js'

const now = Date.parse('2026-11-23T12:00:00.000Z')
const known = { tokenId: 'a1', automatic: true, assisted: false }
const rotation = (change: Partial<Rotation> = {}): Rotation => ({ ...newRotation(known, [], now), ...change })
const stopped = (code: ErrorCode, change: Partial<Rotation> = {}): Rotation =>
  rotation({ stopped: { code, facts: {} }, ...change })
const retryAt = '2026-11-23T12:01:00.000Z'
const manual = { useId: 'm', manual: true, state: 'ticked', error: null } as const
const failing = { useId: 'f', manual: false, state: 'written', error: null } as const

describe('a renewal needs the person', () => {
  it.each([
    ['paste', rotation({ stage: 'await-paste' })],
    ['places', rotation({ stage: 'await-person' })],
    ['places', rotation({ stage: 'put-back', uses: [manual] })],
    ['revoke', stopped('old-token-still-works', { assisted: true, retryAt })],
    ['elsewhere', stopped('rotation-elsewhere')],
    ['look', stopped('use-proof-failed')],
    ['look', stopped('offline', { retryAt, failures: 6 })]
  ] as const)('for %s', (needs, one) => {
    expect(rotationNeed(one)).toBe(needs)
  })

  it('not while it goes on, or is about to be tried again', () => {
    expect(rotationNeed(rotation())).toBeNull()
    expect(rotationNeed(stopped('offline', { retryAt, failures: 5 }))).toBeNull()
    expect(rotationNeed(stopped('old-token-still-works', { retryAt }))).toBeNull()
    expect(rotationNeed(rotation({ stage: 'put-back', uses: [manual, failing] }))).toBeNull()
  })
})

describe('what is told of a renewal', () => {
  const waits = rotation({ stage: 'await-person' })

  it('is told once for each need, and forgotten with the renewal', () => {
    const told = toldAfter([], [waits], now)
    expect(told).toMatchObject([{ token: 'a1', at: now }])
    expect(toldAfter(told, [waits], now + 60_000)).toBe(told)
    expect(toldAfter(told, [rotation({ stage: 'grace' })], now + 60_000)).toBe(told)
    const again = toldAfter(told, [stopped('use-proof-failed', { stage: 'prove-again' })], now + 60_000)
    expect(again).toMatchObject([{ token: 'a1', at: now + 60_000 }])
    expect(toldAfter(told, [], now)).toEqual([])
  })

  it('is told of one that the person began only when they may have gone away', () => {
    const begun = { ...waits, automatic: false }
    expect(toldAfter([], [begun], now + 3_599_999)).toEqual([])
    expect(toldAfter([], [begun], now + 3_600_000)).toHaveLength(1)
  })
})
