import { describe, expect, it } from 'vitest'
import { endOfSuccessor, isOfAttempts, looksRenewed } from '../../electron/domain/successor.js'
import { recordOf } from '../fakes/token-record.js'

const day = 86_400_000
const now = Date.parse('2026-11-23T12:00:00.000Z')
const iso = (instant: number): string => new Date(instant).toISOString()

describe('the end of a successor', () => {
  it.each([
    ['as long as its predecessor', 30, 30],
    ['a year at most', 400, 365],
    ['a day at least', 0.1, 1]
  ])('is %s', (_what, lived, days) => {
    const record = recordOf({ createdAt: iso(now - day), validTo: iso(now + (lived - 1) * day) })
    expect(endOfSuccessor(record, now) - now).toBeCloseTo(days * day, -1)
  })
})

describe('what a create of ours made', () => {
  const attempt = { sentAt: iso(now), validTo: iso(now + 30 * day + 123) }
  const made = {
    authorizationId: 'a',
    name: 'Push code',
    scopes: [],
    validFrom: now,
    validTo: now + 30 * day + 123
  }
  const isOurs = (some: Partial<typeof made>): boolean =>
    isOfAttempts({ ...made, ...some }, 'Push code', [{ ...attempt, sentAt: iso(now - day) }, attempt])

  it.each([
    ['is told by its name, its time and its end', {}, true],
    ['also where the service rounds', { validTo: made.validTo - 3 }, true],
    ['also where a policy cut its end', { validTo: now + 7 * day }, true],
    ['also where the clocks differ', { validFrom: now - 4 * 60_000 }, true],
    ['is not what has another name', { name: 'Other' }, false],
    ['is not what ends seconds later: another computer made it', { validTo: made.validTo + 2_000 }, false],
    ['is not what ends seconds earlier', { validTo: made.validTo - 2_000 }, false],
    ['is not what was there before', { validFrom: now - 60 * 60_000 }, false],
    ['is not what was made long after', { validFrom: now + 60 * 60_000 }, false]
  ])('%s', (_what, some, ours) => {
    expect(isOurs(some)).toBe(ours)
  })
})

describe('a token looks renewed elsewhere', () => {
  const record = recordOf({ id: 'old', scopes: ['vso.code', 'vso.build'], createdAt: iso(now - 80 * day) })
  const other = {
    authorizationId: 'new',
    ...{ name: record.name, scopes: ['vso.build', 'vso.code'], validFrom: now - day, validTo: now + 90 * day }
  }

  it.each([
    ['where a newer one has its name and scopes', {}, true],
    ['not by itself', { authorizationId: 'old' }, false],
    ['not by another name', { name: 'Other' }, false],
    ['not by other scopes', { scopes: ['vso.build'] }, false],
    ['not by one that is weeks old', { validFrom: now - 8 * day }, false],
    ['not by an older one', { validFrom: now - 81 * day }, false]
  ])('%s', (_what, some, looks) => {
    expect(looksRenewed(record, [{ ...other, ...some }], now)).toBe(looks)
  })
})
