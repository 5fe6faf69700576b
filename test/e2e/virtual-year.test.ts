import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { usualLeadDays, type RemindedToken } from '../../electron/domain/reminder-plan.js'
import type { QuietHours } from '../../electron/domain/quiet-hours.js'
import { snoozeEnd, type Hold } from '../../electron/domain/sent-reminders.js'
import { leadTimesOf } from '../../electron/shared/expiry.js'
import type { CallName } from '../../electron/shared/ipc-contract.js'
import { createOracle } from '../domain/reminder-plan-oracle.js'
import { callFrom } from './page-call.js'
import { startApp, type RunningApp } from './running-app.js'
import type { SeenNotice } from './notices.js'
import { until } from './until.js'
import { walkWizard } from './wizard-walk.js'

/*
 * A year of the real bundle: what arrived over D-Bus is compared with what the promises of the plan ask for, from
 * the test's own knowledge of tokens and of the person's wishes.
 */
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const zone = 'Europe/Berlin'

let app: RunningApp
let page: Page
/** The end of the first token: all ends and lead times fall on this minute of an hour, and looks half an hour off. */
let base = 0
let now = 0

interface Known {
  readonly name: string
  end: number
  readonly since: number
  /** When 90 days without a sign-in may stop it. */
  readonly idle: number | null
  revoked: boolean
  muted: boolean
  leadTimes: readonly number[] | null
}

const known = new Map<string, Known>()
const wishes = {
  leadTimes: leadTimesOf(usualLeadDays),
  quietHours: null as QuietHours | null,
  pause: null as Hold | null
}
const oracle = createOracle()

const call = (name: CallName, input: unknown): Promise<unknown> => callFrom(page, name, input)

const atService = (name: string) => {
  const found = app.simulator.tokens('contoso').find(({ displayName }) => displayName === name)
  if (found === undefined) throw new Error(`the service has no ${name}`)
  return found
}

/** Both clocks are set to this hour after the first token's end, and half an hour. */
async function setClocks(hours: number): Promise<void> {
  now = base + hours * hour + 30 * minute
  app.simulator.clock.set(now)
  await app.clock.setOffset(Math.round((now - Date.now()) / 1000))
}

async function goTo(hours: number): Promise<void> {
  await setClocks(hours)
  await wake()
}

/** A message on the bus wakes the app, whose timers then see the new time. */
const wake = (): Promise<unknown> => until('an answer of the tray item', () => app.tray())

/**
 * How many notices the app knows to be shown. A leap of the clock before that is to it a system that says nothing, whose
 * notice comes again.
 */
const shown = (): number => app.log().split('reminder.shown').length - 1

/** A token that was made elsewhere, a third of an hour ago, and now comes onto the list. */
async function made(name: string, life: number, minutes = 0): Promise<void> {
  app.simulator.clock.set(now - 20 * minute)
  const end = now - 30 * minute + life * day + minutes * minute
  app.simulator.issueToken('contoso', { scope: 'vso.code', displayName: name, validTo: end })
  app.simulator.clock.set(now)
  await call('refreshTokens', null)
  const since = atService(name).validFrom
  const idle = life > 110 ? since + 90 * day : null
  known.set(name, { name, end, since, idle, revoked: false, muted: false, leadTimes: null })
}

const tokenOf = (name: string): Known => known.get(name)!
const idOf = (name: string): { readonly tokenId: string } => ({ tokenId: atService(name).authorizationId })

/** A guess is told once, a week before, and is nothing when it has passed. */
const reminded = ({ name, idle, ...token }: Known): RemindedToken =>
  idle !== null && now < idle
    ? { ...token, id: name, end: idle, leadTimes: [7 * day] }
    : { ...token, id: name }

/** By hours since the first token was made, which ends after 168 of them. */
const events: readonly (readonly [hours: number, () => Promise<void>])[] = [
  [0, () => made('Month', 30)],
  [0, () => made('Year', 358)],
  [2, () => made('Pair one', 40)],
  [2, () => made('Pair two', 40, 40)],
  [
    95,
    async () => {
      await app.chooseFromTray('Pause reminders', 'Until tomorrow')
      wishes.pause = { from: now, until: snoozeEnd('tomorrow-morning', now, zone) }
    }
  ],
  [
    140,
    async () => {
      await call('remindAgain', { ...idOf('Week'), when: 'hour' })
      oracle.snooze('Week', tokenOf('Week').end, now, now + hour)
    }
  ],
  [
    25 * 24,
    async () => {
      const end = base + 60 * day
      const validTo = new Date(end).toISOString()
      await call('updateToken', { ...idOf('Month'), name: 'Month', scopes: ['vso.code'], validTo })
      tokenOf('Month').end = end
    }
  ],
  [60 * 24, () => made('Revoked', 30)],
  [
    78 * 24,
    async () => {
      app.simulator.revokeToken(atService('Revoked').authorizationId)
      await call('refreshTokens', null)
      tokenOf('Revoked').revoked = true
    }
  ],
  [90 * 24, () => made('While it was off', 14)],
  // Three weeks, in which a token ended and another came into its last week.
  [90 * 24 + 5, () => made('Beside it', 25)],
  [
    90 * 24 + 6,
    async () => {
      await app.restart(() => setClocks(111 * 24 - 168))
      page = await app.window()
      await wake()
    }
  ],
  // Over the turn of the clocks in spring.
  [112 * 24, () => made('Spring', 16)],
  [150 * 24, () => made('Muted', 20)],
  [
    151 * 24,
    async () => {
      await call('changeReminders', { ...idOf('Muted'), muted: true })
      tokenOf('Muted').muted = true
    }
  ],
  [160 * 24, () => made('Own days', 30)],
  [
    161 * 24,
    async () => {
      await call('changeReminders', { ...idOf('Own days'), leadDays: [20, 2] })
      tokenOf('Own days').leadTimes = leadTimesOf([20, 2])
    }
  ],
  [200 * 24, () => made('A day and a half', 1.5)],
  [
    300 * 24,
    async () => {
      wishes.quietHours = { from: 22 * 60, to: 7 * 60 }
      await call('changeSettings', { quietHours: wishes.quietHours })
    }
  ],
  [301 * 24, () => made('Night', 11)],
  [301 * 24 + 8, () => made('Later in the night', 11)],
  [301 * 24 + 16, () => made('Latest in the night', 11)],
  [330 * 24, () => made('Autumn', 12)],
  [
    335 * 24,
    async () => {
      wishes.leadTimes = leadTimesOf([5, 2])
      await call('changeSettings', { leadDays: [5, 2] })
    }
  ]
]

/** Hours from one look to the next, over and over: short ones, nights, and days of a laptop that sleeps. */
const spells = [7, 24, 48, 5, 60, 3, 72, 30, 1, 96]

function fits({ title, body }: SeenNotice, names: readonly string[]): void {
  const tokens = names.map((name) => reminded(tokenOf(name))).sort((one, other) => one.end! - other.end!)
  for (const { id } of tokens.slice(0, 3)) expect(`${title}\n${body}`).toContain(`“${id}”`)
  const [first] = tokens
  if (tokens.length > 1 || first === undefined) {
    expect(title).toMatch(new RegExp(`^${tokens.length} tokens (end soon|have ended)`))
    return
  }
  expect(title).toContain(first.leadTimes?.length === 1 ? 'may stop' : first.end! > now ? 'ends' : 'ended')
  const days = /in (\d+) days/.exec(title)?.[1]
  if (days !== undefined) expect(Math.abs(Number(days) - (first.end! - now) / day)).toBeLessThan(1.05)
}

beforeAll(async () => {
  app = await startApp({ az: 'signed-in', environment: { TZ: zone } })
  page = await app.window()
  await page.getByRole('button', { name: 'New token', exact: true }).first().click()
  const wizard = walkWizard(app, page)
  await wizard.where('contoso')
  await wizard.byAzureCli()
  await wizard.what('Push code')
  await wizard.life(7, 'Week')
  await wizard.create()
  await wizard.ready()
  const { validFrom, validTo } = atService('Week')
  base = validTo
  const week = { name: 'Week', end: validTo, since: validFrom, idle: null }
  known.set('Week', { ...week, revoked: false, muted: false, leadTimes: null })
})
afterAll(() => app.close())

describe('a virtual year', () => {
  it('says over the bus everything that has to be said, once, and nothing else', async () => {
    const coming = [...events]
    const told = new Set<string>()
    let expected = 0
    for (let [hours, turn] = [0, 0]; hours < 365 * 24; turn += 1) {
      const event = coming[0]
      const next = hours + (spells[turn % spells.length] ?? 1)
      hours = turn === 0 ? 0 : Math.min(next, event?.[0] ?? next)
      await goTo(hours - 168)
      const names = oracle
        .expected([...known.values()].map(reminded), wishes, now, zone)
        .map(({ token, step }) => ({ token, end: reminded(tokenOf(token)).end!, step, at: now }))
      if (names.length > 0) {
        expected += 1
        oracle.hear(names, now)
        for (const { token } of names) told.add(token)
        const said = names.map(({ token }) => token).join(', ')
        await until(`the notice of ${said} after ${hours} hours`, async () => {
          if (app.notices().length >= expected && shown() >= expected) return true
          await wake()
          return null
        })
      }
      const seen = app.notices()
      expect(seen.map(({ title }) => title)).toHaveLength(expected)
      if (names.length > 0) {
        fits(
          seen.at(-1)!,
          names.map(({ token }) => token)
        )
      }
      while (coming[0] !== undefined && coming[0][0] <= hours) {
        await coming.shift()?.[1]()
        hours = Math.max(hours, Math.round((now - 30 * minute - base) / hour) + 168)
      }
    }
    expect(coming).toEqual([])
    expect([...known.keys()].filter((name) => !told.has(name))).toEqual(['Muted'])
    // How many fall together depends on the hour at which the year begins.
    expect(expected).toBeGreaterThan(30)
  }, 1_800_000)
})
