import { AppFailure } from '../domain/app-failure.js'
import type { Log, LogFields } from './ports/log.js'

/** For a `catch` that goes on: an expected failure is a warning with its code, anything else a bug. */
export const noted =
  (log: Log, event: string, fields: LogFields = {}) =>
  (error: unknown): void => {
    if (error instanceof AppFailure) log.warn(event, { ...fields, code: error.code })
    else log.bug(event, error)
  }

/** For a `catch` that goes on where the system may refuse in its own words: they become a warning. */
export const notedWords =
  (log: Pick<Log, 'warn'>, event: string) =>
  (error: unknown): void =>
    log.warn(event, { message: String(error) })
