import type { RevokeReport, RevokeStep } from '../../electron/shared/outcome-view.js'
import { wordsFor } from '../ui/error-words.js'

const stepsIn = ({ service, git, files, keychain }: RevokeReport): readonly RevokeStep[] => [
  service,
  git,
  files,
  keychain
]

/** Is there something to try again? */
export const hasFailed = (report: RevokeReport): boolean =>
  stepsIn(report).some(({ state }) => state === 'failed')

/** Is nothing left to do, for the app or the person? */
export const isWhole = (report: RevokeReport): boolean =>
  stepsIn(report).every(({ state }) => state === 'done' || state === 'not-needed')

/** A whole report in one line, for a list of several. */
export function outcomeWords(report: RevokeReport): string {
  const failed = stepsIn(report).find((step) => step.state === 'failed')
  if (failed !== undefined) {
    const { title, text } = wordsFor(failed.error)
    return `Not finished. ${title}. ${text}`
  }
  return isWhole(report) ? 'Revoked, and erased here.' : 'Erased here. Revoke it on its page, which is open.'
}
