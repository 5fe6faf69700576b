import { describe, expect, it } from 'vitest'
import {
  plan,
  usualLeadTimes,
  type RemindedToken,
  type ReminderSettings
} from '../../electron/domain/reminder-plan.js'
import { nothingSent, snooze, snoozeEnd, type SentReminders } from '../../electron/domain/sent-reminders.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const end = Date.parse('2027-01-21T14:00:00Z')
const usual: ReminderSettings = { leadTimes: usualLeadTimes, quietHours: null, pause: null }
const night = { from: 22 * 60, to: 7 * 60 }

const token = (given: Partial<RemindedToken> = {}): RemindedToken => ({
  ...{ id: 'a', end, revoked: false, since: end - 100 * day, muted: false, leadTimes: null },
  ...given
})

/** A person's app: looks when told to and keeps what the plan says. */
function app(tokens: readonly RemindedToken[] = [token()], settings = usual, zone = 'Europe/Berlin') {
  let sent: SentReminders = nothingSent
  const self = {
    tokens,
    settings,
    zone,
    /** The steps in the notice at this moment: `7d`, `1h`, `0`, `-1d`; with ids where there are several tokens. */
    look(now: number): string[] {
      const result = plan(self.tokens, self.settings, sent, now, () => self.zone)
      sent = JSON.parse(JSON.stringify(result.sent)) as SentReminders
      return result.due.map(({ token: id, step }) => {
        const words = step % day === 0 ? (step === 0 ? '0' : `${step / day}d`) : `${step / hour}h`
        return self.tokens.length === 1 ? words : `${id} ${words}`
      })
    },
    again: (now: number) => plan(self.tokens, self.settings, sent, now, () => self.zone).lookAgainAt,
    snooze(now: number, choice: Parameters<typeof snoozeEnd>[0], id = 'a') {
      sent = snooze(sent, [{ token: id, end }], now, snoozeEnd(choice, now, self.zone))
    },
    /** Every notice until `until`, with the moment at which it came, looking only when the plan says. */
    run(from: number, until: number): [string, string[]][] {
      const notices: [string, string[]][] = []
      for (let now: number | null = from; now !== null && now <= until; now = self.again(now)) {
        const notice = self.look(now)
        if (notice.length > 0) notices.push([new Date(now).toISOString().slice(0, 16), notice])
      }
      return notices
    },
    get sent() {
      return sent
    }
  }
  return self
}

describe('the steps of one token', () => {
  it('come at 14, 7, 3 and 1 days, in the last hour, at the end and on the two days after it', () => {
    expect(app().run(end - 50 * day, end + 50 * day)).toEqual([
      ['2027-01-07T14:00', ['14d']],
      ['2027-01-14T14:00', ['7d']],
      ['2027-01-18T14:00', ['3d']],
      ['2027-01-20T14:00', ['1d']],
      ['2027-01-21T13:00', ['1h']],
      ['2027-01-21T14:00', ['0']],
      ['2027-01-22T14:00', ['-1d']],
      ['2027-01-23T14:00', ['-2d']]
    ])
    const after = app()
    after.run(end - 50 * day, end + 3 * day)
    expect(after.again(end + 3 * day)).toBeNull()
  })

  it("are the person's own, or the token's, in any order", () => {
    const own = app([token()], { ...usual, leadTimes: [2 * day, 5 * day] })
    expect(own.run(end - 50 * day, end - 1).map(([, steps]) => steps)).toEqual([['5d'], ['2d']])
    const its = app([token({ leadTimes: [4 * day] })])
    expect(its.run(end - 50 * day, end - 1).map(([, steps]) => steps)).toEqual([['4d']])
    const none = app([token({ leadTimes: [] })])
    expect(none.again(end - 50 * day)).toBe(end)
  })

  it('come at the first look at or after their moment, not before', () => {
    const one = app()
    expect(one.look(end - 14 * day - 1)).toEqual([])
    expect(one.again(end - 14 * day - 1)).toBe(end - 14 * day)
    expect(one.look(end - 14 * day)).toEqual(['14d'])
    expect(one.look(end - 7 * day - 1)).toEqual([])
    expect(one.again(end - 7 * day - 1)).toBe(end - 7 * day)
    expect(one.look(end - 7 * day)).toEqual(['7d'])
    expect(one.look(end - 7 * day)).toEqual([])
  })

  it('are left out where they would come as the token is made', () => {
    const made = end - 7 * day
    for (const since of [made, made - hour, made + minute]) {
      expect(app([token({ since })]).look(made + minute)).toEqual([])
    }
    expect(app([token({ since: made - hour - 1 })]).look(made + minute)).toEqual(['7d'])
    expect(app([token({ since: end - 3 * day - hour })]).again(end - 3 * day - hour)).toBe(end - day)
  })

  it('are left out after the end only where the token was known to have ended when it came', () => {
    expect(app([token({ since: end })]).look(end)).toEqual([])
    expect(app([token({ since: end - minute })]).look(end)).toEqual(['0'])
    expect(
      app([token({ since: end })])
        .run(end, end + 9 * day)
        .map(([, steps]) => steps)
    ).toEqual([['-1d'], ['-2d']])
  })

  it('are not left out for a token from the future: some clock was wrong', () => {
    expect(app([token({ since: end + 300 * day })]).look(end - 7 * day)).toEqual(['7d'])
    const now = end - 14 * day + minute
    expect(app([token({ since: now + hour })]).look(now)).toEqual([])
    expect(app([token({ since: now + hour + 1 })]).look(now)).toEqual(['14d'])
  })

  it('are none for a token whose end is not known, that is muted, or was revoked', () => {
    for (const given of [{ end: null }, { muted: true }, { revoked: true }]) {
      const one = app([token(given)])
      expect(one.look(end - day)).toEqual([])
      expect(one.again(end - day)).toBeNull()
    }
  })
})

describe('what was missed', () => {
  it('comes once, only the newest step, after three weeks switched off', () => {
    const one = app()
    expect(one.look(end - 14 * day)).toEqual(['14d'])
    expect(one.look(end + 7 * day)).toEqual(['-2d'])
    expect(one.look(end + 7 * day + minute)).toEqual([])
    expect(one.again(end + 7 * day + minute)).toBeNull()
  })

  it('comes when the computer wakes, and leaves the rest in place', () => {
    const one = app()
    one.look(end - 14 * day)
    expect(one.run(end - 2 * day, end).map(([, steps]) => steps)).toEqual([['3d'], ['1d'], ['1h'], ['0']])
  })

  it('while muted comes when the token is no longer muted', () => {
    const one = app([token({ muted: true })])
    one.look(end - 3 * day)
    one.tokens = [token()]
    expect(one.look(end - 2 * day)).toEqual(['3d'])
  })
})

describe('a token that changes', () => {
  it('starts anew with its new end', () => {
    const one = app()
    one.look(end - day)
    one.tokens = [token({ end: end + 90 * day })]
    expect(one.look(end - day + minute)).toEqual([])
    expect(one.again(end - day + minute)).toBe(end + 76 * day)
    expect(one.look(end + 76 * day)).toEqual(['14d'])
  })

  it('is not reminded of twice when its end moves away and back', () => {
    const one = app()
    one.look(end - day)
    one.tokens = [token({ end: end + 1 })]
    expect(one.look(end - day + minute)).toEqual(['1d'])
    one.tokens = [token({ end: null })]
    one.look(end - day + minute)
    one.tokens = [token()]
    expect(one.look(end - day + minute)).toEqual([])
  })

  it('is forgotten when it was revoked or taken off the list', () => {
    for (const left of [[token({ revoked: true })], []]) {
      const one = app()
      one.look(end - day)
      one.snooze(end - day, 'hour')
      one.tokens = left
      one.look(end - day + minute)
      expect(one.sent).toEqual(nothingSent)
    }
  })
})

describe('several tokens', () => {
  it('whose reminders fall into one hour come in one notice', () => {
    const late = (id: string, by: number): RemindedToken => token({ id, end: end + by })
    const all = app([token(), late('b', hour), late('c', hour + 1), token({ id: 'd', muted: true })])
    all.look(end - 10 * day)
    expect(all.look(end - 7 * day)).toEqual(['a 7d', 'b 7d'])
    expect(all.again(end - 7 * day)).toBe(end - 7 * day + hour + 1)
    expect(all.look(end - 7 * day + hour)).toEqual([])
    expect(all.look(end - 7 * day + hour + 1)).toEqual(['c 7d'])
  })

  it('and steps of one token that fall into one hour, too', () => {
    const one = app()
    expect(one.look(end - 7 * day - hour)).toEqual(['7d'])
    expect(one.look(end - 7 * day)).toEqual([])
    expect(app().look(end - 7 * day - hour - 1)).toEqual(['14d'])
  })

  it('are said to have ended only when they have', () => {
    const all = app([token(), token({ id: 'b', end: end + 30 * minute })])
    all.run(end - day, end - 1)
    expect(all.look(end)).toEqual(['a 0'])
    expect(all.look(end + 30 * minute)).toEqual(['b 0'])
  })

  it('keep apart what was sent of each', () => {
    const all = app([token(), token({ id: 'b', end: end + 2 * day })])
    expect(all.run(end - 4 * day, end - 1).map(([, steps]) => steps)).toEqual([
      ['a 7d', 'b 7d'],
      ['a 3d'],
      ['a 1d', 'b 3d'],
      ['a 1h']
    ])
  })
})

describe('a pause', () => {
  const pause = { from: end - 3 * day - hour, until: end - 3 * day + hour }

  it('holds everything until it is over', () => {
    const one = app([token()], { ...usual, pause })
    expect(one.look(end - 3 * day)).toEqual([])
    expect(one.again(end - 3 * day)).toBe(pause.until)
    expect(one.look(pause.until)).toEqual(['3d'])
  })

  it('ends with the quiet hours, where these end later, and the other way round', () => {
    const quietHours = { from: 14 * 60, to: 15 * 60 + 30 }
    const now = end - 3 * day
    // 15:00 in Berlin.
    expect(
      app([token()], { ...usual, quietHours, pause: { from: now, until: now + minute } }).again(now)
    ).toBe(now + 30 * minute)
    expect(app([token()], { ...usual, quietHours, pause: { from: now, until: now + hour } }).again(now)).toBe(
      now + hour
    )
  })

  it('does not hold when the clock went back to before it, beyond a correction', () => {
    const held = app([token()], { ...usual, pause })
    expect(held.look(pause.from - hour)).toEqual([])
    expect(held.look(pause.from - hour - 1)).toEqual(['7d'])
  })
})

describe('a snooze', () => {
  it('brings the same reminder once more when it is over', () => {
    const one = app()
    const now = end - 3 * day
    one.look(now)
    one.snooze(now, 'hour')
    expect(one.look(now + hour - 1)).toEqual([])
    expect(one.again(now + minute)).toBe(now + hour)
    expect(one.look(now + hour)).toEqual(['3d'])
    expect(one.look(now + hour)).toEqual([])
    expect(one.sent).toEqual({ reminders: [{ token: 'a', end, step: 3 * day, at: now + hour }], snoozes: [] })
  })

  it('brings the newest step where more came meanwhile, and holds the token alone', () => {
    const all = app([token(), token({ id: 'b', end: end + 10 * minute })])
    all.look(end - 3 * day)
    all.snooze(end - 3 * day, 'three-days')
    expect(all.look(end - day + 10 * minute)).toEqual(['b 1d'])
    expect(all.look(end)).toEqual(['a 0', 'b 1h'])
  })

  it('is put off anew when asked for again, and each token has its own', () => {
    const all = app([token(), token({ id: 'b' })])
    const now = end - 3 * day
    all.look(now)
    all.snooze(now, 'hour', 'b')
    all.snooze(now, 'hour')
    all.snooze(now + minute, 'hour')
    expect(all.look(now + hour)).toEqual(['b 3d'])
    expect(all.look(now + hour + minute)).toEqual(['a 3d'])
  })

  it('is of no account for an end that moved', () => {
    const one = app()
    one.look(end - 3 * day)
    one.snooze(end - 3 * day, 'hour')
    one.tokens = [token({ end: end + 90 * day })]
    expect(one.run(end - 3 * day, end + 70 * day)).toEqual([])
  })

  it('is not lost when the clock goes back to before the first reminder', () => {
    const one = app([token({ since: end - 1 })])
    one.look(end)
    one.snooze(end, 'hour')
    expect(one.run(end - hour - 1, end + 2 * hour)).toEqual([['2027-01-21T15:00', ['0']]])
  })

  it('waits for no reminder where none has come, and does not outlast a clock set back', () => {
    const one = app()
    const wrong = end - 3 * day
    one.look(wrong)
    one.snooze(wrong, 'three-days')
    expect(one.look(wrong - 50 * day)).toEqual([])
    expect(one.again(wrong - 50 * day)).toBe(end - 14 * day)
    expect(one.look(end - 14 * day)).toEqual(['14d'])
    expect(one.sent.snoozes).toEqual([])
  })
})

describe('quiet hours', () => {
  it.each([
    ['Europe/Berlin', '2027-03-28T01:30:00Z', '2027-03-28T05:00:00Z'],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25T06:00:00Z'],
    ['America/New_York', '2027-03-14T06:30:00Z', '2027-03-14T11:00:00Z'],
    ['America/New_York', '2026-11-01T06:30:00Z', '2026-11-01T12:00:00Z'],
    ['Asia/Kolkata', '2026-11-23T18:30:00Z', '2026-11-24T01:30:00Z'],
    ['Pacific/Apia', '2026-11-23T12:00:00Z', '2026-11-23T18:00:00Z']
  ])('in %s hold what comes at %s until %s', (zone, comes, sentAt) => {
    const ends = Date.parse(comes) + 3 * day
    const one = app([token({ end: ends, since: 0 })], { ...usual, quietHours: night }, zone)
    one.look(ends - 7 * day + 12 * hour)
    expect(one.look(Date.parse(comes))).toEqual([])
    expect(new Date(one.again(Date.parse(comes))!).toISOString().replace('.000', '')).toBe(sentAt)
    expect(one.look(Date.parse(sentAt) - 1)).toEqual([])
    expect(one.look(Date.parse(sentAt))).toEqual(['3d'])
  })

  it('are those of the zone that the person is in now', () => {
    const one = app([token({ end: Date.parse('2027-01-21T02:00:00Z') })], { ...usual, quietHours: night })
    const now = Date.parse('2027-01-18T02:00:00Z')
    expect(one.look(now)).toEqual([])
    one.zone = 'Asia/Kolkata'
    expect(one.look(now + minute)).toEqual(['3d'])
    one.zone = 'America/New_York'
    expect(one.look(now + 2 * minute)).toEqual([])
  })
})

describe('a clock that is set', () => {
  it('400 days forward and back neither silences nor repeats', () => {
    const one = app()
    const now = end - 10 * day
    expect(one.look(now)).toEqual(['14d'])
    expect(one.look(now + 400 * day)).toEqual(['-2d'])
    expect(one.run(now + minute, end + 50 * day).map(([, steps]) => steps)).toEqual([
      ['7d'],
      ['3d'],
      ['1d'],
      ['1h'],
      ['0'],
      ['-1d']
    ])
  })

  it('400 days back and forward neither silences nor repeats', () => {
    const one = app()
    const now = end - 10 * day
    one.look(now)
    expect(one.look(now - 400 * day)).toEqual([])
    expect(one.look(now)).toEqual([])
    expect(one.run(now, end - 1).map(([, steps]) => steps)).toEqual([['7d'], ['3d'], ['1d'], ['1h']])
  })

  it('back by up to an hour, as clocks are corrected, brings no older step', () => {
    const corrected = app()
    corrected.look(end - 3 * day)
    expect(corrected.look(end - 3 * day - hour)).toEqual([])
    const wrong = app()
    wrong.look(end - 3 * day)
    expect(wrong.look(end - 3 * day - hour - 1)).toEqual(['7d'])
  })
})

describe('the plan', () => {
  it('gives back what it was given where nothing changed', () => {
    const first = plan([token()], usual, nothingSent, end - day, () => 'UTC')
    expect(plan([token()], usual, first.sent, end - day, () => 'UTC').sent).toBe(first.sent)
    const twice = [token(), token({ id: 'b' })]
    const snoozed = snooze(
      plan(twice, usual, nothingSent, end - day, () => 'UTC').sent,
      [{ token: 'b', end }],
      end,
      end + 1
    )
    expect(plan([token()], usual, snoozed, end - day, () => 'UTC').sent.snoozes).toEqual([])
  })

  it('of no tokens is to do nothing', () => {
    expect(plan([], usual, nothingSent, end, () => 'UTC')).toEqual({
      due: [],
      lookAgainAt: null,
      sent: nothingSent
    })
  })

  it('asks where the person is only where there are quiet hours', () => {
    const nobodyKnows = (): string => {
      throw new Error('asked')
    }
    expect(plan([token()], usual, nothingSent, end - day, nobodyKnows).due).toHaveLength(1)
    const quiet = { ...usual, quietHours: { from: 0, to: 60 } }
    expect(() => plan([token()], quiet, nothingSent, end - day, nobodyKnows)).toThrow('asked')
  })

  it('says of which end and when', () => {
    expect(plan([token()], usual, nothingSent, end - day, () => 'UTC').due).toEqual([
      { token: 'a', end, step: day, at: end - day }
    ])
  })
})
