import type { ErrorCode } from '../../electron/shared/error-codes.js'
import { answered, factText, say } from './error-sentence.js'
import type { Facts, Words } from './error-sentence.js'

type UseCode = Extract<
  ErrorCode,
  | 'file-not-readable'
  | 'file-not-written'
  | 'entry-missing'
  | 'entry-taken'
  | 'use-proof-failed'
  | 'backup-missing'
  | 'rotation-open'
  | 'rotation-elsewhere'
  | 'rotation-not-possible'
  | 'old-token-still-works'
>

const theFile = (facts: Facts): string => factText(facts, 'file') ?? 'The file'

const obstacles: Readonly<Record<string, string>> = {
  ended: 'It has ended or was revoked. Make its successor with “Make another like this”.',
  'all-organizations':
    'Tokens for all organizations are retired. Make one for each organization that needs it.',
  stray: 'Nobody has its value, so nothing uses it. Revoke it.',
  'revoke-left': 'You revoked it, and that is not finished: try the revoke again.',
  'has-successor': 'Its successor is there already: see the newer token of this name in the list.',
  'not-open': 'No renewal of it is under way any more.'
}

/** Words for what can go wrong in files of other tools, and in renewals. */
export const useWords: Readonly<Record<UseCode, Words>> = {
  'file-not-readable': (facts) => {
    const line = factText(facts, 'line')
    const said = factText(facts, 'serviceMessage')
    if (said !== null)
      return say(
        `${theFile(facts)} cannot be read`,
        `The disk says ${said}. It was left as it is. Look at its permissions and at the disk, then try again.`,
        'retry'
      )
    return say(
      `${theFile(facts)} cannot be read`,
      `${line === null ? 'It is not in the form that its tool expects.' : `Line ${line} is not in the form that its tool expects.`} It was left as it is. Mend it, then try again.`,
      'retry'
    )
  },
  'file-not-written': (facts) =>
    say(
      `${theFile(facts)} could not be written`,
      `It is as it was before.${answered(facts)} Look at its permissions and at the space on the disk, then try again.`,
      'retry'
    ),
  'entry-missing': (facts) =>
    say(
      `${theFile(facts)} does not have this token`,
      'It was changed outside this app, and was left as it is. If the token belongs there, write it again under Uses. If not, remove the place from the token. Then try again.'
    ),
  'entry-taken': (facts) =>
    say(
      `${theFile(facts)} has another token`,
      'It is neither the old one nor the new one: it was put there outside this app, and was left as it is. If the token of this app belongs there, write it again under Uses. If not, remove the place from the token. Then try again.'
    ),
  'use-proof-failed': (facts) =>
    say(
      'It does not work there yet',
      `${theFile(facts)} has the token, but a request with it was not accepted.${answered(facts)} Nothing was revoked.`,
      'retry'
    ),
  'backup-missing': (facts) =>
    say(`${theFile(facts)} cannot be brought back`, 'The copy from before our first change is not there.'),
  'rotation-open': (facts) => {
    const name = factText(facts, 'name')
    return say(
      `${name === null ? 'This token' : `“${name}”`} is being renewed`,
      'That goes first. Let it end, or give it up: how far it is stands with the token.'
    )
  },
  'rotation-elsewhere': say(
    'This token seems to have been renewed on another computer',
    'Azure DevOps lists a newer one with its name. Look at the list before you make another.'
  ),
  'rotation-not-possible': (facts) =>
    say(
      'This token cannot be renewed',
      obstacles[factText(facts, 'reason') ?? ''] ?? obstacles['ended'] ?? ''
    ),
  'old-token-still-works': say(
    'The old token still works',
    'Azure DevOps says that it is revoked, but still accepts it. That can take some minutes; it is tried again.',
    'retry'
  )
}
