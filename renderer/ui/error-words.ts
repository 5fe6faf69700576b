import type { AppError, ErrorCode } from '../../electron/shared/error-codes.js'

/** What a person can do about a failure. A notice shows those that its screen can offer. */
export type ErrorAction =
  'retry' | 'sign-in' | 'by-hand' | 'settings' | 'help-keychain' | 'help-git' | 'help-app'

export interface ErrorWords {
  /** What happened. */
  readonly title: string
  /** Why, and what to do. */
  readonly text: string
  readonly actions: readonly ErrorAction[]
}

type Facts = AppError['facts']
type Words = ErrorWords | ((facts: Facts) => ErrorWords)

const organizationOf = (facts: Facts): string => text(facts, 'organization') ?? 'The organization'

function text(facts: Facts, name: string): string | null {
  const fact = facts[name]
  return fact === undefined || fact === '' ? null : String(fact)
}

const say = (title: string, text: string, ...actions: readonly ErrorAction[]): ErrorWords => ({
  title,
  text,
  actions
})

/** What the service itself said, where it said something. */
function answered(facts: Facts): string {
  const message = text(facts, 'serviceMessage')
  const code = text(facts, 'patTokenError')
  const number = text(facts, 'status')
  const words = [message, code ?? (number === null ? null : `HTTP ${number}`)].filter((word) => word !== null)
  return words.length === 0 ? '' : ` Azure DevOps answered: ${words.join(' · ')}.`.replace('..', '.')
}

/** Words for every expected failure: what happened, why, and what to do. */
export const errorWords: Readonly<Record<ErrorCode, Words>> = {
  'client-id-missing': say(
    'Your own sign-in is not set up',
    'It needs the client id of an app registration. Set it in Settings, or make the token on the token page.',
    'by-hand',
    'settings',
    'help-app'
  ),
  'sign-in-again': say('Your sign-in has ended', 'Sign in again. Your draft is kept.', 'sign-in'),
  'sign-in-cancelled': say(
    'The sign-in was cancelled',
    'Nothing was changed. Your draft is kept.',
    'sign-in'
  ),
  'sign-in-timed-out': say(
    'The sign-in was not finished',
    'The browser did not come back within five minutes. Your draft is kept.',
    'sign-in'
  ),
  'sign-in-refused': (facts) =>
    say(
      'The sign-in was refused',
      `Microsoft Entra did not let you in${detail(facts)}. Check the client id and the tenant in Settings, or sign in with another account.`,
      'sign-in',
      'by-hand',
      'settings'
    ),
  'consent-needed': say(
    'An administrator has to allow this app first',
    'Your company has not given this app registration its consent. Ask an administrator, or make the token on the token page.',
    'by-hand',
    'help-app',
    'sign-in'
  ),
  'browser-not-opened': (facts) =>
    say(
      'The browser did not open',
      `This computer refused to open an address.${paren(' Open it yourself: ', text(facts, 'address'))}`,
      'retry'
    ),

  offline: (facts) =>
    say(
      'No connection',
      `${text(facts, 'host') ?? 'Azure DevOps'} cannot be reached from this computer. Check the network, then try again.`,
      'retry'
    ),
  'proxy-login-needed': say(
    'The network asks for a log-in',
    'The proxy of this network wants a user name and a password. Log in, then try again.',
    'retry'
  ),
  'certificate-refused': (facts) =>
    say(
      'The connection is not trusted',
      `The certificate of ${text(facts, 'host') ?? 'the service'} is not one that this computer trusts. On a company network, its certificate authority may be missing: ask who runs the network.`,
      'retry'
    ),
  'timed-out': say('No answer in time', 'Azure DevOps took too long. Try again in a moment.', 'retry'),
  'rate-limited': (facts) =>
    say(
      'Azure DevOps asks for a pause',
      `Too many requests came from your account. Try again in ${text(facts, 'retryAfterSeconds') ?? '60'} seconds.`,
      'retry'
    ),
  'service-unavailable': (facts) =>
    say(
      'Azure DevOps has a problem',
      `The service could not answer.${answered(facts)} Try again later.`,
      'retry'
    ),
  'unexpected-answer': (facts) =>
    say(
      'An answer that was not expected',
      `Azure DevOps answered in a form that this app does not know.${answered(facts)} Look under Tokens before you try again.`,
      'retry'
    ),

  'organization-not-found': (facts) =>
    say(
      `${organizationOf(facts)} was not found`,
      'Azure DevOps knows no organization of that name, or hides it from you. Check the spelling, or paste an address from the browser.'
    ),
  'access-denied': (facts) =>
    say(
      `${organizationOf(facts)} refused it`,
      `The account that is signed in may not do this there.${answered(facts)} Sign in with another account, or ask an administrator.`,
      'sign-in'
    ),
  'policy-forbids': policyWords,
  'request-refused': (facts) =>
    say(
      'Azure DevOps refused the request',
      `Something in it was not accepted.${answered(facts)} Change the name, the scopes or the end, and try again.`
    ),
  'conditional-access': (facts) =>
    say(
      'A sign-in rule of your company stands in the way',
      `Conditional access was not met: this device, network or sign-in does not count as safe enough.${answered(facts)} Sign in again in full, or ask an administrator.`,
      'sign-in'
    ),

  'clipboard-empty': say(
    'The clipboard is empty',
    'Copy the token on the page: it is shown once, right after “Create”. Then paste again.'
  ),
  'token-not-accepted': (facts) =>
    facts['sent'] === false
      ? say(
          'That is not a token',
          'What is on the clipboard cannot be one, so it was sent nowhere. Copy the token on the page and paste again.'
        )
      : say(
          'The token does not work',
          `${organizationOf(facts)} does not accept it: it may be cut off, ended, revoked, or without the scope for this.`
        ),

  'no-protected-store': say(
    'There is no keychain on this computer',
    'No protected store answers, and Token Tray never writes a token as plain text.',
    'retry',
    'help-keychain'
  ),
  'vault-locked': say('Your keychain is locked', 'Unlock it and try again.', 'retry'),
  'vault-dismissed': say(
    'The keychain stayed locked',
    'Its question was closed without an answer. Try again.',
    'retry'
  ),
  'vault-no-answer': say(
    'The keychain does not answer',
    'It may wait for you in another window. Look there, then try again.',
    'retry'
  ),
  'vault-missing': say(
    'The keychain does not have this token',
    'It was removed outside this app. A token cannot be shown twice: make a new one, and revoke this one.'
  ),
  'vault-failed': say(
    'The keychain refused',
    'Writing to it, or reading back, did not work.',
    'retry',
    'help-keychain'
  ),

  'git-missing': say('Git is not on this computer', 'Install Git, then try again.', 'retry'),
  'git-no-helper': say(
    'Git has nowhere to keep a token',
    'No credential helper is set up. Set one up first; nothing was changed.',
    'retry',
    'help-git'
  ),
  'git-plain-text-helper': (facts) =>
    say(
      'Git would write the token as plain text',
      `The helper ${text(facts, 'helper') ?? '“store”'} keeps it readable in a file. Nothing was handed over.`,
      'retry',
      'help-git'
    ),
  'git-needs-no-token': say(
    'Git needs no token here',
    'Git Credential Manager signs in by itself. Nothing was handed over.'
  ),
  'git-proof-failed': (facts) =>
    say(
      'Git did not give the token back',
      `It was handed over, then asked for again, and another answer came.${paren(' Helper: ', text(facts, 'helper'))} What was written was taken back.`,
      'retry',
      'help-git'
    ),
  'git-failed': (facts) =>
    say(
      'Git reported an error',
      `The hand-over stopped and nothing was kept.${paren(' Git said: ', text(facts, 'message'))}`,
      'retry',
      'help-git'
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

/** The words for one failure, with its facts in them. */
export function wordsFor(error: AppError): ErrorWords {
  const words = errorWords[error.code]
  return typeof words === 'function' ? words(error.facts) : words
}

function detail(facts: Facts): string {
  const code = text(facts, 'entraCode') ?? text(facts, 'code')
  return code === null ? '' : ` (${code})`
}

function paren(before: string, fact: string | null): string {
  return fact === null ? '' : `${before}${fact}`
}

/** azure-devops.md 1.7 and 5.1: which policy, and what is left to do. */
function policyWords(facts: Facts): ErrorWords {
  const organization = organizationOf(facts)
  switch (text(facts, 'patTokenError')?.toLowerCase()) {
    case 'fullscopepatpolicyviolation':
      return say(
        `${organization} does not allow full-access tokens`,
        'Go back and choose scopes, or ask an administrator.'
      )
    case 'patlifespanpolicyviolation':
      return say(
        `${organization} does not allow so long a life`,
        'Go back and choose an earlier end, or ask an administrator.'
      )
    case 'disablepatcreationpolicyviolation':
      return say(
        `${organization} does not let you create tokens`,
        'Only people on an allow list may. Ask an administrator, or try a token for packages only.'
      )
    default:
      return say(
        `A policy of ${organization} forbids this token`,
        `Its administrators limit which tokens may be made.${answered(facts)} Change the scopes or the end, or ask an administrator.`
      )
  }
}
