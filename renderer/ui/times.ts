import { useEffect, useState } from 'react'
import { day } from '../../electron/shared/expiry.js'

/** The wall time in epoch milliseconds, looked at again every `milliseconds` and when the window gets the focus. */
export function useNow(milliseconds: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const look = (): void => setNow(Date.now())
    const first = setTimeout(look, 0)
    const timer = setInterval(look, milliseconds)
    // Timers of a page in the background may be a minute late.
    window.addEventListener('focus', look)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
      window.removeEventListener('focus', look)
    }
  }, [milliseconds])
  return now
}

/** The person's time zone, as an IANA name. */
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

const minute = 60_000
const hour = 60 * minute

/** How long ago an instant was, both in epoch milliseconds: `a moment ago`, `5 minutes ago`, `2 days ago`. */
export function agoWords(instant: number, now: number): string {
  const passed = now - instant
  if (passed < minute) return 'a moment ago'
  const [count, unit] =
    passed < hour
      ? [Math.floor(passed / minute), 'minute']
      : passed < day
        ? [Math.floor(passed / hour), 'hour']
        : [Math.floor(passed / day), 'day']
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`
}

/** Whole seconds until an instant (ISO 8601), counted down; never less than none. */
export const useSecondsLeft = (until: string): number =>
  Math.max(0, Math.ceil((Date.parse(until) - useNow(1000)) / 1000))
