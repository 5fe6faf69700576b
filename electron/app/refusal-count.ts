import type { Log, LogFields } from '../services/ports/log.js'
import type { AppError } from '../shared/error-codes.js'

/** What a message that is not answered gets. */
export const refused: AppError = { code: 'invalid-input', facts: {} }

/** How often each kind of message was refused since the app started. */
export interface RefusalCount {
  refuse(event: string, fields?: LogFields): void
  counts(): Readonly<Record<string, number>>
}

/** Counts all, and logs the first, the tenth, the hundredth …, so that a flood does not wash the log away. */
export function createRefusalCount(log: Pick<Log, 'warn'>): RefusalCount {
  const counts = new Map<string, number>()
  return {
    refuse: (event, fields = {}) => {
      const count = (counts.get(event) ?? 0) + 1
      counts.set(event, count)
      if (Number.isInteger(Math.log10(count))) log.warn(event, { ...fields, count })
    },
    counts: () => Object.fromEntries(counts)
  }
}
