import { use } from 'react'
import type { AppError } from '../../electron/shared/error-codes.js'
import type { CallInput } from '../../electron/shared/ipc-contract.js'
import { call } from '../bridge.js'
import { administratorText } from './administrator-text.js'
import { actionNames, type ErrorAction } from './error-sentence.js'
import { wordsFor } from './error-words.js'
import { HouseContext } from './house.js'
import { useCopyValue } from './use-copy-value.js'

/** What a screen can do about a failure, besides what is the same everywhere; null: not there. */
export type ErrorHandlers = Partial<Readonly<Record<ErrorAction, (() => void) | null>>> & {
  /** A ready text for an administrator may be copied. */
  readonly administrator?: boolean
}

const help = (topic: CallInput<'openHelp'>['topic']) => (): void => void call('openHelp', { topic })

const helps: ErrorHandlers = {
  'help-keychain': help('keychain'),
  'help-git': help('git-helper'),
  'help-app': help('entra-app'),
  'use-azure-cli-help': help('azure-cli')
}

/** What the person can do about a failure; an action that nobody here can do is left out. */
export function useErrorActions(
  error: AppError,
  handlers: ErrorHandlers,
  retry: string = actionNames.retry
): readonly (readonly [name: string, act: () => void])[] {
  const house = use(HouseContext)
  const copy = useCopyValue()
  const { tokenId } = error.facts
  const acts: ErrorHandlers = {
    ...helps,
    ...(house && {
      settings: house.openSettings,
      'see-token': () => house.seeToken(typeof tokenId === 'string' ? tokenId : null)
    }),
    ...handlers
  }
  const request = handlers.administrator === true ? administratorText(error) : null
  const copyRequest = (text: string) => (): void => copy(text, 'Copied. Send it to an administrator.')
  return [
    ...wordsFor(error).actions.flatMap((action) => {
      const act = acts[action]
      return act == null ? [] : [[{ ...actionNames, retry }[action], act] as const]
    }),
    ...(request === null ? [] : [['Copy a text for your administrator', copyRequest(request)] as const])
  ]
}
