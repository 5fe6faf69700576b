import assert from 'node:assert/strict'
import type { RemindedToken, ReminderSettings } from '../../electron/domain/reminder-plan.js'
import type { SentReminder } from '../../electron/domain/sent-reminders.js'

const hour = 3_600_000
const day = 24 * hour

/** A moment of a token's end at which a person should hear of it. */
interface Milestone {
  readonly at: number
  readonly step: number
}

interface Heard extends Milestone {
  readonly clock: number
}

/**
 * Says which tokens must be in a notice, from a diary of all that a person heard and asked for: written from the
 * promises of the plan, on its own, with nothing of the plan in it.
 */
export function createOracle() {
  const diary = new Map<string, Heard[]>()
  const putOff = new Map<string, { asked: number; until: number }>()
  const page = (token: string, end: number): string => JSON.stringify([token, end])

  function milestones(
    { end, since, leadTimes }: RemindedToken,
    person: readonly number[],
    clock: number
  ): Milestone[] {
    const believed = since - clock > hour ? -Infinity : since
    const before = (leadTimes ?? person)
      .map((step) => ({ at: end! - step, step }))
      .filter(({ at }) => at - believed > hour)
    const after = [0, 1, 2].map((days) => ({ at: end! + days * day, step: 0 - days * day }))
    return [...before, ...after.filter(({ at }) => at > believed)].sort((one, other) => one.at - other.at)
  }

  /** The person hears of the newest milestone up to `horizon`, unless of it or, credibly, of a later one before. */
  function unheard(token: RemindedToken, list: readonly Milestone[], clock: number, horizon: number) {
    const newest = list.filter(({ at, step }) => at <= clock || (step > 0 && at <= horizon)).at(-1)
    const again = putOff.has(page(token.id, token.end!))
    const heard = diary.get(page(token.id, token.end!)) ?? []
    if (newest === undefined) return undefined
    if (again) return newest
    if (heard.some((one) => one.step === newest.step)) return undefined
    return heard.some((one) => one.at > newest.at && one.clock - clock <= hour) ? undefined : newest
  }

  function isOpen(token: RemindedToken, clock: number): boolean {
    if (token.end === null || token.revoked || token.muted) return false
    const asked = putOff.get(page(token.id, token.end))
    return asked === undefined || clock >= asked.until || asked.asked - clock > hour
  }

  return {
    /** What must be in the notice of this look: token and step. */
    expected(tokens: readonly RemindedToken[], settings: ReminderSettings, clock: number, zone: string) {
      const open = tokens
        .filter((token) => isOpen(token, clock))
        .map((token) => ({ token, list: milestones(token, settings.leadTimes, clock) }))
      const now = open.map(({ token, list }) => unheard(token, list, clock, clock))
      if (now.every((one) => one === undefined) || isSilent(settings, clock, zone)) return []
      return open.flatMap(({ token, list }, index) => {
        const step = (unheard(token, list, clock, clock + hour) ?? now[index])?.step
        return step === undefined ? [] : [{ token: token.id, step }]
      })
    },

    /** Writes a notice down. Fails where the person heard the same before and did not ask for it again. */
    hear(notice: readonly SentReminder[], clock: number): void {
      for (const { token, end, step } of notice) {
        const heard = diary.get(page(token, end)) ?? []
        const asked = putOff.delete(page(token, end))
        assert(asked || heard.every((one) => one.step !== step), `${token} hears ${step} twice`)
        diary.set(page(token, end), [
          ...heard.filter((one) => one.step !== step),
          { at: end - step, step, clock }
        ])
      }
    },

    snooze(token: string, end: number, clock: number, until: number): void {
      putOff.set(page(token, end), { asked: clock, until })
    }
  }
}

const clockFaces = new Map<string, Intl.DateTimeFormat>()

function clockFace(timeZone: string): Intl.DateTimeFormat {
  const face = clockFaces.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' })
  clockFaces.set(timeZone, face)
  return face
}

/** Read off the clock on the wall: right for quiet hours that neither begin nor end while clocks are turned. */
function isSilent({ pause, quietHours }: ReminderSettings, clock: number, zone: string): boolean {
  if (pause !== null && pause.from - clock <= hour && clock < pause.until) return true
  if (quietHours === null) return false
  const shown = clockFace(zone).format(clock)
  const minutes = Number(shown.slice(0, 2)) * 60 + Number(shown.slice(3, 5))
  const { from, to } = quietHours
  return from <= to ? from <= minutes && minutes < to : minutes >= from || minutes < to
}
