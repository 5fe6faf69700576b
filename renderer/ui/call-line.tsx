import { ErrorNotice } from './error-notice.js'
import type { ErrorHandlers } from './error-actions.js'
import { Progress } from './progress.js'
import { SignInProgress } from './sign-in-progress.js'
import type { Calling } from './use-call.js'

interface CallLineProps {
  readonly work: Calling['work']
  /** What goes on. */
  readonly words: string
  readonly onCancel?: (() => void) | undefined
  readonly handlers?: ErrorHandlers
}

/** That a call goes on, or how it failed. */
export function CallLine({ work, words, onCancel, handlers }: CallLineProps) {
  if (work.kind === 'failed') return <ErrorNotice error={work.error} handlers={handlers} />
  if (work.kind === 'idle') return null
  return work.call === 'signIn' ? (
    <SignInProgress onCancel={onCancel} />
  ) : (
    <Progress words={words} onCancel={onCancel} />
  )
}
