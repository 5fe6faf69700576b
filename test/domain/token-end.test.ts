import { describe, expect, it } from 'vitest'
import { tokenEnd, type TokenClocks } from '../../electron/domain/token-end.js'

const day = 86_400_000
const at = (text: string): number => Date.parse(text)
const now = at('2026-11-23T12:00:00Z')
const retirement = at('2026-12-01T00:00:00Z')

/** A token of an organization where only `validTo` counts: made ten days ago, for thirty. */
const clocks = (given: Partial<TokenClocks> = {}): TokenClocks => ({
  validFrom: now - 10 * day,
  validTo: now + 20 * day,
  revokedAt: null,
  allOrganizations: false,
  backing: 'microsoft-account',
  lastInteractiveSignIn: null,
  maximumLifeDays: null,
  ...given
})
const known = (signIn: number) => ({ at: signIn, sure: 'known' }) as const
const end = (given: Partial<TokenClocks> = {}): ReturnType<typeof tokenEnd> => tokenEnd(clocks(given), now)

describe('the end that the service gave', () => {
  it('is the end where no other clock runs', () => {
    expect(end()).toEqual({
      earliest: now + 20 * day,
      reason: 'valid-to',
      sure: 'known',
      helps: 'extend',
      extendableTo: now + 355 * day
    })
  })

  it('may not be known', () => {
    expect(end({ validTo: null })).toEqual({
      earliest: null,
      reason: 'not-known',
      sure: 'unknown',
      helps: null,
      extendableTo: null
    })
  })

  it.each([0, 1, 90 * day])(
    'is over from its very moment on, %d ms later too, and a successor helps',
    (ago) => {
      expect(
        end({ validTo: now - ago, backing: 'entra', lastInteractiveSignIn: known(now - 200 * day) })
      ).toEqual({
        earliest: now - ago,
        reason: 'valid-to',
        sure: 'known',
        helps: 'renew',
        extendableTo: null
      })
    }
  )
})

describe('how far a token can be extended', () => {
  it.each([
    ['a year from its creation', null, 355],
    ['the maximum of the policy from its creation', 60, 50],
    ['a year whatever the policy says', 1000, 355]
  ])('is %s', (_, maximumLifeDays, daysLeft) => {
    expect(end({ maximumLifeDays })).toMatchObject({ helps: 'extend', extendableTo: now + daysLeft * day })
  })

  it('is nowhere, once it has all that the policy gives', () => {
    for (const maximumLifeDays of [30, 7]) {
      expect(end({ maximumLifeDays })).toMatchObject({ helps: 'renew', extendableTo: null })
    }
    expect(end({ validTo: now + 20 * day - 3_600_000, maximumLifeDays: 30 }).extendableTo).toBeNull()
    expect(end({ validTo: now + 20 * day - 3_600_001, maximumLifeDays: 30 }).extendableTo).toBe(
      now + 20 * day
    )
  })

  it('is told, but no help where the token would still end soon', () => {
    const soon = { validTo: now + 2 * day }
    expect(end({ ...soon, maximumLifeDays: 17 })).toMatchObject({
      helps: 'renew',
      extendableTo: now + 7 * day
    })
    expect(end({ ...soon, maximumLifeDays: 18 })).toMatchObject({
      helps: 'extend',
      extendableTo: now + 8 * day
    })
  })
})

describe('ninety days without a sign-in', () => {
  const signedIn = now - 80 * day

  it('stop a token of Entra, and signing in helps', () => {
    expect(end({ backing: 'entra', lastInteractiveSignIn: known(signedIn) })).toEqual({
      earliest: now + 10 * day,
      reason: 'inactivity',
      sure: 'known',
      helps: 'sign-in',
      extendableTo: now + 355 * day
    })
  })

  it('have stopped it until the next sign-in', () => {
    for (const signIn of [now - 90 * day, now - 300 * day]) {
      expect(end({ backing: 'entra', lastInteractiveSignIn: known(signIn) })).toMatchObject({
        earliest: signIn + 90 * day,
        reason: 'inactivity',
        sure: 'known',
        helps: 'sign-in'
      })
    }
  })

  it('have only likely stopped it where there may have been a sign-in since', () => {
    const lastInteractiveSignIn = { at: signedIn, sure: 'likely' } as const
    expect(end({ backing: 'entra', lastInteractiveSignIn })).toMatchObject({
      earliest: now + 10 * day,
      reason: 'inactivity',
      sure: 'likely'
    })
    const long = { at: now - 90 * day, sure: 'likely' } as const
    expect(end({ backing: 'entra', lastInteractiveSignIn: long })).toMatchObject({
      earliest: now + 20 * day,
      reason: 'valid-to'
    })
  })

  it('count from the creation where no sign-in is known, and then only likely', () => {
    const long = { backing: 'entra', validTo: now + 200 * day } as const
    expect(end(long)).toMatchObject({ earliest: now + 80 * day, reason: 'inactivity', sure: 'likely' })
  })

  it('are likely in an organization of which only the sign-in is known', () => {
    expect(end({ backing: 'unknown', lastInteractiveSignIn: known(signedIn) })).toMatchObject({
      earliest: now + 10 * day,
      reason: 'inactivity',
      sure: 'likely'
    })
    expect(end({ backing: 'unknown', validTo: now + 200 * day })).toMatchObject({
      earliest: now + 200 * day,
      reason: 'valid-to',
      sure: 'likely'
    })
  })

  it('do not call a token stopped that they have only likely stopped', () => {
    for (const ago of [90 * day, 200 * day]) {
      expect(end({ backing: 'entra', validFrom: now - ago })).toMatchObject({
        earliest: now + 20 * day,
        reason: 'valid-to',
        sure: 'likely'
      })
    }
    expect(end({ backing: 'entra', validFrom: now - 90 * day + 1 }).reason).toBe('inactivity')
  })

  it('are of no account where the token ends before them', () => {
    expect(end({ backing: 'entra', lastInteractiveSignIn: known(now - 70 * day) })).toMatchObject({
      reason: 'valid-to',
      sure: 'known'
    })
    expect(end({ backing: 'entra' })).toMatchObject({ reason: 'valid-to', sure: 'known' })
  })

  it('stop a token whose own end is not known', () => {
    expect(end({ backing: 'entra', validTo: null, lastInteractiveSignIn: known(signedIn) }).reason).toBe(
      'inactivity'
    )
  })

  it.each(['microsoft-account', 'server'] as const)('do nothing to tokens of a %s', (backing) => {
    expect(end({ backing, lastInteractiveSignIn: known(now - 300 * day) })).toMatchObject({
      reason: 'valid-to',
      sure: 'known'
    })
  })
})

describe('a token for all organizations', () => {
  const all = { allOrganizations: true }

  it('stops with all of its kind, and one for a single organization replaces it', () => {
    for (const validTo of [now + 20 * day, null]) {
      expect(end({ ...all, validTo })).toEqual({
        earliest: retirement,
        reason: 'all-organizations',
        sure: 'known',
        helps: 'replace',
        extendableTo: null
      })
    }
  })

  it('may end before', () => {
    for (const validTo of [now + day, retirement]) {
      expect(end({ ...all, validTo })).toMatchObject({
        earliest: validTo,
        reason: 'valid-to',
        helps: 'replace',
        extendableTo: null
      })
    }
  })

  it('is not woken by a sign-in after that day', () => {
    const idle = clocks({ ...all, backing: 'entra', lastInteractiveSignIn: known(now - 100 * day) })
    expect(tokenEnd(idle, retirement - 1).reason).toBe('inactivity')
    expect(tokenEnd(idle, retirement)).toMatchObject({ reason: 'all-organizations', sure: 'known' })
  })

  it('lives on at a Server', () => {
    expect(end({ ...all, backing: 'server' })).toMatchObject({ reason: 'valid-to', helps: 'extend' })
  })
})

describe('a revoked token', () => {
  it('ended then, whatever its clocks say, and nothing helps', () => {
    expect(end({ revokedAt: now - day, allOrganizations: true, backing: 'entra' })).toEqual({
      earliest: now - day,
      reason: 'revoked',
      sure: 'known',
      helps: null,
      extendableTo: null
    })
  })
})
