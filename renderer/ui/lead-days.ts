/** Days before an end, as they are typed: `14, 7, 3, 1`. Null where they cannot be read. Largest first. */
export function readLeadDays(text: string): readonly number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const days = [...new Set(parts.map(Number))].sort((one, other) => other - one)
  const fit = days.every((one) => Number.isInteger(one) && one >= 1 && one <= 365)
  return fit && days.length <= 10 ? days : null
}

export const leadDaysText = (days: readonly number[]): string => days.join(', ')

/** Why what was typed cannot be saved; null when it can. */
export const leadDaysProblem = (text: string): string | null =>
  readLeadDays(text) === null ? 'Give whole days from 1 to 365, ten at most: 14, 7, 3, 1' : null
