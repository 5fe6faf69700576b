import type { RevokeReport, RevokeStep } from '../../electron/shared/outcome-view.js'
import { sentenceOf } from '../ui/error-words.js'

/** In the order in which they are told. */
export const revokeParts = ['service', 'git', 'files', 'keychain'] as const

const stepsIn = (report: RevokeReport): readonly RevokeStep[] => revokeParts.map((part) => report[part])

/** Is there something to try again? */
export const hasFailed = (report: RevokeReport): boolean =>
  stepsIn(report).some(({ state }) => state === 'failed')

/** Is nothing left to do, for the app or the person? */
export const isWhole = (report: RevokeReport): boolean =>
  stepsIn(report).every(({ state }) => state === 'done' || state === 'not-needed')

/** A whole report in one line, for a list of several. */
export function outcomeWords(report: RevokeReport): string {
  const failed = stepsIn(report).find((step) => step.state === 'failed')
  if (failed !== undefined) return `Not finished. ${sentenceOf(failed.error)}`
  return isWhole(report) ? 'Revoked, and erased here.' : 'Erased here. Revoke it on its page, which is open.'
}
