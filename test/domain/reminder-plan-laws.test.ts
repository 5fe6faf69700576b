import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RemindedToken, ReminderSettings } from '../../electron/domain/reminder-plan.js'
import { plan, usualLeadTimes } from '../../electron/domain/reminder-plan.js'
import type { SentReminder, SentReminders, SnoozeChoice } from '../../electron/domain/sent-reminders.js'
import { nothingSent, snooze, snoozeEnd } from '../../electron/domain/sent-reminders.js'
import { createOracle } from './reminder-plan-oracle.js'

/*
 * A person's computer, lived at random: the app runs, is switched off, sleeps; clocks and zones are set; tokens
 * are renewed and revoked. fast-check prints seed and path of a life that breaks a law.
 */

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const zones = [
  ...['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'],
  ...['UTC', 'Australia/Lord_Howe', 'America/St_Johns']
]
/** Hours in which no zone turns its clocks are their borders; the borders are in quiet-hours.test.ts. */
const quietHours = fc.constantFrom(
  ...[null, null, null],
  ...[
    [22 * 60, 7 * 60],
    [12 * 60, 13 * 60 + 30],
    [18 * 60, 9 * 60 + 15],
    [7 * 60, 22 * 60]
  ].map(([from, to]) => ({ from: from!, to: to! }))
)
const leadTimes = fc.constantFrom<readonly number[]>(
  usualLeadTimes,
  usualLeadTimes,
  [],
  [30 * day],
  [2 * hour, 90 * minute, hour],
  [day, 10 * day, 25 * hour]
)
/** Short ones are as likely as long ones. */
const spell = (longest: number) =>
  fc.oneof(
    fc.integer({ min: 1, max: 2 * hour }),
    fc.integer({ min: 1, max: 3 * day }),
    fc.integer({ min: 1, max: longest })
  )
const jump = fc.oneof(
  fc.constantFrom(-400 * day, 400 * day, -hour, hour, -hour - 1),
  fc.integer({ min: -12 * day, max: 12 * day }),
  fc.integer({ min: -2 * hour, max: 2 * hour })
)
const birth = fc.record({
  life: fc.integer({ min: -3 * day, max: 40 * day }),
  age: fc.oneof(fc.integer({ min: 0, max: 20 * day }), fc.constant(300 * day)),
  endKnown: fc.integer({ min: 0, max: 9 }).map((one) => one > 0),
  leadTimes: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: leadTimes })
})
const which = fc.nat({ max: 3 })

const event = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('run' as const), for: spell(30 * day), late: fc.nat(minute) })
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('switch-off' as const), for: spell(25 * day) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sleep' as const), for: spell(5 * day) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('set-clock' as const), by: jump }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('there-and-back' as const), by: jump }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('snooze' as const),
      until: fc.constantFrom<SnoozeChoice>('hour', 'tomorrow-morning', 'three-days')
    })
  },
  fc.record({ do: fc.constant('travel' as const), zone: fc.constantFrom(...zones) }),
  fc.record({ do: fc.constant('renew' as const), which, by: fc.integer({ min: -5 * day, max: 30 * day }) }),
  fc.record({ do: fc.constant('revoke' as const), which }),
  fc.record({ do: fc.constant('mute' as const), which }),
  fc.record({ do: fc.constant('birth' as const), token: birth }),
  fc.record({ do: fc.constant('lead-times' as const), leadTimes }),
  fc.record({ do: fc.constant('quiet-hours' as const), quietHours }),
  fc.record({ do: fc.constant('pause' as const), for: spell(3 * day) })
)
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never

const life = fc.record({
  /** Near the turns of clocks of 2026 and 2027, and anywhere. */
  start: fc
    .tuple(
      fc.constantFrom('2026-03-01', '2026-03-20', '2026-10-15', '2026-10-28', '2027-03-10', '2027-08-01'),
      fc.integer({ min: 0, max: 9 * day })
    )
    .map(([date, later]) => Date.parse(date) + later),
  zone: fc.constantFrom(...zones),
  tokens: fc.array(birth, { minLength: 1, maxLength: 3 }),
  quietHours,
  leadTimes,
  events: fc.array(event, { minLength: 1, maxLength: 7 })
})
type Life = typeof life extends fc.Arbitrary<infer L> ? L : never

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}

/** Lives it, holding every look against the oracle and the laws. */
function live(given: Life): void {
  const oracle = createOracle()
  let now = given.start
  let zone = given.zone
  let sent: SentReminders = nothingSent
  let settings: ReminderSettings = { leadTimes: given.leadTimes, quietHours: given.quietHours, pause: null }
  let tokens: readonly RemindedToken[] = []
  let latest: readonly SentReminder[] = []

  function look(): number | null {
    frozen([tokens, settings, sent])
    const result = plan(tokens, settings, sent, now, zone)
    if (result.due.length > 0) assert.deepEqual(plan(tokens, settings, sent, now, zone), result)

    // Never lost, never when it should not be.
    const said = result.due.map(({ token, step }) => ({ token, step }))
    assert.deepEqual(said, oracle.expected(tokens, settings, now, zone))
    // Never twice.
    oracle.hear(result.due, now)

    sent = result.sent
    if (result.due.length > 0) latest = result.due
    const again = result.lookAgainAt
    assert(again === null || again > now)
    for (const moment of [now, again === null ? now + 90 * day : again - 1]) {
      assert.deepEqual(plan(tokens, settings, sent, moment, zone).due, [])
    }
    return again
  }

  function run(length: number, late: number): void {
    const until = now + length
    for (let again = look(); again !== null && again + late <= until; again = look()) now = again + late
    now = until
  }

  function change(index: number, by: (token: RemindedToken) => RemindedToken): void {
    tokens = tokens.map((token, at) => (at === index % tokens.length ? by(token) : token))
  }

  function bear(token: Life['tokens'][number]): void {
    tokens = [
      ...tokens,
      {
        ...{ id: `token ${tokens.length}`, since: now - token.age, leadTimes: token.leadTimes },
        ...{ end: token.endKnown ? now + token.life : null, revoked: false, muted: false }
      }
    ]
  }

  function happen(what: Event): void {
    switch (what.do) {
      case 'run': {
        run(what.for, what.late)
        return
      }
      case 'switch-off':
        now += what.for
        sent = JSON.parse(JSON.stringify(sent)) as SentReminders
        return
      case 'sleep':
        now += what.for
        return
      case 'set-clock':
        now += what.by
        return
      case 'there-and-back':
        now += what.by
        look()
        now -= what.by
        return
      case 'snooze': {
        const until = snoozeEnd(what.until, now, zone)
        sent = snooze(sent, latest, now, until)
        for (const { token, end } of latest) oracle.snooze(token, end, now, until)
        return
      }
      case 'travel':
        zone = what.zone
        return
      case 'renew': {
        change(what.which, (token) => ({ ...token, end: (token.end ?? now) + what.by }))
        return
      }
      case 'revoke':
        // Forgotten with all that was put off; the oracle asks for open tokens only.
        latest = []
        {
          change(what.which, (token) => ({ ...token, revoked: true }))
          return
        }
      case 'mute': {
        change(what.which, (token) => ({ ...token, muted: !token.muted }))
        return
      }
      case 'birth': {
        bear(what.token)
        return
      }
      case 'lead-times':
        settings = { ...settings, leadTimes: what.leadTimes }
        return
      case 'quiet-hours':
        settings = { ...settings, quietHours: what.quietHours }
        return
      case 'pause':
        settings = { ...settings, pause: { from: now, until: now + what.for } }
        return
      default:
        what satisfies never
    }
  }

  given.tokens.forEach(bear)
  for (const what of given.events) {
    look()
    happen(what)
  }
  run(20 * day, 0)
}

describe('in any life of a computer', () => {
  it(
    'every notice comes that must, none comes twice, and the next look is never too late',
    { timeout: 300_000 },
    () => {
      fc.assert(fc.property(life, live), { numRuns: 10_000 })
    }
  )
})

describe('in a life without disturbance', () => {
  it('the notices are those of a list that can be made beforehand', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 15 * day, max: 365 * day }),
        fc.constantFrom(...zones),
        (length, zone) => {
          const made = Date.parse('2026-11-23T12:00:00Z')
          const end = made + length
          const token = { id: 'a', end, since: made, revoked: false, muted: false, leadTimes: null }
          const settings = { leadTimes: usualLeadTimes, quietHours: null, pause: null }
          const came: number[] = []
          let sent: SentReminders = nothingSent
          for (let now: number | null = made; now !== null;) {
            const result = plan([token], settings, sent, now, zone)
            came.push(...result.due.map(({ at }) => at))
            sent = result.sent
            now = result.lookAgainAt
          }
          expect(came).toEqual(
            [-14 * 24, -7 * 24, -3 * 24, -24, -1, 0, 24, 48].map((hours) => end + hours * hour)
          )
        }
      ),
      { numRuns: 500 }
    )
  })
})
