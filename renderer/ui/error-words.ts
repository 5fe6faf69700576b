import type { AppError, ErrorCode } from '../../electron/shared/error-codes.js'
import { readPatTokenError } from '../../electron/shared/pat-errors.js'
import { factText, filled, say, type ErrorWords, type Words } from './error-sentence.js'
import { keychainWords } from './keychain-words.js'
import { networkWords } from './network-words.js'
import { patErrorWords } from './pat-error-words.js'
import { signInWords } from './sign-in-words.js'
import { useWords } from './use-words.js'

const lostUnknown =
  'The answer of Azure DevOps was lost | Whether the token was made is not known, because {organization} cannot be asked now. This app looks again by itself. A token that is found then is under Tokens, to be revoked.'

/** Words for every expected failure: what happened, why, and what to do. */
export const errorWords: Readonly<Record<ErrorCode, Words>> = {
  ...signInWords,
  ...networkWords,

  'organization-not-found': {
    by: 'site',
    server:
      '{Organization} was not found | That Server knows no collection of that name. Check the spelling, or paste an address from the browser.',
    otherwise:
      '{Organization} was not found | Azure DevOps knows no organization of that name, or hides it from you. Check the spelling, or paste an address from the browser.'
  },
  /** `owner`: whose token it is, where another account acts for the organization. */
  'access-denied': {
    by: 'owner',
    '': '{Organization} refused it | The account that is signed in may not do this there.[ {answered}] Sign in with another account, or ask an administrator. | sign-in, switch-way',
    otherwise:
      'Another account is signed in | The token belongs to {owner}, and only that account can change, renew or revoke it. Sign in as {owner}, in this app or in Azure CLI, and try again. | sign-in, switch-way'
  },
  'policy-forbids':
    'A policy of {organization} forbids this token | Its administrators limit which tokens may be made.[ {answered}] Change the scopes or the end, or ask an administrator.',
  'request-refused':
    'Azure DevOps refused the request | Something in it was not accepted.[ {answered}] Change the name, the scopes or the end, and try again. | switch-way',
  /** `found` tokens of that name are in the service's list; -1 where it could not be read. */
  'create-answer-lost': {
    by: 'found',
    '': lostUnknown,
    '-1': lostUnknown,
    '0': 'The answer of Azure DevOps was lost | No token of that name is in {organization}, so you can try again. This app goes on looking: should one appear, it is under Tokens, to be revoked. | retry, switch-way',
    '1': 'The answer of Azure DevOps was lost | The token was made, but the value did not arrive and cannot be shown again. Revoke it under Tokens, then make a new one. | see-token',
    otherwise:
      'The answer of Azure DevOps was lost | {found} tokens of that name were made, but the value did not arrive and cannot be shown again. Revoke them under Tokens, then make a new one. | see-token'
  },
  'create-cancelled':
    'Nothing was made | You cancelled before Azure DevOps made a token. Your draft is kept. | retry, switch-way',

  'clipboard-empty':
    'The clipboard is empty | Copy the token on the page: it is shown once, right after “Create”. Then paste again.',
  'clipboard-refused':
    'The clipboard cannot be used now | This system refused it; another program may be holding it. Nothing was copied. Try again in a moment. | retry',
  /** By `reason` of `domain/token-form.ts`. */
  'unlikely-token': {
    by: 'reason',
    'too-long':
      'That is not a token | The clipboard has {length:more} characters, more than any token, so it was sent nowhere. Copy the token on the page and paste again.',
    'line-breaks':
      'That is not a token | The clipboard has several lines, or signs that no token has, so it was sent nowhere. Copy the token on the page and paste again.',
    'white-space':
      'That does not look like a token | There are spaces in what is on the clipboard, and a token has none. Copy the token on the page and paste again, or send it anyway. Nothing was sent yet. | anyway',
    'strange-characters':
      'That does not look like a token | There are letters on the clipboard that no token has. Copy the token on the page and paste again, or send it anyway. Nothing was sent yet. | anyway',
    otherwise:
      'That does not look like a token | A token has 84 characters with AZDO near the end, or 52 on some Servers[; this has {length} characters]. Copy the token on the page and paste again, or send it anyway. Nothing was sent yet. | anyway'
  },
  'token-not-accepted':
    'The token does not work | {Organization} does not accept it: it may be cut off, ended, revoked, or without the scope for this.',

  ...keychainWords,
  'vault-missing':
    'The keychain does not have this token | It was removed outside this app.[ So nobody can tell whether {file} has it: look there, and take it out yourself if it is there.] A token cannot be shown twice: make a new one, and revoke this one.',

  ...useWords,

  'git-missing':
    'Git was not found | Install it, or name its place in Settings if it is there. | settings, retry',
  'git-no-helper':
    'Git has nowhere to keep a token | No credential helper is set up.[ On this computer {helper} is the right one.] Set one up first; nothing was changed. | retry, help-git',
  'git-plain-text-helper':
    'Git would write the token as plain text | Its helper “store” keeps it readable in {file:a file}. Nothing was handed over. | retry, help-git',
  'git-needs-no-token':
    'Git needs no token here | Git Credential Manager signs in by itself. Nothing was handed over.',
  'git-proof-failed': {
    by: 'step',
    'ls-remote':
      'Git does not use the token | Git has the token, but could not read a repository[ at {host}] with it. What Git had before, it has again. | retry, help-git',
    otherwise:
      'Git does not use the token | It was handed over, then asked for again[ for {host}], and another answer came. What Git had before, it has again. | retry, help-git'
  },
  'git-failed':
    'Git reported an error | The hand-over stopped and nothing was kept.[ “git {step}” ended with code {code:1}.] Check that Git works in a terminal, then try again. | retry, help-git',
  'no-repository':
    'This is no Git repository | Git finds none in {folder:the folder}. Choose the folder of a clone.',

  'token-unknown': 'This token is not on the list any more | It was removed meanwhile.',
  'invalid-input': 'That cannot be done | Something in it is not allowed. Check what you entered.',
  internal:
    'Something in this app went wrong | It is a fault of Token Tray, not yours. Its log has the details. Try again, or start the app anew. | retry'
}

/** A failure in one line, without what to do by buttons. */
export function sentenceOf(error: AppError): string {
  const { title, text } = wordsFor(error)
  return `${title}. ${text}`
}

/** The words for one failure, with its facts in them. A known refusal of the token API has words of its own. */
export function wordsFor({ code, facts }: AppError): ErrorWords {
  const refusal = readPatTokenError(factText(facts, 'patTokenError') ?? '')
  if (refusal === null) return say(errorWords[code], facts)
  const words = say(patErrorWords[refusal], facts)
  const added = factText(facts, 'serviceMessage') === null ? '' : filled('[ {answered}]', facts)
  return { ...words, text: `${words.text}${added}` }
}
