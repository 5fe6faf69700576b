import { describe, expect, it } from 'vitest'
import { emptyMemory, forgetOthers, inherited, remindedToken } from '../../electron/domain/reminded-tokens.js'
import { endOfRecord, type OrganizationClocks } from '../../electron/domain/token-clocks.js'
import type { TokenRecord } from '../../electron/domain/token.js'
import { usualLeadDays, usualLeadTimes } from '../../electron/domain/reminder-plan.js'
import { leadTimesOf } from '../../electron/shared/expiry.js'
import { recordOf } from '../fakes/token-record.js'

const now = Date.parse('2026-11-23T12:00:00.000Z')
const day = 86_400_000

const unknown: OrganizationClocks = { backing: 'unknown', signedInAt: null }
const entra: OrganizationClocks = { backing: 'entra', signedInAt: null }
const reminded = (record: TokenRecord, memory = emptyMemory, organization = unknown, at = now) =>
  remindedToken(record, organization, memory, usualLeadTimes, at)
/** Made on 1 November 2026: ninety days later is 30 January 2027. */
const year = recordOf({ validTo: '2027-10-01T00:00:00.000Z' })
const guess = Date.parse('2027-01-30T00:00:00.000Z')

describe('the end of a token', () => {
  it.each([
    ['its own', {}, '2027-01-20T12:00:00.000Z', 'valid-to'],
    [
      'that of all tokens for all organizations',
      { allOrganizations: true },
      '2026-12-01T00:00:00.000Z',
      'all-organizations'
    ],
    [
      'its own on a Server, whose tokens for all collections go on',
      { allOrganizations: true, organization: 'https://tfs.contoso.com/tfs/DefaultCollection' },
      '2027-01-20T12:00:00.000Z',
      'valid-to'
    ],
    ['that of a revoke', { revokedAt: '2026-11-20T00:00:00.000Z' }, '2026-11-20T00:00:00.000Z', 'revoked']
  ])('is %s', (_what, some, earliest, reason) => {
    expect(endOfRecord(recordOf(some), unknown, now)).toMatchObject({
      earliest: Date.parse(earliest),
      reason
    })
  })

  it('is not known where nobody told it', () => {
    expect(endOfRecord(recordOf({ validTo: null }), unknown, now).earliest).toBeNull()
  })
})

describe('ninety days without a sign-in', () => {
  it('are a guess, counted from when the token was made or somebody signed in through this app', () => {
    expect(endOfRecord(year, entra, now)).toMatchObject({
      earliest: guess,
      reason: 'inactivity',
      sure: 'likely'
    })
    const later = { ...entra, signedInAt: Date.parse('2026-11-11T00:00:00.000Z') }
    expect(endOfRecord(year, later, now)).toMatchObject({ earliest: guess + 10 * day, sure: 'likely' })
    const earlier = { ...entra, signedInAt: Date.parse('2026-10-01T00:00:00.000Z') }
    expect(endOfRecord(year, earlier, now).earliest).toBe(guess)
    expect(endOfRecord(year, { ...entra, backing: 'microsoft-account' }, now).reason).toBe('valid-to')
  })

  it('are no end once they have passed, though the last sign-in of this app was before them', () => {
    const signedIn = { ...entra, signedInAt: Date.parse('2026-11-11T00:00:00.000Z') }
    expect(endOfRecord(year, signedIn, guess + 10 * day).reason).toBe('valid-to')
  })

  it('are told once, a week before, and are nothing when they have passed', () => {
    expect(reminded(year, emptyMemory, entra)).toMatchObject({ end: guess, leadTimes: [7 * day] })
    expect(reminded(year, emptyMemory, entra, guess)).toMatchObject({
      end: Date.parse('2027-10-01T00:00:00.000Z'),
      leadTimes: null
    })
  })

  it('are not told where the reminders of the end itself come about then', () => {
    const endingAfter = (days: number) => recordOf({ validTo: new Date(guess + days * day).toISOString() })
    expect(reminded(endingAfter(14), emptyMemory, entra).end).toBe(guess + 14 * day)
    expect(reminded(endingAfter(15), emptyMemory, entra).end).toBe(guess)
    const longBefore = { ...emptyMemory, leadDays: { [year.id]: [30] } }
    expect(reminded(endingAfter(15), longBefore, entra)).toMatchObject({
      end: guess + 15 * day,
      leadTimes: [30 * day, 3_600_000]
    })
  })
})

describe('the longest life of a policy', () => {
  it('is the one to which the service cut the token', () => {
    const cut = recordOf({ requestedValidTo: '2027-10-01T00:00:00.000Z' })
    expect(endOfRecord(cut, unknown, now)).toMatchObject({ helps: 'renew', extendableTo: null })
    const asked = recordOf({ requestedValidTo: '2027-01-20T12:00:00.000Z' })
    expect(endOfRecord(asked, unknown, now).helps).toBe('extend')
  })
})

describe('a token as the plan sees it', () => {
  it('ends on a Server when it ends itself, also where it is for all collections', () => {
    const organization = 'https://tfs.contoso.com/tfs/DefaultCollection'
    const record = recordOf({ organization, allOrganizations: true })
    expect(reminded(record).end).toBe(Date.parse('2027-01-20T12:00:00.000Z'))
  })

  it('is told as revoked once it was', () => {
    expect(reminded(recordOf({ revokedAt: '2026-11-20T00:00:00.000Z' })).revoked).toBe(true)
  })

  it('is muted where the person said so, where nobody has it, and where another took its place', () => {
    const record = recordOf({ id: 'a' })
    expect(reminded(record, emptyMemory)).toMatchObject({ muted: false, revoked: false })
    expect(reminded(record, { ...emptyMemory, muted: ['a'] }).muted).toBe(true)
    expect(reminded({ ...record, stray: true }, emptyMemory).muted).toBe(true)
    expect(reminded({ ...record, successor: 'b' }, emptyMemory)).toMatchObject({
      muted: true,
      revoked: false
    })
  })

  it('has news since it was made, or since it was found to be over', () => {
    expect(reminded(recordOf()).since).toBe(Date.parse('2026-11-01T00:00:00.000Z'))
    expect(reminded(recordOf({ foundOver: '2027-01-21T00:00:00.000Z' })).since).toBe(
      Date.parse('2027-01-21T00:00:00.000Z')
    )
  })

  it('has lead times of its own where the person gave it some, in days and the last hour', () => {
    const memory = { ...emptyMemory, leadDays: { a: [30] } }
    expect(reminded(recordOf({ id: 'a' }), memory).leadTimes).toEqual([30 * day, 3_600_000])
    expect(reminded(recordOf({ id: 'b' }), memory).leadTimes).toBeNull()
    expect(leadTimesOf(usualLeadDays)).toEqual(usualLeadTimes)
  })

  it('is forgotten when it is not on the list any more', () => {
    const renewals = ['a', 'b'].map((token) => ({ token, what: 'places', at: now }) as const)
    const memory = { ...emptyMemory, muted: ['a', 'b'], leadDays: { a: [1], b: [2] }, renewals }
    expect(forgetOthers(memory, new Set(['b']))).toEqual({
      ...emptyMemory,
      muted: ['b'],
      leadDays: { b: [2] },
      renewals: renewals.slice(1)
    })
  })
})

describe('the token that takes another’s place', () => {
  it('is reminded of as that one was: muted, or with its own lead times', () => {
    const memory = { ...emptyMemory, muted: ['a', 'x'], leadDays: { a: [30], x: [5] } }
    expect(inherited(memory, 'a', 'b')).toEqual({
      ...emptyMemory,
      muted: ['a', 'x', 'b'],
      leadDays: { a: [30], x: [5], b: [30] }
    })
  })

  it('is reminded of as usual where that one was, and keeps what was chosen for itself', () => {
    expect(inherited(emptyMemory, 'a', 'b')).toEqual(emptyMemory)
    const own = { ...emptyMemory, muted: ['b'], leadDays: { b: [2] } }
    expect(inherited(own, 'a', 'b')).toEqual(own)
  })

  it('is muted once, however often a renewal says so', () => {
    const memory = { ...emptyMemory, muted: ['a'] }
    expect(inherited(inherited(memory, 'a', 'b'), 'a', 'b').muted).toEqual(['a', 'b'])
  })
})
