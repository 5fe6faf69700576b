import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRenewalDue, renewObstacle } from '../../electron/domain/auto-renew.js'
import { recordOf } from '../fakes/token-record.js'

const day = 86_400_000
const now = Date.parse('2026-11-23T12:00:00.000Z')
const iso = (instant: number): string => new Date(instant).toISOString()
/** A token that has lived so long and will live so much longer, in days. */
const aged = (lived: number, left: number) =>
  recordOf({ autoRenew: true, createdAt: iso(now - lived * day), validTo: iso(now + left * day) })

describe('a token that renews itself', () => {
  it.each([
    ['a year’s, the days of the settings before its end', 358, 7, true],
    ['a year’s, not earlier', 357, 8, false],
    ['a month’s, in its last fifth', 24, 6, true],
    ['a month’s, not at seven days', 23, 7, false],
    ['a week’s, not at once', 0, 7, false],
    ['a week’s, in its last fifth', 5.6, 1.4, true]
  ])('is due: %s', (_what, lived, left, due) => {
    expect(isRenewalDue(aged(lived, left), 7, now)).toBe(due)
  })

  it('is never due when it is made, however short its life: it would be renewed without end', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 365, noNaN: true }),
        fc.integer({ min: 1, max: 90 }),
        (life, days) => {
          expect(isRenewalDue(aged(0, life), days, now)).toBe(false)
        }
      )
    )
  })

  it.each([
    ['nobody asked for it', { autoRenew: false }],
    ['it was made by hand', { origin: 'assisted' as const }],
    ['its end is not known', { validTo: null }],
    ['it has ended', { validTo: iso(now) }],
    ['it was revoked', { revokedAt: iso(now) }],
    ['its revoke is not finished', { revokeLeft: ['service' as const] }],
    ['it has a successor', { successor: 'another' }],
    ['it is for all organizations', { allOrganizations: true }],
    ['nobody has its value', { stray: true }]
  ])('is not due when %s', (_what, change) => {
    expect(isRenewalDue({ ...aged(360, 1), ...change }, 7, now)).toBe(false)
  })
})

describe('renewing a token', () => {
  it('is possible until it ends, at any time', () => {
    expect(renewObstacle(aged(0, 365), now)).toBeNull()
    expect(renewObstacle(aged(365, 0), now)).toBe('ended')
  })
})
