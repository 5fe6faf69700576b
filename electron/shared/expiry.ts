import type { TokenState } from './view.js'

/** Milliseconds. A day here is 24 hours: the service counts so, in UTC. */
export const day = 86_400_000
const hour = 3_600_000
/** Milliseconds. From here on a token counts as ending soon. */
export const endingSoonWithin = 7 * day
/** The longest life that the service gives (azure-devops.md 5.1). */
export const maximumLifeDays = 365
export const lifeChoices = [7, 30, 90] as const
/** Less than this is the way of clocks and roundings, not of a policy: policies count in days. */
const cutTolerance = hour

/** How long a token shall live, as chosen. `date` is `YYYY-MM-DD`. */
export type Life =
  { readonly kind: 'days'; readonly days: number } | { readonly kind: 'date'; readonly date: string }

export type LifeEnd =
  | { readonly kind: 'end'; readonly validTo: number }
  | { readonly kind: 'no-end'; readonly reason: 'not-a-date' | 'in-the-past' | 'over-a-year' }

/**
 * The end of a life that starts `now` (epoch milliseconds, as is the answer). A date means noon UTC: the only
 * hour at which it is that same date from UTC-12 to UTC+11.
 */
export function endOf(life: Life, now: number): LifeEnd {
  const validTo = life.kind === 'days' ? now + life.days * day : noonOf(life.date)
  if (Number.isNaN(validTo)) return { kind: 'no-end', reason: 'not-a-date' }
  if (validTo <= now) return { kind: 'no-end', reason: 'in-the-past' }
  if (validTo > now + maximumLifeDays * day) return { kind: 'no-end', reason: 'over-a-year' }
  return { kind: 'end', validTo }
}

function noonOf(date: string): number {
  const noon = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T12:00:00.000Z`) : Number.NaN
  // Date.parse takes 31 February for 3 March in some engines.
  return Number.isNaN(noon) || dateInUtc(noon) !== date ? Number.NaN : noon
}

/** `YYYY-MM-DD` of an instant in UTC: what a date field and the token page's `Expiration (UTC)` take. */
export function dateInUtc(instant: number): string {
  return iso(instant).slice(0, 10)
}

/** As it is written in records and views: ISO 8601, UTC. `instant` is epoch milliseconds. */
export const iso = (instant: number): string => new Date(instant).toISOString()

/** Good for nothing any more. */
export const isOver = (state: TokenState): boolean => state === 'expired' || state === 'revoked'

/** What an end means at `now` (both epoch milliseconds). Without a known end a token counts as active. */
export function stateAt(validTo: number | null, now: number): Exclude<TokenState, 'revoked'> {
  if (validTo === null) return 'active'
  if (validTo <= now) return 'expired'
  return validTo - now <= endingSoonWithin ? 'ending-soon' : 'active'
}

/** Milliseconds before the end at which reminders come: the days that a person chose, and always the last hour. */
export const leadTimesOf = (days: readonly number[]): readonly number[] => [
  ...days.map((one) => one * day),
  hour
]

/** Those lead times that a token which ends at `end` still has before it at `since` (both epoch milliseconds). */
export const leadTimesAfter = (leadTimes: readonly number[], end: number, since: number): readonly number[] =>
  // The service's clock and ours differ, and a token of a week is not reminded of as it is made.
  leadTimes.filter((step) => end - step > since + hour)

/**
 * When the first reminder comes of a token that is made `now` and ends at `validTo`, with `leadDays` chosen; all in
 * epoch milliseconds. Without a lead time that is left it comes at the end. Quiet hours may hold it back.
 */
export const firstReminder = (validTo: number, leadDays: readonly number[], now: number): number =>
  validTo - Math.max(0, ...leadTimesAfter(leadTimesOf(leadDays), validTo, now))

/** True when the service granted a shorter life than was asked for; unknown ends are no cut. */
export function isCutShort(requested: number | null, granted: number | null): boolean {
  return requested !== null && granted !== null && requested - granted > cutTolerance
}

/** The life in whole days that an end at `validTo` gives, seen from `now`. */
export function wholeDays(validTo: number, now: number): number {
  return Math.round((validTo - now) / day)
}

/** An instant as a day in `zone`, always with its weekday: `Thursday, 21 January 2027`. */
export const longDay = (instant: number, zone: string): string => dayIn(instant, zone, 'long')

/** As `longDay`, where there is little room: `Thu, 21 Jan 2027`. */
export const shortDay = (instant: number, zone: string): string => dayIn(instant, zone, 'short')

function dayIn(instant: number, zone: string, form: 'long' | 'short'): string {
  const part = partsOf(instant, zone, { weekday: form, day: 'numeric', month: form, year: 'numeric' })
  // Put together by hand: whether en-GB has a comma after the weekday depends on the engine's version.
  return `${part('weekday')}, ${part('day')} ${part('month')} ${part('year')}`
}

/** An instant as a time of day in `zone`: `09:05`. */
export function timeOfDay(instant: number, zone: string): string {
  const part = partsOf(instant, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return `${part('hour')}:${part('minute')}`
}

/** An instant as a day with its hour, where there is little room: `Thu, 21 Jan 2027, 14:05`. */
export const shortTime = (instant: number, zone: string): string =>
  `${shortDay(instant, zone)}, ${timeOfDay(instant, zone)}`

/** The parts of an instant (epoch milliseconds) in `zone` (an IANA name), in English; empty for one that is not asked for. */
export function partsOf(
  instant: number,
  zone: string,
  options: Intl.DateTimeFormatOptions
): (type: Intl.DateTimeFormatPartTypes) => string {
  const parts = formatter(zone, options).formatToParts(instant)
  return (type) => parts.find((part) => part.type === type)?.value ?? ''
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Made once for each zone and form: making one takes longer than a list of 1,000 dates has. */
function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`
  const known = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone })
  formatters.set(key, known)
  return known
}

/** How far off an end is, in days of the calendar of `zone`: `in 5 days`, `tomorrow`, `today`, `3 days ago`. */
export function daysAway(validTo: number, now: number, zone: string): string {
  const days = calendarDay(validTo, zone) - calendarDay(now, zone)
  if (days === 0) return validTo > now ? 'today' : 'earlier today'
  if (days === 1) return 'tomorrow'
  if (days === -1) return 'yesterday'
  return days > 0 ? `in ${days} days` : `${-days} days ago`
}

function calendarDay(instant: number, zone: string): number {
  const part = partsOf(instant, zone, { year: 'numeric', month: '2-digit', day: '2-digit' })
  return Math.round(Date.UTC(Number(part('year')), Number(part('month')) - 1, Number(part('day'))) / day)
}
