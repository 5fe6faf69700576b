import { describe, expect, it } from 'vitest'
import { endingNotice } from '../../electron/domain/notice-words.js'
import { planReminders } from '../../electron/domain/reminder.js'
import { recordOf } from '../fakes/token-record.js'

const day = 86_400_000
const now = Date.parse('2026-11-23T12:00:00.000Z')
const endsIn = (milliseconds: number): string => new Date(now + milliseconds).toISOString()
const due = (records: Parameters<typeof planReminders>[0], at = now): string[] =>
  planReminders(records, at).due.map(({ id }) => id)

describe('the first reminder', () => {
  it('is due from seven days before the end until the end', () => {
    const record = recordOf({ id: 'a', validTo: endsIn(7 * day) })
    expect(due([record], now - 1)).toEqual([])
    expect(due([record])).toEqual(['a'])
    expect(due([record], now + 7 * day - 1)).toEqual(['a'])
    expect(due([record], now + 7 * day)).toEqual([])
  })

  it('comes once for each end, and again when the end was moved', () => {
    const validTo = endsIn(3 * day)
    expect(due([recordOf({ validTo, remindedOf: validTo })])).toEqual([])
    expect(due([recordOf({ id: 'a', validTo, remindedOf: endsIn(2 * day) })])).toEqual(['a'])
  })

  it('leaves out tokens that were revoked or whose end nobody knows', () => {
    expect(
      due([recordOf({ validTo: null }), recordOf({ validTo: endsIn(day), revokedAt: endsIn(-day) })])
    ).toEqual([])
  })

  it('names the next instant at which something changes by itself', () => {
    const far = recordOf({ validTo: endsIn(30 * day) })
    const near = recordOf({ validTo: endsIn(2 * day) })
    expect(planReminders([far, near], now).lookAgainAt).toBe(now + 2 * day)
    expect(planReminders([far], now).lookAgainAt).toBe(now + 23 * day)
    expect(planReminders([recordOf({ validTo: endsIn(-day) })], now).lookAgainAt).toBeNull()
    expect(
      planReminders([recordOf({ validTo: endsIn(day), revokedAt: endsIn(-day) })], now).lookAgainAt
    ).toBeNull()
  })
})

describe('the words of a notice', () => {
  const token = { name: 'Push code · LAPTOP-7', organization: 'contoso' }

  it("name the token, its organization and its end in the person's zone", () => {
    const end = Date.parse('2026-11-26T23:30:00.000Z')
    expect(endingNotice(token, end, now, 'Europe/Berlin')).toEqual({
      title: '“Push code · LAPTOP-7” ends in 4 days',
      body: 'This token of contoso ends on Friday, 27 November 2026 at 00:30. Make a new one before then.'
    })
    expect(endingNotice(token, end, now, 'America/New_York')).toEqual({
      title: '“Push code · LAPTOP-7” ends in 3 days',
      body: 'This token of contoso ends on Thursday, 26 November 2026 at 18:30. Make a new one before then.'
    })
  })
})
