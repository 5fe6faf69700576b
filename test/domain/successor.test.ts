import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfSuccessor, isOfAttempts, looksRenewed, mustYield } from '../../electron/domain/successor.js'
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
    validTo: now + 30 * day + 123,
    allOrganizations: false
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
    ...{ authorizationId: 'new', allOrganizations: false },
    ...{ name: record.name, scopes: ['vso.build', 'vso.code'], validFrom: now - day, validTo: now + 90 * day }
  }

  it.each([
    ['where a newer one has its name and scopes', {}, true],
    ['not by itself', { authorizationId: 'old' }, false],
    ['not by another name', { name: 'Other' }, false],
    ['not by other scopes', { scopes: ['vso.build'] }, false],
    ['not by scopes of which one is the same', { scopes: ['vso.build', 'vso.work'] }, false],
    ['not by one that is weeks old', { validFrom: now - 8 * day }, false],
    ['not by an older one', { validFrom: now - 81 * day }, false]
  ])('%s', (_what, some, looks) => {
    expect(looksRenewed(record, [{ ...other, ...some }], now)).toBe(looks)
  })

  it('not by one of this week that was there before it', () => {
    const young = { ...record, createdAt: iso(now - 2 * day) }
    expect(looksRenewed(young, [{ ...other, validFrom: now - 3 * day }], now)).toBe(false)
    expect(looksRenewed(young, [{ ...other, validFrom: now - day }], now)).toBe(true)
  })

  it('whatever else is on the list', () => {
    const unlike = { ...other, authorizationId: 'another', name: 'Other' }
    expect(looksRenewed(record, [unlike, other], now)).toBe(true)
  })
})

describe('of two computers that made a successor at the same time', () => {
  const record = recordOf({ id: 'old', createdAt: iso(now - 80 * day) })
  const made = (authorizationId: string, validFrom: number) => ({
    ...{ authorizationId, validFrom, validTo: now + 90 * day },
    ...{ name: record.name, scopes: record.scopes, allOrganizations: false }
  })
  const old = made('old', now - 80 * day)

  it('one gives way and the other does not, whichever was first and also at the same moment', () => {
    const moment = fc.integer({ min: 0, max: 2 }).map((seconds) => now + seconds * 1000)
    const ids = fc.uniqueArray(fc.uuid(), { minLength: 2, maxLength: 2 })
    fc.assert(
      fc.property(ids, moment, moment, ([one, other], oneAt, otherAt) => {
        const [mine, theirs] = [made(one!, oneAt), made(other!, otherAt)]
        const mineYields = mustYield(record, mine, [old, theirs])
        expect(mustYield(record, theirs, [old, mine])).toBe(!mineYields)
        if (oneAt !== otherAt) expect(mineYields).toBe(oneAt > otherAt)
      })
    )
  })

  it('none gives way to a token that is no successor', () => {
    const mine = made('mine', now)
    for (const other of [
      old,
      { ...made('other', now - 1000), name: 'Other' },
      made('weeks', now - 8 * day)
    ]) {
      expect(mustYield(record, mine, [other])).toBe(false)
    }
  })
})
