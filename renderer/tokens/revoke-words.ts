import type { UseView } from '../../electron/shared/consumer-view.js'
import type { Result } from '../../electron/shared/error-codes.js'
import type { RevokeReport } from '../../electron/shared/outcome-view.js'
import { siteName } from '../../electron/shared/site.js'
import type { TokenView } from '../../electron/shared/view.js'
import { sentenceOf } from '../ui/error-words.js'
import { entryWords, placeName, usesOf } from './use-names.js'

export type RevokeOutcome = Result<RevokeReport>

/** In the order in which they are told: what each part is called (null: the organization), and what is done there. */
const parts = [
  ['service', null, 'revoked'],
  ['git', 'Git on this computer', 'taken out'],
  ['files', 'Files of other tools', 'taken out'],
  ['keychain', 'Keychain', 'erased']
] as const

/** Is nothing left to do, for the app or the person? */
export const isGood = (outcome: RevokeOutcome | undefined): boolean =>
  outcome?.ok === true && parts.every(([part]) => ['done', 'not-needed'].includes(outcome.value[part].state))

/** Is there something to try, or to try again? */
export const canTryAgain = (outcome: RevokeOutcome | undefined): boolean =>
  outcome?.ok !== true || parts.some(([part]) => outcome.value[part].state === 'failed')

/** What a revoke comes to, a line for each thing that breaks. */
export function breaksLines(token: TokenView): readonly string[] {
  if (token.revokeFailed) return ['What did not go through the last time is tried again.']
  if (token.stray) return ['Nobody has its value, so nothing breaks.']
  const uses = usesOf(token)
  const lines = [
    ...uses.map((use) => breaksWords(use, token)),
    `${uses.length > 0 ? 'Everything else' : 'Everything'} that you gave the token to breaks.`
  ]
  return token.origin === 'assisted'
    ? [...lines, 'You made it by hand, so you also revoke it by hand: its page opens in your browser.']
    : lines
}

function breaksWords(use: UseView, { organization }: TokenView): string {
  if (use.kind === 'git') return `${use.name}: it cannot reach ${siteName(organization)} with it any more.`
  if (use.kind === 'manual') return `${use.name}, which you look after, breaks.`
  return `${placeName(use)}${use.entry === '' ? '' : `: ${entryWords(use.entry)}`}. The token is taken out of the file.`
}

/** What became of a revoke, a line for each part that was needed. */
export function outcomeLines(outcome: RevokeOutcome, { organization }: TokenView): readonly string[] {
  if (!outcome.ok) return [`Not revoked. ${sentenceOf(outcome.error)}`]
  return parts.flatMap(([part, name, done]): readonly string[] => {
    const step = outcome.value[part]
    const where = name ?? siteName(organization)
    switch (step.state) {
      case 'not-needed':
        return []
      case 'done':
        return [`${where}: ${done}.`]
      case 'by-hand':
        return [
          'Its page is open in your browser: choose the token there, then Revoke. After that, remove it from the list here.'
        ]
      case 'failed':
        return [`${where}: not done. ${sentenceOf(step.error)}`]
    }
  })
}
