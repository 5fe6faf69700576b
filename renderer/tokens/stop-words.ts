import type { StopCause, StopExplanation } from '../../electron/shared/outcome-view.js'

/** What helps against a cause; the panel has a button for each. */
export type StopStep = 'git' | 'successor' | 'token-page'

interface StopWords {
  readonly title: string
  /** What follows from it, and what to do. */
  readonly text: string
  readonly steps: readonly StopStep[]
}

const say = (title: string, text: string, ...steps: readonly StopStep[]): StopWords => ({
  title,
  text,
  steps
})

/** Every cause in words, with its next step (azure-devops.md 5.1 to 5.3). */
export const stopWords: Readonly<Record<StopCause, StopWords>> = {
  works: say(
    'It works',
    'Azure DevOps accepts it. If something refuses all the same, that needs a scope which this token does not have, or holds another token.',
    'successor'
  ),
  expired: say('It has ended', 'A token that is over cannot be revived. Make its successor.', 'successor'),
  revoked: say(
    'It was revoked',
    'You, an administrator, or Azure DevOps itself took it back. Make another if you still need one.',
    'successor'
  ),
  'all-organizations-ended': say(
    'Tokens for all organizations have stopped',
    'Azure DevOps ended them on Tuesday, 1 December 2026. Make one for each organization that you use.',
    'successor'
  ),
  'lacks-scope': say(
    'It lacks a scope',
    'The token works, but may not do what was asked of it. Make another with the right scopes.',
    'successor'
  ),
  inactive: say(
    'You have not signed in for a long time',
    'After about 90 days without a sign-in, or after a new password, tokens rest. Sign in to Azure DevOps once in the browser, then try again.',
    'token-page'
  ),
  policy: say(
    'A policy stands in the way',
    'Administrators can limit which tokens work, and from where. Ask one, or make a token that complies.',
    'successor'
  ),
  network: say(
    'The network stands in the way',
    'Azure DevOps was not reached, so the token itself may be fine.'
  ),
  'git-erased': say(
    'Git has erased it',
    'The token works, but Git does not have it any more: it erases one after a single refusal. Hand it over again.',
    'git'
  ),
  'not-kept': say(
    'Its value is not here',
    'Nobody can ask with it. It may work where you use it; if not, revoke it and make another.',
    'successor'
  ),
  'cannot-tell': say(
    'This cannot be told from here',
    'Look at it on the token page of Azure DevOps.',
    'token-page'
  )
}

/** How sure the answer is, as the end of the story. */
export const sureWords: Readonly<Record<StopExplanation['sure'], string>> = {
  service: 'Azure DevOps says so.',
  'this-computer': 'This computer knows it by itself.',
  likely: 'This is likely, not certain.'
}
