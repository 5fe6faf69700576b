import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plan } from '../../electron/domain/reminder-plan.js'
import { nothingSent } from '../../electron/domain/sent-reminders.js'
import {
  dateInUtc,
  day,
  daysAway,
  endOf,
  firstReminder,
  isCutShort,
  leadTimesOf,
  longDay,
  shortDay,
  stateAt,
  wholeDays
} from '../../electron/shared/expiry.js'

const at = (text: string): number => Date.parse(text)
const now = at('2026-11-23T09:30:00Z')

describe('endOf', () => {
  it.each([7, 30, 90, 365])('counts %d days of 24 hours', (days) => {
    expect(endOf({ kind: 'days', days }, now)).toEqual({ kind: 'end', validTo: now + days * day })
  })

  it('takes a date as noon UTC, which is that date almost everywhere', () => {
    const end = endOf({ kind: 'date', date: '2027-01-21' }, now)
    expect(end).toEqual({ kind: 'end', validTo: at('2027-01-21T12:00:00Z') })
    for (const zone of ['Pacific/Pago_Pago', 'America/New_York', 'UTC', 'Asia/Tokyo', 'Pacific/Noumea']) {
      expect(longDay(at('2027-01-21T12:00:00Z'), zone)).toBe('Thursday, 21 January 2027')
    }
  })

  it.each([
    ['2026-11-22', 'in-the-past'],
    ['2027-11-24', 'over-a-year'],
    ['2027-02-31', 'not-a-date'],
    ['2027-13-01', 'not-a-date'],
    ['21/01/2027', 'not-a-date'],
    ['', 'not-a-date']
  ])('refuses %j as %s', (date, reason) => {
    expect(endOf({ kind: 'date', date }, now)).toEqual({ kind: 'no-end', reason })
  })

  it('refuses more than a year in days', () => {
    expect(endOf({ kind: 'days', days: 366 }, now)).toMatchObject({ reason: 'over-a-year' })
    expect(endOf({ kind: 'days', days: 0 }, now)).toMatchObject({ reason: 'in-the-past' })
  })
})

describe('stateAt', () => {
  it.each([
    [7 * day + 1, 'active'],
    [7 * day, 'ending-soon'],
    [1, 'ending-soon'],
    [0, 'expired'],
    [-day, 'expired']
  ] as const)('with %d ms left is %s', (left, state) => {
    expect(stateAt(now + left, now)).toBe(state)
  })

  it('counts a token whose end is not known as active', () => {
    expect(stateAt(null, now)).toBe('active')
  })
})

describe('granted against asked', () => {
  it('forgives clocks and roundings, not a policy', () => {
    const asked = now + 90 * day
    expect(isCutShort(asked, asked)).toBe(false)
    expect(isCutShort(asked, asked - 3_600_000)).toBe(false)
    expect(isCutShort(asked, asked - 3_600_001)).toBe(true)
    expect(isCutShort(asked, now + 60 * day)).toBe(true)
    expect(isCutShort(asked, asked + day)).toBe(false)
  })

  it('does not call an unknown end a cut', () => {
    expect(isCutShort(null, now)).toBe(false)
    expect(isCutShort(now, null)).toBe(false)
  })
})

describe('days in words', () => {
  it('always have their weekday', () => {
    expect(longDay(at('2027-01-21T23:30:00Z'), 'UTC')).toBe('Thursday, 21 January 2027')
    expect(longDay(at('2027-01-21T23:30:00Z'), 'Europe/Berlin')).toBe('Friday, 22 January 2027')
    expect(shortDay(at('2027-01-21T23:30:00Z'), 'America/New_York')).toBe('Thu, 21 Jan 2027')
  })

  it.each([
    ['2026-11-23T23:59:00Z', 'today'],
    ['2026-11-23T08:00:00Z', 'earlier today'],
    ['2026-11-24T00:01:00Z', 'tomorrow'],
    ['2026-11-28T09:00:00Z', 'in 5 days'],
    ['2026-11-22T10:00:00Z', 'yesterday'],
    ['2026-11-20T10:00:00Z', '3 days ago']
  ])('%s is %s', (end, words) => {
    expect(daysAway(at(end), now, 'UTC')).toBe(words)
  })

  it('count by the calendar of the zone, also over a change of the clocks', () => {
    expect(daysAway(at('2026-11-23T23:30:00Z'), now, 'Europe/Berlin')).toBe('tomorrow')
    const saturday = at('2027-03-27T12:00:00Z')
    expect(daysAway(at('2027-03-28T21:59:00Z'), saturday, 'Europe/Berlin')).toBe('tomorrow')
    expect(daysAway(at('2027-03-28T22:01:00Z'), saturday, 'Europe/Berlin')).toBe('in 2 days')
  })

  it('give dates for a date field and whole days for a sentence', () => {
    expect(dateInUtc(at('2027-01-21T23:59:59Z'))).toBe('2027-01-21')
    expect(wholeDays(now + 59.9 * day, now)).toBe(60)
  })
})

describe('firstReminder', () => {
  const usual = [14, 7, 3, 1]

  it.each([
    [30, usual, 16],
    [14, usual, 7],
    [7, usual, 4],
    [7 + 1 / 48, usual, 4 + 1 / 48],
    [2, usual, 1],
    [30, [], 30 - 1 / 24],
    [30, [2, 20], 10]
  ])('of %d days with reminders %j days before comes after %d days', (days, leadDays, after) => {
    expect(firstReminder(now + days * day, leadDays, now)).toBe(now + after * day)
  })

  it('is when the plan first has something to say of a token that is made now', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 365 * day }),
        fc.array(fc.integer({ min: 1, max: 365 }), { maxLength: 10 }),
        (life, leadDays) => {
          const end = now + life
          const token = { id: 'a', end, since: now, revoked: false, muted: false, leadTimes: null }
          const settings = { leadTimes: leadTimesOf(leadDays), quietHours: null, pause: null }
          const look = (at: number) => plan([token], settings, nothingSent, at, () => 'UTC')
          const first = firstReminder(end, leadDays, now)
          expect(look(now)).toMatchObject({ due: [], lookAgainAt: first })
          expect(look(first).due).toHaveLength(1)
        }
      )
    )
  })
})
