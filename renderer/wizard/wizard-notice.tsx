import { ErrorNotice } from '../ui/error-notice.js'
import { wordsFor } from '../ui/error-words.js'
import { Notice } from '../ui/notice.js'
import { possibleWays, type WizardFacts } from './draft.js'
import type { useWizardCalls } from './use-wizard-calls.js'
import { waysIn, type WizardState } from './wizard-state.js'

interface WizardNoticeProps {
  readonly state: WizardState
  readonly calls: ReturnType<typeof useWizardCalls>
  readonly facts: WizardFacts
}

/** What went wrong in this step, and every way on from there; the draft stays. */
export function WizardNotice({ state, calls, facts }: WizardNoticeProps) {
  const { work, go, onward, finish, signIn, openPage, stoppedWaiting } = calls
  if (stoppedWaiting) {
    return (
      <Notice intent="info">
        This app waits no longer. If the token is fine all the same, it appears under Tokens: look there
        first.
      </Notice>
    )
  }
  if (work.kind !== 'failed') return null
  const { error } = work
  const possible = possibleWays(waysIn(state))
  // Beside a button for the token page, the choice needs a third way to be one.
  const few = wordsFor(error).actions.includes('by-hand') ? 2 : 1
  const elsewhere = 'reach' in state && state.step !== 'how' && possible.length > few
  return (
    <ErrorNotice
      error={error}
      handlers={{
        retry: () => {
          if (work.call === 'openTokenPage') openPage()
          else if (work.call === 'findWays' && state.step === 'how') calls.lookAgain()
          else if (state.step === 'review') finish(state.plan)
          else onward()
        },
        ...('reach' in state && {
          'sign-in': () => signIn(false),
          'by-hand': () => {
            go({ type: 'switch', way: 'by-hand', facts })
            if (state.step === 'how') go({ type: 'continue', facts })
          }
        }),
        ...(elsewhere && { 'switch-way': () => go({ type: 'all-ways' }) }),
        ...(state.step === 'review' && { anyway: () => finish(state.plan, true) }),
        administrator: true
      }}
    />
  )
}
