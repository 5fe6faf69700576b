import { reminderNotice, type NoticedToken } from '../domain/notice-words.js'
import { forgetOthers, remindedToken, type ReminderMemory } from '../domain/reminded-tokens.js'
import { plan, type RemindedToken, type ReminderPlan } from '../domain/reminder-plan.js'
import {
  isInForce,
  snooze,
  snoozeEnd,
  type SentReminder,
  type SnoozeChoice
} from '../domain/sent-reminders.js'
import { endOfRecord } from '../domain/token-clocks.js'
import type { TokenRecord } from '../domain/token.js'
import type { PauseLength } from '../domain/tray-model.js'
import { leadTimesOf } from '../shared/expiry.js'
import type { CallInput } from '../shared/ipc-contract.js'
import type { Place } from '../shared/view.js'
import { clocksOf } from './own-login.js'
import type { NotifierButton } from './ports/desktop.js'
import type { Needs } from './parts.js'

/** Milliseconds. Timers stand still while the computer sleeps and do not see its clock being set. */
const longestWait = 60_000
const shortestWait = 1_000

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
  /** The reminder of this token's end comes once more then. */
  remindAgain(tokenId: string, when: SnoozeChoice): void
  /** Changes what is named of one token: whether it is reminded of, and how many days before; null: as all are. */
  change(tokenId: string, change: Omit<CallInput<'changeReminders'>, 'tokenId'>): void
  memory(): ReminderMemory
  /** Where the newest notice leads, whichever run showed it. */
  newestPlace(): Place
}

/**
 * A notice is remembered before it is shown, so that a crash between the two cannot send it twice; the tray
 * shows the same state in any case. One that the system refuses is put off by an hour.
 */
export function createReminderService(
  deps: Needs<'clock' | 'log' | 'zone' | 'onOpen'> &
    Needs<'index' | 'organizations' | 'settings' | 'reminderStore' | 'notifier'> & {
      /** Called at every look: what the page and the tray show may have changed with the time. */
      readonly onLook: () => void
      /** The person wants this token renewed. */
      readonly onRenew: (tokenId: string) => void
    }
): ReminderService {
  const { index, organizations, settings, reminderStore: store, notifier } = deps
  const { clock, log, zone, onLook, onOpen } = deps
  let cancel: () => void = () => undefined

  function write(change: Partial<ReminderMemory>): void {
    store.change((memory) => {
      const changed = { ...memory, ...change }
      // Tokens that are not on a list that cannot be read are not gone.
      if (settings.notices().includes('not-read')) return changed
      return forgetOthers(changed, new Set(index.all().map(({ id }) => id)))
    })
  }

  /** Where nobody waits for an answer: false when it could not be written. */
  function keep(change: Partial<ReminderMemory>): boolean {
    try {
      write(change)
      return true
    } catch (error) {
      log.bug('reminder.not-remembered', error)
      return false
    }
  }

  function pausedUntil(): number | null {
    const { pause } = store.read()
    return pause !== null && isInForce(pause, clock.now()) ? pause.until : null
  }

  function putOff(reminders: readonly SentReminder[], until: number): void {
    keep({ sent: snooze(store.read().sent, reminders, clock.now(), until) })
  }

  function noticed(due: readonly SentReminder[], now: number): readonly NoticedToken[] {
    return index.all().flatMap((record) => {
      const reminder = due.find(({ token }) => token === record.id)
      if (reminder === undefined) return []
      const { name, organization, allOrganizations, git } = record
      const stop = endOfRecord(record, clocksOf(organizations, organization), now)
      const idle = stop.reason === 'inactivity' && stop.earliest === reminder.end ? stop.sure : null
      return [{ name, organization, allOrganizations, end: reminder.end, usedByGit: git !== null, idle }]
    })
  }

  function buttons(due: readonly SentReminder[], now: number): readonly NotifierButton[] {
    const morning = snoozeEnd('tomorrow-morning', now, zone())
    // In the morning it would be over already.
    const waits = due.every(({ end }) => end <= now || end > morning)
    const later: NotifierButton = {
      label: waits ? 'Remind me tomorrow' : 'Remind me in an hour',
      press: () => {
        const pressed = clock.now()
        putOff(due, snoozeEnd(waits ? 'tomorrow-morning' : 'hour', pressed, zone()))
        look()
      }
    }
    const [first, second] = due
    if (first === undefined || second !== undefined) return [later]
    const renew = (): void => {
      const record = index.all().find(({ id }) => id === first.token)
      if (record === undefined || !record.inVault || record.allOrganizations) {
        onOpen({ to: 'new-token', like: first.token })
        return
      }
      onOpen({ to: 'tokens', tokenId: first.token })
      deps.onRenew(first.token)
    }
    return [{ label: 'Renew', press: renew }, later]
  }

  async function show(due: readonly SentReminder[], now: number): Promise<void> {
    const place = placeOf(due)
    const notice = { ...reminderNotice(noticed(due, now), now, zone()), buttons: buttons(due, now) }
    try {
      await notifier.show(notice, () => onOpen(place))
      log.info('reminder.shown', { tokens: due.map(({ token }) => token).join(' ') })
    } catch (error) {
      putOff(due, snoozeEnd('hour', now, zone()))
      log.warn('reminder.refused', { message: String(error) })
    }
  }

  function reminded(record: TokenRecord, now: number): RemindedToken {
    const clocks = clocksOf(organizations, record.organization)
    return remindedToken(record, clocks, store.read(), leadTimesOf(settings.read().leadDays), now)
  }

  function planned(now: number): ReminderPlan | null {
    const { remindersOn, leadDays, quietHours } = settings.read()
    if (!remindersOn) return null
    const memory = store.read()
    const tokens = index.all().map((record) => reminded(record, now))
    const wishes = { leadTimes: leadTimesOf(leadDays), quietHours, pause: memory.pause }
    return plan(tokens, wishes, memory.sent, now, zone)
  }

  function look(): void {
    cancel()
    const now = clock.now()
    const found = planned(now)
    if (found !== null) {
      const { due, sent } = found
      const isKept = sent === store.read().sent || keep({ sent })
      if (due.length > 0 && isKept) {
        show(due, now).catch((error: unknown) => log.bug('reminder.failed', error))
      }
    }
    onLook()
    const wait = (found?.lookAgainAt ?? Infinity) - now
    cancel = clock.after(Math.min(longestWait, Math.max(shortestWait, wait)), look)
  }

  return {
    look,
    stop: () => cancel(),
    pausedUntil,
    pause: (length) => {
      const now = clock.now()
      const until = snoozeEnd(length === 'hour' ? 'hour' : 'tomorrow-morning', now, zone())
      keep({ pause: { from: now, until } })
      look()
    },
    resume: () => {
      keep({ pause: null })
      look()
    },
    remindAgain: (tokenId, when) => {
      const now = clock.now()
      const record = index.all().find(({ id }) => id === tokenId)
      const end = record === undefined ? null : reminded(record, now).end
      if (end === null) return
      const until = snoozeEnd(when, now, zone())
      write({ sent: snooze(store.read().sent, [{ token: tokenId, end }], now, until) })
      look()
    },
    change: (tokenId, { muted, leadDays }) => {
      const memory = store.read()
      const others = memory.muted.filter((id) => id !== tokenId)
      const { [tokenId]: own, ...otherDays } = memory.leadDays
      const days = leadDays === undefined ? own : (leadDays ?? undefined)
      write({
        ...(muted === undefined ? {} : { muted: muted ? [...others, tokenId] : others }),
        leadDays: days === undefined ? otherDays : { ...otherDays, [tokenId]: days }
      })
      look()
    },
    memory: () => store.read(),
    newestPlace: () => {
      const { sent, renewals } = store.read()
      const shown = [...sent.reminders, ...renewals]
      const newest = Math.max(...shown.map(({ at }) => at))
      return placeOf(shown.filter(({ at }) => at === newest))
    }
  }
}

/** One token's own place, or the list where a notice is of several. */
function placeOf(reminders: readonly Pick<SentReminder, 'token'>[]): Place {
  const [first, second] = reminders
  return first !== undefined && second === undefined
    ? { to: 'tokens', tokenId: first.token }
    : { to: 'tokens' }
}
