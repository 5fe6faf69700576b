import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  plan,
  usualLeadTimes,
  type RemindedToken,
  type ReminderSettings
} from '../../electron/domain/reminder-plan.js'
import {
  nothingSent,
  snooze,
  snoozeEnd,
  type SentReminder,
  type SentReminders
} from '../../electron/domain/sent-reminders.js'
import { life, zones, type Event, type Life } from './reminder-plan-lives.js'
import { createOracle } from './reminder-plan-oracle.js'

/*
 * A person's computer, lived at random: the app runs, is switched off, sleeps; clocks and zones are set; tokens
 * are renewed and revoked. fast-check prints seed and path of a life that breaks a law.
 */

const hour = 3_600_000
const day = 24 * hour

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
    const result = plan(tokens, settings, sent, now, () => zone)
    if (result.due.length > 0)
      assert.deepEqual(
        plan(tokens, settings, sent, now, () => zone),
        result
      )

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
      assert.deepEqual(plan(tokens, settings, sent, moment, () => zone).due, [])
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
      case 'run':
        run(what.for, what.late)
        break
      case 'switch-off':
        now += what.for
        sent = JSON.parse(JSON.stringify(sent)) as SentReminders
        break
      case 'sleep':
        now += what.for
        break
      case 'set-clock':
        now += what.by
        break
      case 'there-and-back':
        now += what.by
        look()
        now -= what.by
        break
      case 'snooze': {
        const until = snoozeEnd(what.until, now, zone)
        sent = snooze(sent, latest, now, until)
        for (const { token, end } of latest) oracle.snooze(token, end, now, until)
        break
      }
      case 'travel':
        zone = what.zone
        break
      case 'renew':
        change(what.which, (token) => ({ ...token, end: (token.end ?? now) + what.by }))
        break
      case 'revoke':
        latest = []
        change(what.which, (token) => ({ ...token, revoked: true }))
        break
      case 'mute':
        change(what.which, (token) => ({ ...token, muted: !token.muted }))
        break
      case 'birth':
        bear(what.token)
        break
      case 'lead-times':
        settings = { ...settings, leadTimes: what.leadTimes }
        break
      case 'quiet-hours':
        settings = { ...settings, quietHours: what.quietHours }
        break
      case 'pause':
        settings = { ...settings, pause: { from: now, until: now + what.for } }
        break
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
            const result = plan([token], settings, sent, now, () => zone)
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
