import {
  plan,
  usualLeadTimes,
  type RemindedToken,
  type ReminderSettings
} from '../../electron/domain/reminder-plan.js'
import { nothingSent } from '../../electron/domain/sent-reminders.js'
import { createReminderService } from '../../electron/services/reminder-service.js'
import { day } from '../../electron/shared/expiry.js'
import { createFakeClock } from '../fakes/clock.js'
import { createFakeLog } from '../fakes/log.js'
import { createFakeNotifier } from '../fakes/notifier.js'
import { createFakeOrganizationIndex } from '../fakes/organization-index.js'
import { createFakeReminderStore } from '../fakes/reminder-store.js'
import { createFakeSettings } from '../fakes/settings.js'
import { createFakeTokenIndex } from '../fakes/token-index.js'
import { recordOf } from '../fakes/token-record.js'
import { median, type BenchRow } from './bench-table.js'

const now = Date.parse('2026-11-23T12:00:00.000Z')
const rounds = 15
/** Milliseconds for 10,000 tokens. */
const aim = 20

const tokens = (count: number): readonly RemindedToken[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `token-${index}`,
    end: now + ((index * 7919) % 365) * day,
    revoked: index % 50 === 0,
    since: now - 30 * day,
    muted: index % 40 === 0,
    leadTimes: null
  }))

/** Milliseconds, the middle of several rounds after two that warm up. */
function timed(act: () => unknown): number {
  const took: number[] = []
  for (let round = -2; round < rounds; round += 1) {
    const from = performance.now()
    act()
    if (round >= 0) took.push(performance.now() - from)
  }
  return median(took)
}

/** Planning the reminders of many tokens: beside 20 ms, and beside ten times what a tenth of them takes. */
export function planningRows(): readonly BenchRow[] {
  const settings = { leadTimes: usualLeadTimes, quietHours: { from: 22 * 60, to: 7 * 60 }, pause: null }
  const planned = (count: number): number => {
    const some = tokens(count)
    return timed(() => plan(some, settings, nothingSent, now, () => 'Europe/Berlin'))
  }
  const all = planned(10_000)
  const { resumed, asPlanned } = resume(settings)
  return [
    { name: 'reminders.plan-10000', value: all, unit: 'ms', baseline: aim, aim: 1 },
    { name: 'reminders.plan-is-linear', value: all, unit: 'ms', baseline: planned(1000) * 10, aim: 1.5 },
    { name: 'reminders.resume-1000', value: resumed, unit: 'ms', baseline: asPlanned, aim: 20 }
  ]
}

/** What a wake-up does with 1,000 tokens, from its event to the next timer, beside the plan alone. */
function resume(settings: ReminderSettings): { readonly resumed: number; readonly asPlanned: number } {
  const index = createFakeTokenIndex()
  for (const { id, end, since } of tokens(1000)) {
    const [createdAt, validTo] = [new Date(since).toISOString(), new Date(end ?? now).toISOString()]
    index.save(recordOf({ id, createdAt, validTo }))
  }
  const [store, organizations] = [createFakeReminderStore(), createFakeOrganizationIndex()]
  const zone = (): string => 'Europe/Berlin'
  const service = createReminderService({
    ...{
      index,
      organizations,
      reminderStore: store,
      zone,
      clock: createFakeClock(now),
      log: createFakeLog()
    },
    settings: createFakeSettings({ quietHours: settings.quietHours }),
    notifier: createFakeNotifier(),
    ...{ onLook: () => undefined, onOpen: () => undefined, onRenew: () => undefined }
  })
  const resumed = timed(() => {
    service.look()
  })
  service.stop()
  const { sent } = store.read()
  return { resumed, asPlanned: timed(() => plan(tokens(1000), settings, sent, now, zone)) }
}
