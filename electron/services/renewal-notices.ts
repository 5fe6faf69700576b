import { renewalNotice } from '../domain/notice-words.js'
import { endOfHolds } from '../domain/reminder-plan.js'
import { rotationNeed } from '../domain/rotation.js'
import { toldAfter } from '../domain/told-renewals.js'
import type { ToldRenewal } from '../shared/stored-reminders.js'
import type { Needs } from './parts.js'

/** Milliseconds until a notice that the system refused comes again. */
const betweenTries = 3_600_000

/**
 * Gives what is to be called every minute: it tells once of each renewal that needs the person. As with reminders,
 * a notice is remembered before it is shown, and waits for the end of quiet hours and of a pause. Never rejects.
 */
export function createRenewalNotices(
  deps: Needs<'zone'> &
    Needs<
      'rotationJournal' | 'index' | 'settings' | 'reminderStore' | 'notifier' | 'clock' | 'log' | 'onOpen'
    >
): () => Promise<void> {
  const { rotationJournal, index, settings, reminderStore: store, notifier, clock, log, onOpen } = deps
  let refusedAt = -Infinity

  async function show({ token }: ToldRenewal): Promise<void> {
    const record = index.all().find(({ id }) => id === token)
    const rotation = rotationJournal.all().find(({ tokenId }) => tokenId === token)
    const needs = rotation === undefined ? null : rotationNeed(rotation)
    if (record === undefined || needs === null) return
    await notifier.show(renewalNotice(record, needs), () => onOpen({ to: 'tokens', tokenId: token }))
    log.info('rotation.told', { token, needs })
  }

  async function look(): Promise<void> {
    const now = clock.now()
    const { remindersOn, quietHours } = settings.read()
    const { renewals: before, pause } = store.read()
    const isHeld = endOfHolds({ quietHours, pause }, now, deps.zone) > now
    if (!remindersOn || isHeld || now - refusedAt < betweenTries) return
    const renewals = toldAfter(before, rotationJournal.all(), now)
    if (renewals === before) return
    store.change((memory) => ({ ...memory, renewals }))
    for (const one of renewals.filter((told) => !before.includes(told))) {
      await show(one).catch((error: unknown) => {
        refusedAt = now
        log.warn('rotation.not-told', { message: String(error) })
        store.change((memory) => ({
          ...memory,
          renewals: memory.renewals.filter((told) => told.what !== one.what)
        }))
      })
    }
  }

  return () => look().catch((error: unknown) => log.bug('rotation.not-told', error))
}
