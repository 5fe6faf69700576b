import type { StopCause, StopExplanation } from '../../electron/shared/outcome-view.js'

/** What helps against a cause, as its button says it. */
export const stopSteps = {
  git: 'Hand over again',
  successor: 'Make its successor',
  'token-page': 'Open the token page'
} as const
export type StopStep = keyof typeof stopSteps

/** `title | what follows from it, and what to do | step` for every cause (azure-devops.md 5.1 to 5.3). */
export const stopWords: Readonly<Record<StopCause, `${string} | ${string} | ${StopStep | 'nothing'}`>> = {
  works:
    'It works | Azure DevOps accepts it. If something refuses all the same, that needs a scope which this token does not have, or holds another token. | successor',
  expired: 'It has ended | A token that is over cannot be revived. Make its successor. | successor',
  revoked:
    'It was revoked | You, an administrator, or Azure DevOps itself took it back. Make another if you still need one. | successor',
  'all-organizations-ended':
    'Tokens for all organizations have stopped | Azure DevOps ended them on Tuesday, 1 December 2026. Make one for each organization that you use. | successor',
  'lacks-scope':
    'It lacks a scope | The token works, but may not do what was asked of it. Make another with the right scopes. | successor',
  inactive:
    'You have not signed in for a long time | After about 90 days without a sign-in, or after a new password, tokens rest. Sign in to Azure DevOps once in the browser, then try again. | token-page',
  policy:
    'A policy stands in the way | Administrators can limit which tokens work, and from where. Ask one, or make a token that complies. | successor',
  network:
    'The network stands in the way | Azure DevOps was not reached, so the token itself may be fine. | nothing',
  'git-erased':
    'Git has erased it | The token works, but Git does not have it any more: it erases one after a single refusal. Hand it over again. | git',
  'not-kept':
    'Its value is not here | Nobody can ask with it. It may work where you use it; if not, revoke it and make another. | successor',
  'cannot-tell': 'This cannot be told from here | Look at it on the token page of Azure DevOps. | token-page'
}

/** A cause in words, with its next step. */
export function aboutStop(cause: StopCause) {
  const [title = '', text = '', step] = stopWords[cause].split(' | ')
  return { title, text, step: step as StopStep | 'nothing' }
}

/** How sure the answer is, as the end of the story. */
export const sureWords: Readonly<Record<StopExplanation['sure'], string>> = {
  service: 'Azure DevOps says so.',
  'this-computer': 'This computer knows it by itself.',
  likely: 'This is likely, not certain.'
}
