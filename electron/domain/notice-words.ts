import { daysAway, longDay } from '../shared/expiry.js'

/** The words of a desktop notice. */
export interface Notice {
  readonly title: string
  readonly body: string
}

/**
 * Says that a token ends soon: which, where, and when in the person's `zone` (an IANA name). `validTo` and `now`
 * are epoch milliseconds, UTC.
 */
export function endingNotice(
  token: { readonly name: string; readonly organization: string },
  validTo: number,
  now: number,
  zone: string
): Notice {
  return {
    title: `“${token.name}” ends ${daysAway(validTo, now, zone)}`,
    body: `This token of ${token.organization} ends on ${longDay(validTo, zone)} at ${timeOfDay(validTo, zone)}. Make a new one before then.`
  }
}

/** An instant (epoch milliseconds) as a time of day in `zone`: `09:05`. */
export function timeOfDay(instant: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone
  }).format(instant)
}
