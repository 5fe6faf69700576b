import { describe, expect, it } from 'vitest'
import { instantOf, wallClock, wallMidnight } from '../../electron/domain/local-time.js'
import { quietUntil } from '../../electron/domain/quiet-hours.js'
import { snoozeEnd } from '../../electron/domain/sent-reminders.js'

const at = (text: string): number => Date.parse(text)
const iso = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString().replace(':00.000Z', 'Z')
const clock = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
const quiet = (hours: string, now: string, zone: string): string | null =>
  iso(quietUntil({ from: clock(hours.slice(0, 5)), to: clock(hours.slice(6)) }, at(now), zone))

describe("the person's clock", () => {
  it.each([
    ['2026-11-23T12:00:00Z', 'Asia/Kolkata', '2026-11-23T17:30:00Z'],
    ['2026-07-01T23:30:00Z', 'Europe/Berlin', '2026-07-02T01:30:00Z'],
    ['2026-01-01T04:59:59Z', 'America/New_York', '2025-12-31T23:59:59Z'],
    ['2026-01-01T11:00:00Z', 'Pacific/Apia', '2026-01-02T00:00:00Z']
  ])('shows at %s in %s what it should', (instant, zone, wall) => {
    expect(wallClock(at(instant), zone)).toBe(at(wall))
    expect(instantOf(at(wall), zone)).toBe(at(instant))
    expect(wallMidnight(at(instant), zone)).toBe(at(`${wall.slice(0, 10)}T00:00:00Z`))
  })

  it.each([
    // Shown twice: the first.
    ['2026-10-25T02:30:00Z', 'Europe/Berlin', '2026-10-25T00:30Z'],
    ['2026-11-01T01:30:00Z', 'America/New_York', '2026-11-01T05:30Z'],
    // Skipped: as long after midnight as on any day.
    ['2026-03-29T02:30:00Z', 'Europe/Berlin', '2026-03-29T01:30Z'],
    ['2026-03-08T02:30:00Z', 'America/New_York', '2026-03-08T07:30Z'],
    ['2011-12-30T09:00:00Z', 'Pacific/Apia', '2011-12-30T19:00Z'],
    // The hours around both turns.
    ['2026-10-25T01:59:00Z', 'Europe/Berlin', '2026-10-24T23:59Z'],
    ['2026-10-25T03:00:00Z', 'Europe/Berlin', '2026-10-25T02:00Z'],
    ['2026-10-25T20:00:00Z', 'Europe/Berlin', '2026-10-25T19:00Z'],
    ['2026-03-29T01:59:00Z', 'Europe/Berlin', '2026-03-29T00:59Z'],
    ['2026-03-29T03:00:00Z', 'Europe/Berlin', '2026-03-29T01:00Z'],
    ['2026-03-28T20:00:00Z', 'Europe/Berlin', '2026-03-28T19:00Z']
  ])('shows %s in %s at %s', (wall, zone, instant) => {
    expect(iso(instantOf(at(wall), zone))).toBe(instant)
  })
})

describe('quiet hours', () => {
  it.each([
    ['12:00-13:00', '2026-11-23T10:59:59.999Z', null],
    ['12:00-13:00', '2026-11-23T11:00:00Z', '2026-11-23T12:00Z'],
    ['12:00-13:00', '2026-11-23T11:59:59.999Z', '2026-11-23T12:00Z'],
    ['12:00-13:00', '2026-11-23T12:00:00Z', null],
    // Over midnight.
    ['22:00-07:30', '2026-11-23T20:59:00Z', null],
    ['22:00-07:30', '2026-11-23T21:00:00Z', '2026-11-24T06:30Z'],
    ['22:00-07:30', '2026-11-24T06:29:00Z', '2026-11-24T06:30Z'],
    ['22:00-07:30', '2026-11-24T06:30:00Z', null],
    // None.
    ['12:00-12:00', '2026-11-23T11:00:00Z', null],
    ['00:00-00:00', '2026-11-23T11:00:00Z', null]
  ])('of %s at %s last until %s in Berlin', (hours, now, end) => {
    expect(quiet(hours, now, 'Europe/Berlin')).toBe(end)
  })

  it.each([
    // Turned forward: an hour less of night.
    ['Europe/Berlin', '22:00-07:00', '2026-03-28T21:00:00Z', '2026-03-29T05:00Z'],
    ['America/New_York', '22:00-07:00', '2026-03-08T03:00:00Z', '2026-03-08T11:00Z'],
    // Turned back: an hour more.
    ['Europe/Berlin', '22:00-07:00', '2026-10-24T20:00:00Z', '2026-10-25T06:00Z'],
    ['America/New_York', '22:00-07:00', '2026-11-01T02:00:00Z', '2026-11-01T12:00Z'],
    // They end at a time that is skipped, or shown twice.
    ['Europe/Berlin', '22:00-02:30', '2026-03-29T01:00:00Z', '2026-03-29T01:30Z'],
    ['Europe/Berlin', '22:00-02:30', '2026-10-25T00:29:00Z', '2026-10-25T00:30Z'],
    ['Europe/Berlin', '22:00-02:30', '2026-10-25T01:10:00Z', null],
    // They begin at one.
    ['Europe/Berlin', '02:30-08:00', '2026-10-25T00:30:00Z', '2026-10-25T07:00Z'],
    ['Europe/Berlin', '02:30-08:00', '2026-10-25T01:10:00Z', '2026-10-25T07:00Z'],
    ['America/New_York', '02:30-08:00', '2026-03-08T07:29:00Z', null],
    ['America/New_York', '02:30-08:00', '2026-03-08T07:30:00Z', '2026-03-08T12:00Z'],
    ['Asia/Kolkata', '22:00-07:00', '2026-11-23T16:30:00Z', '2026-11-24T01:30Z'],
    ['Asia/Kolkata', '22:00-07:00', '2026-11-23T16:29:00Z', null],
    ['Pacific/Apia', '22:00-07:00', '2026-11-23T17:59:00Z', '2026-11-23T18:00Z'],
    // There was no 30 December 2011: the night of the 29th goes over into the morning of the 31st.
    ['Pacific/Apia', '22:00-07:00', '2011-12-30T08:00:00Z', '2011-12-30T17:00Z'],
    ['Pacific/Apia', '22:00-07:00', '2011-12-30T16:00:00Z', '2011-12-30T17:00Z'],
    ['Pacific/Apia', '22:00-07:00', '2011-12-30T17:00:00Z', null]
  ])('in %s of %s at %s last until %s', (zone, hours, now, end) => {
    expect(quiet(hours, now, zone)).toBe(end)
  })
})

describe('a snooze', () => {
  const now = '2026-10-24T13:00:00Z'

  it('lasts an hour, or three days of 24 hours', () => {
    expect(iso(snoozeEnd('hour', at(now), 'Europe/Berlin'))).toBe('2026-10-24T14:00Z')
    expect(iso(snoozeEnd('three-days', at(now), 'Europe/Berlin'))).toBe('2026-10-27T13:00Z')
  })

  it.each([
    ['2026-10-24T13:00:00Z', 'Europe/Berlin', '2026-10-25T08:00Z'],
    ['2026-03-28T13:00:00Z', 'Europe/Berlin', '2026-03-29T07:00Z'],
    ['2026-10-31T13:00:00Z', 'America/New_York', '2026-11-01T14:00Z'],
    ['2026-03-07T13:00:00Z', 'America/New_York', '2026-03-08T13:00Z'],
    ['2026-11-23T20:00:00Z', 'Asia/Kolkata', '2026-11-25T03:30Z'],
    ['2026-11-23T12:00:00Z', 'Pacific/Apia', '2026-11-24T20:00Z'],
    ['2011-12-30T08:00:00Z', 'Pacific/Apia', '2011-12-30T19:00Z']
  ])('from %s in %s until tomorrow morning ends at nine there, %s', (from, zone, end) => {
    expect(iso(snoozeEnd('tomorrow-morning', at(from), zone))).toBe(end)
  })
})
