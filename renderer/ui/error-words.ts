import type { AppError, ErrorCode } from '../../electron/shared/error-codes.js'
import { readPatTokenError } from '../../electron/shared/pat-errors.js'
import { siteOf } from '../../electron/shared/site.js'
import { answered, factText, organizationOf, say, theOrganization, withFact } from './error-sentence.js'
import type { ErrorWords, Facts, Words } from './error-sentence.js'
import { keychainWords } from './keychain-words.js'
import { networkWords } from './network-words.js'
import { patErrorWords } from './pat-error-words.js'
import { signInWords } from './sign-in-words.js'
import { useWords } from './use-words.js'

export type { ErrorAction } from './error-sentence.js'

/** Words for every expected failure: what happened, why, and what to do. */
const errorWords: Readonly<Record<ErrorCode, Words>> = {
  ...signInWords,
  ...networkWords,

  'organization-not-found': (facts) =>
    say(
      `${theOrganization(facts)} was not found`,
      siteOf(factText(facts, 'organization') ?? '').kind === 'server'
        ? 'That Server knows no collection of that name. Check the spelling, or paste an address from the browser.'
        : 'Azure DevOps knows no organization of that name, or hides it from you. Check the spelling, or paste an address from the browser.'
    ),
  'access-denied': (facts) =>
    say(
      `${theOrganization(facts)} refused it`,
      `The account that is signed in may not do this there.${answered(facts)} Sign in with another account, or ask an administrator.`,
      'sign-in',
      'switch-way'
    ),
  'policy-forbids': (facts) =>
    say(
      `A policy of ${organizationOf(facts)} forbids this token`,
      `Its administrators limit which tokens may be made.${answered(facts)} Change the scopes or the end, or ask an administrator.`
    ),
  'request-refused': (facts) =>
    say(
      'Azure DevOps refused the request',
      `Something in it was not accepted.${answered(facts)} Change the name, the scopes or the end, and try again.`,
      'switch-way'
    ),
  'create-answer-lost': lostWords,
  'create-cancelled': say(
    'Nothing was made',
    'You cancelled before Azure DevOps made a token. Your draft is kept.',
    'retry',
    'switch-way'
  ),

  'clipboard-empty': say(
    'The clipboard is empty',
    'Copy the token on the page: it is shown once, right after “Create”. Then paste again.'
  ),
  'clipboard-refused': say(
    'The clipboard cannot be used now',
    'This system refused it; another program may be holding it. Nothing was copied. Try again in a moment.',
    'retry'
  ),
  'unlikely-token': unlikelyWords,
  'token-not-accepted': (facts) =>
    say(
      'The token does not work',
      `${theOrganization(facts)} does not accept it: it may be cut off, ended, revoked, or without the scope for this.`
    ),

  ...keychainWords,
  'vault-missing': say(
    'The keychain does not have this token',
    'It was removed outside this app. A token cannot be shown twice: make a new one, and revoke this one.'
  ),

  ...useWords,

  'git-missing': say(
    'Git was not found',
    'Install it, or name its place in Settings if it is there.',
    'settings',
    'retry'
  ),
  'git-no-helper': (facts) =>
    say(
      'Git has nowhere to keep a token',
      `No credential helper is set up.${withFact(facts, 'helper', (helper) => ` On this computer ${helper} is the right one.`)} Set one up first; nothing was changed.`,
      'retry',
      'help-git'
    ),
  'git-plain-text-helper': (facts) =>
    say(
      'Git would write the token as plain text',
      `Its helper “store” keeps it readable in ${factText(facts, 'file') ?? 'a file'}. Nothing was handed over.`,
      'retry',
      'help-git'
    ),
  'git-needs-no-token': say(
    'Git needs no token here',
    'Git Credential Manager signs in by itself. Nothing was handed over.'
  ),
  'git-proof-failed': (facts) =>
    say(
      'Git does not use the token',
      factText(facts, 'step') === 'ls-remote'
        ? `Git has the token, but could not read a repository${withFact(facts, 'host', (host) => ` at ${host}`)} with it. What Git had before, it has again.`
        : `It was handed over, then asked for again${withFact(facts, 'host', (host) => ` for ${host}`)}, and another answer came. What Git had before, it has again.`,
      'retry',
      'help-git'
    ),
  'git-failed': (facts) =>
    say(
      'Git reported an error',
      `The hand-over stopped and nothing was kept.${withFact(facts, 'step', (step) => ` “git ${step}” ended with code ${factText(facts, 'code') ?? '1'}.`)} Check that Git works in a terminal, then try again.`,
      'retry',
      'help-git'
    ),

  'no-repository': (facts) =>
    say(
      'This is no Git repository',
      `Git finds none in ${factText(facts, 'folder') ?? 'the folder'}. Choose the folder of a clone.`
    ),

  'token-unknown': say('This token is not on the list any more', 'It was removed meanwhile.'),
  busy: say('Something else is going on with this token', 'Wait for it to end, then try again.', 'retry'),
  'invalid-input': say('That cannot be done', 'Something in it is not allowed. Check what you entered.'),
  internal: say(
    'Something in this app went wrong',
    'It is a fault of Token Tray, not yours. Its log has the details. Try again, or start the app anew.',
    'retry'
  )
}

/** The words for one failure, with its facts in them. A known refusal of the token API has words of its own. */
export function wordsFor({ code, facts }: AppError): ErrorWords {
  const refusal = readPatTokenError(factText(facts, 'patTokenError') ?? '')
  if (refusal === null) return filled(errorWords[code], facts)
  const words = filled(patErrorWords[refusal], facts)
  const said = withFact(facts, 'serviceMessage', () => answered(facts))
  return { ...words, text: `${words.text}${said}` }
}

const filled = (words: Words, facts: Facts): ErrorWords =>
  typeof words === 'function' ? words(facts) : words

/** `found` tokens of that name are in the service's list; -1 where it could not be read. */
function lostWords(facts: Facts): ErrorWords {
  const found = Number(facts['found'] ?? -1)
  const title = 'The answer of Azure DevOps was lost'
  if (found > 0) {
    const many = found === 1 ? 'The token was made' : `${found} tokens of that name were made`
    return say(
      title,
      `${many}, but the value did not arrive and cannot be shown again. Revoke ${found === 1 ? 'it' : 'them'} under Tokens, then make a new one.`,
      'see-token'
    )
  }
  if (found === 0) {
    return say(
      title,
      `No token of that name is in ${organizationOf(facts)}, so you can try again. This app goes on looking: should one appear, it is under Tokens, to be revoked.`,
      'retry',
      'switch-way'
    )
  }
  return say(
    title,
    `Whether the token was made is not known, because ${organizationOf(facts)} cannot be asked now. This app looks again by itself. A token that is found then is under Tokens, to be revoked.`
  )
}

/** By `reason` of `domain/token-form.ts`. */
function unlikelyWords(facts: Facts): ErrorWords {
  const copy = 'Copy the token on the page and paste again'
  const length = withFact(facts, 'length', (count) => `${count} characters`)
  switch (factText(facts, 'reason')) {
    case 'too-long':
      return say(
        'That is not a token',
        `The clipboard has ${length || 'more characters'}, more than any token, so it was sent nowhere. ${copy}.`
      )
    case 'line-breaks':
      return say(
        'That is not a token',
        `The clipboard has several lines, or signs that no token has, so it was sent nowhere. ${copy}.`
      )
    case 'white-space':
      return unlikely(`There are spaces in what is on the clipboard, and a token has none. ${copy}`)
    case 'strange-characters':
      return unlikely(`There are letters on the clipboard that no token has. ${copy}`)
    default:
      return unlikely(
        `A token has 84 characters with AZDO near the end, or 52 on some Servers${length === '' ? '' : `; this has ${length}`}. ${copy}`
      )
  }
}

const unlikely = (text: string): ErrorWords =>
  say('That does not look like a token', `${text}, or send it anyway. Nothing was sent yet.`, 'anyway')
