import { describe, expect, it } from 'vitest'
import { emptyMemory, forgetOthers, remindedToken } from '../../electron/domain/reminded-tokens.js'
import { endOfRecord } from '../../electron/domain/token-clocks.js'
import { leadTimesOf, usualLeadDays, usualLeadTimes } from '../../electron/domain/reminder-plan.js'
import { recordOf } from '../fakes/token-record.js'

const now = Date.parse('2026-11-23T12:00:00.000Z')
const day = 86_400_000

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
    expect(endOfRecord(recordOf(some), now)).toMatchObject({ earliest: Date.parse(earliest), reason })
  })

  it('is not known where nobody told it', () => {
    expect(endOfRecord(recordOf({ validTo: null }), now).earliest).toBeNull()
  })
})

describe('a token as the plan sees it', () => {
  it('is muted where the person said so, and where nobody has it', () => {
    const record = recordOf({ id: 'a' })
    expect(remindedToken(record, emptyMemory, now)).toMatchObject({ muted: false, revoked: false })
    expect(remindedToken(record, { ...emptyMemory, muted: ['a'] }, now).muted).toBe(true)
    expect(remindedToken({ ...record, stray: true }, emptyMemory, now).muted).toBe(true)
  })

  it('has lead times of its own where the person gave it some, in days and the last hour', () => {
    const memory = { ...emptyMemory, leadDays: { a: [30] } }
    expect(remindedToken(recordOf({ id: 'a' }), memory, now).leadTimes).toEqual([30 * day, 3_600_000])
    expect(remindedToken(recordOf({ id: 'b' }), memory, now).leadTimes).toBeNull()
    expect(leadTimesOf(usualLeadDays)).toEqual(usualLeadTimes)
  })

  it('is forgotten when it is not on the list any more', () => {
    const memory = { ...emptyMemory, muted: ['a', 'b'], leadDays: { a: [1], b: [2] } }
    expect(forgetOthers(memory, new Set(['b']))).toEqual({
      ...emptyMemory,
      muted: ['b'],
      leadDays: { b: [2] }
    })
  })
})
