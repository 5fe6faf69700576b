import { day } from '../../electron/shared/expiry.js'

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
