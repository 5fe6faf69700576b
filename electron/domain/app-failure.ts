import type { AppError, ErrorCode } from '../shared/error-codes.js'

/**
 * An expected failure on its way up. The router turns it into a `Result`; anything else that is thrown is a
 * bug, logged with its stack and shown as `internal`.
 */
export class AppFailure extends Error {
  readonly code: ErrorCode
  readonly facts: AppError['facts']

  constructor(code: ErrorCode, facts: AppError['facts'] = {}, options?: { cause?: unknown }) {
    super(code, options)
    this.name = 'AppFailure'
    this.code = code
    this.facts = facts
  }
}

/** The failure as data, for views and reports. Anything that is not an `AppFailure` becomes `internal`. */
export function asAppError(failure: unknown): AppError {
  return failure instanceof AppFailure
    ? { code: failure.code, facts: failure.facts }
    : { code: 'internal', facts: {} }
}

/** For a `catch`: what an expected failure stands for. Anything else is a bug and thrown on. */
export const otherwise =
  <T>(stand: (failure: AppFailure) => T) =>
  (error: unknown): T => {
    if (error instanceof AppFailure) return stand(error)
    throw error
  }
