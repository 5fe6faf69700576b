import { describe, expect, it } from 'vitest'
import { allOrganizationsEnd, explainStop, listedAs, type StopFacts } from '../../electron/domain/stop.js'
import { errorCodes, type AppError, type ErrorCode } from '../../electron/shared/error-codes.js'
import type { StopExplanation } from '../../electron/shared/outcome-view.js'

const now = Date.parse('2026-11-23T12:00:00.000Z')
const error = (code: ErrorCode): AppError => ({ code, facts: {} })
const refused = error('token-not-accepted')
const usual: StopFacts = {
  now,
  validTo: now + 1,
  allOrganizations: false,
  revoked: false,
  onServer: false,
  check: 'accepted',
  listed: null,
  listError: null,
  gitLost: false
}
const told = (
  cause: StopExplanation['cause'],
  sure: StopExplanation['sure'],
  more: Partial<StopExplanation> = {}
): StopExplanation => ({ cause, sure, possible: [], error: null, ...more })
const works = told('works', 'service', { possible: ['lacks-scope'] })
const left = { possible: ['inactive', 'policy', 'lacks-scope'] } as const
const global = { allOrganizations: true, now: allOrganizationsEnd, validTo: allOrganizationsEnd + 1 }

describe('why a token stopped', () => {
  it('counts tokens for all organizations as ended on 1 December 2026', () => {
    expect(new Date(allOrganizationsEnd).toISOString()).toBe('2026-12-01T00:00:00.000Z')
  })

  it.each<[string, Partial<StopFacts>, StopExplanation]>([
    ['it works', {}, works],
    ['it works, whatever our clock says', { validTo: now - 1 }, works],
    ['it works, and its end is unknown', { validTo: null }, works],
    ['it works for all organizations after all', global, works],
    ['Git lost it', { gitLost: true }, told('git-erased', 'this-computer')],
    ['it was revoked', { revoked: true, check: 'not-asked' }, told('revoked', 'service')],
    ['the service lists it as revoked', { check: refused, listed: 'revoked' }, told('revoked', 'service')],
    ['the service lists it as expired', { check: refused, listed: 'expired' }, told('expired', 'service')],
    [
      'the service lists one as expired that is not ours to ask with',
      { check: 'not-asked', listed: 'expired', validTo: now - 1 },
      told('expired', 'service')
    ],
    ['its end passed', { check: refused, validTo: now }, told('expired', 'this-computer')],
    [
      'its end passed and nobody can be asked',
      { check: error('offline'), validTo: now - 1 },
      told('expired', 'this-computer')
    ],
    ['its end passed long ago', { check: 'not-asked', validTo: 0 }, told('expired', 'this-computer')],
    [
      'it was for all organizations',
      { ...global, check: refused },
      told('all-organizations-ended', 'this-computer')
    ],
    [
      'it was for all organizations, and its end passed as well',
      { ...global, check: refused, validTo: global.now },
      told('all-organizations-ended', 'this-computer')
    ],
    [
      'it was for all organizations and expired before',
      { ...global, check: refused, listed: 'expired' },
      told('expired', 'service')
    ],
    [
      'it is for all organizations, before the end of those',
      { ...global, now: allOrganizationsEnd - 1, check: refused, listed: 'active' },
      told('inactive', 'likely', left)
    ],
    ['nobody here has its value', { check: 'not-asked' }, told('not-kept', 'this-computer')],
    [
      'nobody here has its value, and it is active',
      { check: 'not-asked', listed: 'active', validTo: null },
      told('not-kept', 'this-computer')
    ],
    [
      'conditional access',
      { check: error('conditional-access') },
      told('policy', 'service', { error: error('conditional-access') })
    ],
    [
      'it is refused although it is active',
      { check: refused, listed: 'active' },
      told('inactive', 'likely', left)
    ],
    [
      'it is on no list',
      { check: refused, listed: 'nowhere' },
      told('cannot-tell', 'likely', { possible: ['revoked', 'inactive', 'policy', 'lacks-scope'] })
    ],
    [
      'nobody is signed in',
      { check: refused, listError: error('sign-in-again') },
      told('cannot-tell', 'likely', {
        possible: ['revoked', 'inactive', 'policy', 'lacks-scope'],
        error: error('sign-in-again')
      })
    ],
    [
      'nobody is signed in and its end is unknown',
      { check: refused, validTo: null },
      told('cannot-tell', 'likely', {
        possible: ['expired', 'revoked', 'inactive', 'policy', 'lacks-scope']
      })
    ],
    [
      'it is of a Server',
      { check: refused, onServer: true },
      told('cannot-tell', 'likely', { possible: ['revoked', 'policy', 'lacks-scope'] })
    ]
  ])('%s', (_what, facts, expected) => {
    expect(explainStop({ ...usual, ...facts })).toEqual(expected)
  })

  const network = [
    'offline',
    'proxy-login-needed',
    'certificate-refused',
    'timed-out',
    'rate-limited',
    'service-unavailable'
  ]
  const others = errorCodes.filter(
    (code) => !['conditional-access', 'token-not-accepted', ...network].includes(code)
  )
  it.each(errorCodes.filter((code) => network.includes(code)))('the way there: %s', (code) => {
    expect(explainStop({ ...usual, check: error(code) })).toEqual(
      told('network', 'this-computer', { error: error(code) })
    )
  })
  it.each(others)('says what kept it from telling: %s', (code) => {
    expect(explainStop({ ...usual, check: error(code) })).toEqual(
      told('cannot-tell', 'likely', { error: error(code) })
    )
  })
})

describe('where the service lists a token', () => {
  const one = (authorizationId: string, name: string) => ({ authorizationId, name })
  const lists = {
    active: [one('a', 'Push'), one('b', 'Twice')],
    expired: [one('c', 'Old'), one('d', 'Twice')],
    revoked: [one('e', 'Gone'), one('f', 'Gone')]
  }

  it.each([
    ['a', 'active'],
    ['c', 'expired'],
    ['e', 'revoked'],
    ['x', 'nowhere']
  ])('is found by its id: %s is %s', (id, expected) => {
    expect(listedAs({ id, name: 'Push', origin: 'api' }, lists)).toBe(expected)
    expect(listedAs({ id, name: 'Push', origin: 'elsewhere' }, lists)).toBe(expected)
  })

  it.each([
    ['Push', 'active'],
    ['Old', 'expired'],
    ['Twice', null],
    ['Gone', null],
    ['Nobody', null]
  ])('is found by a name that stands there once, where it was made by hand: %s is %s', (name, expected) => {
    expect(listedAs({ id: 'a', name, origin: 'assisted' }, lists)).toBe(expected)
  })
})
