import { endingNotice } from '../domain/notice-words.js'
import { planReminders } from '../domain/reminder.js'
import { isInForce, snoozeEnd } from '../domain/sent-reminders.js'
import type { Hold } from '../domain/sent-reminders.js'
import type { TokenRecord } from '../domain/token.js'
import type { PauseLength } from '../domain/tray-model.js'
import type { Clock, Log, Notifier, SettingsStore, TokenIndex } from './ports.js'

/** Milliseconds. Timers stand still while the computer sleeps and do not see its clock being set. */
const longestWait = 60_000
const shortestWait = 1_000
/** Milliseconds until a notice that the system refused is tried again. */
const afterRefusal = 3_600_000

/** Looks at the ends of all tokens for as long as the app runs. */
export interface ReminderService {
  /** Looks now, sends what is due, and looks again within a minute. Call it after a wake-up, too. */
  look(): void
  stop(): void
  /** Holds every reminder back for an hour, or until tomorrow morning. */
  pause(length: PauseLength): void
  resume(): void
  /** Epoch milliseconds; null while reminders come. */
  pausedUntil(): number | null
}

export interface ReminderServiceDeps {
  readonly index: TokenIndex
  readonly settings: Pick<SettingsStore, 'read'>
  readonly notifier: Notifier
  readonly clock: Clock
  readonly log: Log
  /** The person's time zone, as an IANA name. */
  readonly zone: () => string
  /** Called at every look: what the page and the tray show may have changed with the time. */
  readonly onLook: () => void
  readonly onOpen: (tokenId: string) => void
}

/**
 * A notice is remembered before it is shown, so that a crash between the two cannot send it twice; the tray
 * shows the same state in any case. One that the system refuses is forgotten again and tried an hour later.
 */
export function createReminderService(deps: ReminderServiceDeps): ReminderService {
  const { index, settings, notifier, clock, log, zone, onLook, onOpen } = deps
  const refusedUntil = new Map<string, number>()
  let cancel: () => void = () => undefined
  let hold: Hold | null = null

  const pausedUntil = (): number | null => (hold !== null && isInForce(hold, clock.now()) ? hold.until : null)

  function remember(id: string, remindedOf: string | null): void {
    const record = index.all().find((one) => one.id === id)
    if (record !== undefined) index.save({ ...record, remindedOf })
  }

  async function remind(record: TokenRecord, now: number): Promise<void> {
    if (record.validTo === null || now < (refusedUntil.get(record.id) ?? 0)) return
    remember(record.id, record.validTo)
    try {
      await notifier.show(endingNotice(record, Date.parse(record.validTo), now, zone()), () => {
        onOpen(record.id)
      })
      log.info('reminder.shown', { token: record.id })
    } catch (error) {
      refusedUntil.set(record.id, now + afterRefusal)
      remember(record.id, record.remindedOf)
      log.warn('reminder.refused', { token: record.id, message: String(error) })
    }
  }

  function look(): void {
    cancel()
    const now = clock.now()
    const { due, lookAgainAt } = planReminders(index.all(), now)
    if (settings.read().remindersOn && pausedUntil() === null) {
      for (const record of due) {
        remind(record, now).catch((error: unknown) => {
          log.bug('reminder.not-remembered', error)
        })
      }
    }
    onLook()
    const wait = lookAgainAt === null ? longestWait : lookAgainAt - now
    cancel = clock.after(Math.min(longestWait, Math.max(shortestWait, wait)), look)
  }

  return {
    look,
    stop: () => cancel(),
    pausedUntil,
    pause: (length) => {
      const now = clock.now()
      const until = snoozeEnd(length === 'hour' ? 'hour' : 'tomorrow-morning', now, zone())
      hold = { from: now, until }
      look()
    },
    resume: () => {
      hold = null
      look()
    }
  }
}
