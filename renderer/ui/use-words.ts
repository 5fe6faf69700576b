import type { ErrorCode } from '../../electron/shared/error-codes.js'
import type { Words } from './error-sentence.js'

/** Words for what can go wrong in files of other tools, and in renewals. */
export const useWords = {
  'file-not-readable': {
    by: 'serviceMessage',
    '': '{file:The file} cannot be read | {place:It} is not in the form that its tool expects. It was left as it is. Mend it, then try again. | retry',
    otherwise:
      '{file:The file} cannot be read | The disk says {serviceMessage}. It was left as it is. Look at its permissions and at the disk, then try again. | retry'
  },
  'file-not-written':
    '{file:The file} could not be written | It is as it was before.[ {answered}] Look at its permissions and at the space on the disk, then try again. | retry',
  'entry-missing':
    '{file:The file} does not have this token | It was changed outside this app, and was left as it is. If the token belongs there, write it again under Uses. If not, remove the place from the token. Then try again.',
  'entry-taken':
    '{file:The file} has another token | It is neither the old one nor the new one: it was put there outside this app, and was left as it is. If the token of this app belongs there, write it again under Uses. If not, remove the place from the token. Then try again.',
  'use-proof-failed':
    'It does not work there yet | {file:The file} has the token, but a request with it was not accepted.[ {answered}] Nothing was revoked. | retry',
  'backup-missing':
    '{file:The file} cannot be brought back | The copy from before our first change is not there.',
  'rotation-open':
    '{token:This token} is being renewed | That goes first. Let it end, or give it up: how far it is stands with the token.',
  'rotation-elsewhere':
    'This token seems to have been renewed on another computer | Azure DevOps lists a newer one with its name. Look at the list before you make another.',
  'rotation-not-possible': {
    by: 'reason',
    'all-organizations':
      'This token cannot be renewed | Tokens for all organizations are retired. Make one for each organization that needs it.',
    stray: 'This token cannot be renewed | Nobody has its value, so nothing uses it. Revoke it.',
    'revoke-left':
      'This token cannot be renewed | You revoked it, and that is not finished: try the revoke again.',
    'has-successor':
      'This token cannot be renewed | Its successor is there already: see the newer token of this name in the list.',
    'not-open': 'This token cannot be renewed | No renewal of it is under way any more.',
    otherwise:
      'This token cannot be renewed | It has ended or was revoked. Make its successor with “Make another like this”.'
  },
  'old-token-still-works':
    'The old token still works | Azure DevOps says that it is revoked, but still accepts it. That can take some minutes; it is tried again. | retry'
} as const satisfies Partial<Readonly<Record<ErrorCode, Words>>>
