import { describe, expect, it } from 'vitest'
import { remindedToken } from '../../electron/domain/reminded-tokens.js'
import type { TokenRecord } from '../../electron/domain/token.js'
import { createReminderService } from '../../electron/services/reminder-service.js'
import { leadTimesOf } from '../../electron/shared/expiry.js'
import { createOracle } from '../domain/reminder-plan-oracle.js'
import { createFakeClock } from '../fakes/clock.js'
import { createFakeLog } from '../fakes/log.js'
import { createFakeOrganizationIndex } from '../fakes/organization-index.js'
import { createFakeReminderStore } from '../fakes/reminder-store.js'
import { createFakeSettings } from '../fakes/settings.js'
import { createFakeTokenIndex } from '../fakes/token-index.js'
import { recordOf } from '../fakes/token-record.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const zone = 'Europe/Berlin'
const start = Date.parse('2027-01-04T09:00:00.000Z')
const unknown = { backing: 'unknown', signedInAt: null } as const
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
const iso = (instant: number): string => new Date(instant).toISOString()

const token = (name: string, born: number, life: number, some: Partial<TokenRecord> = {}): TokenRecord =>
  recordOf({
    ...{ id: name, name, createdAt: iso(start + born * day), validTo: iso(start + (born + life) * day) },
    ...some
  })

/** What happens on which day of the year, besides that the clock goes on. */
const events: readonly (readonly [number, (year: Year) => void])[] = [
  [0, ({ index }) => index.save(token('week', 0, 7), token('month', 0, 30), token('year', -1, 365))],
  [0, ({ index }) => index.save(token('unknown', 0, 30, { validTo: null }))],
  [20, ({ index }) => index.save(token('quarter', 20, 90.02))],
  [20.3, ({ index }) => index.save(token('beside it', 20, 90))],
  [25, (year) => year.change('month', { validTo: iso(start + 80 * day) })],
  [60, ({ index }) => index.save(token('revoked', 60, 30))],
  [78, (year) => year.change('revoked', { revokedAt: iso(start + 78 * day) })],
  // Off over the last week of two tokens, and over the turn of the clocks.
  [79.5, (year) => year.switchOff(21)],
  [108.9, ({ service }) => service().pause('today')],
  [150, ({ index }) => index.save(token('muted', 150, 20))],
  [151, ({ service }) => service().change('muted', { muted: true })],
  [200, ({ index }) => index.save(token('one day', 200, 1.5))],
  [230, (year) => year.restart()],
  [280, ({ index }) => index.save(token('over the autumn turn', 280, 20.9))],
  [300, ({ settings }) => settings.change({ quietHours: { from: 22 * 60, to: 7 * 60 } })],
  [301, ({ index }) => index.save(token('ends at night', 301, 40.6))],
  [350, ({ settings }) => settings.change({ leadDays: [5, 2] })],
  [351, ({ index }) => index.save(token('other days', 351, 30))]
]

interface Year {
  readonly index: ReturnType<typeof createFakeTokenIndex>
  readonly settings: ReturnType<typeof createFakeSettings>
  readonly service: () => ReturnType<typeof createReminderService>
  change(id: string, change: Partial<TokenRecord>): void
  switchOff(days: number): void
  restart(): void
}

function begin() {
  const clock = createFakeClock(start)
  const [index, settings, store] = [createFakeTokenIndex(), createFakeSettings(), createFakeReminderStore()]
  const expected: { at: number; tokens: readonly string[] }[] = []
  const heard: { at: number; title: string; body: string }[] = []
  const oracle = createOracle()
  /** The app looks at this moment: what must it say? Written down from promises, with nothing of the plan. */
  function mustSay(): void {
    const now = clock.now()
    const { leadDays, quietHours } = settings.read()
    const memory = store.read()
    const tokens = index
      .all()
      .map((record) => remindedToken(record, unknown, memory, leadTimesOf(leadDays), now))
    const wishes = { leadTimes: leadTimesOf(leadDays), quietHours, pause: memory.pause }
    const due = oracle.expected(tokens, wishes, now, zone)
    if (due.length === 0) return
    expected.push({ at: now, tokens: due.map(({ token: id }) => id) })
    const endOf = (id: string): number => tokens.find((one) => one.id === id)?.end ?? Number.NaN
    oracle.hear(
      due.map(({ token: id, step }) => ({ token: id, end: endOf(id), step, at: now })),
      now
    )
  }

  const make = () =>
    createReminderService({
      ...{
        index,
        organizations: createFakeOrganizationIndex(),
        settings,
        reminderStore: store,
        clock,
        zone: () => zone,
        log: createFakeLog(),
        onOpen: () => undefined,
        onRenew: () => undefined
      },
      notifier: {
        onEarlierClick: () => undefined,
        show: async (notice) => void heard.push({ at: clock.now(), title: notice.title, body: notice.body })
      },
      onLook: mustSay
    })
  let service = make()
  const restart = (): void => {
    service.stop()
    service = make()
    service.look()
  }
  const year: Year = {
    index,
    settings,
    service: () => service,
    change: (id, change) => {
      const record = index.all().find((one) => one.id === id)
      if (record !== undefined) index.save({ ...record, ...change })
    },
    switchOff: (days) => {
      service.stop()
      clock.jump(clock.now() + days * day)
      restart()
    },
    restart
  }
  return { year, clock, expected, heard }
}

describe('a virtual year', () => {
  it('says everything that has to be said, at its minute, once, and nothing else', async () => {
    const { year, clock, expected, heard } = begin()
    const coming = [...events]
    const passed = (): number => (clock.now() - start) / day
    while (passed() < 400) {
      while (coming[0] !== undefined && coming[0][0] <= passed()) coming.shift()?.[1](year)
      if (passed() === 0) year.restart()
      clock.advance(minute)
    }
    await settled()
    expect(coming).toEqual([])
    expect(heard.map(({ at }) => iso(at))).toEqual(expected.map(({ at }) => iso(at)))
    for (const [index, { tokens }] of expected.entries()) {
      const { title = '', body = '' } = heard[index] ?? {}
      for (const name of tokens.slice(0, 3)) expect(`${title} ${body}`).toContain(name)
    }
    // The year has something to say of each that is reminded of, and is silent on the others.
    const told = new Set(expected.flatMap(({ tokens }) => tokens))
    expect([...told].sort()).toEqual(
      [
        'beside it',
        'ends at night',
        'month',
        'one day',
        'other days',
        'over the autumn turn',
        'quarter',
        'revoked',
        'week',
        'year'
      ].sort()
    )
    expect(expected.length).toBeGreaterThan(40)
  }, 600_000)
})
