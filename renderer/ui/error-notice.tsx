import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle
} from '@fluentui/react-components'
import { useEffect } from 'react'
import type { AppError, ErrorCode } from '../../electron/shared/error-codes.js'
import { call } from '../bridge.js'
import { administratorText } from './administrator-text.js'
import { useAnnounce } from './announcer.js'
import type { ErrorAction } from './error-sentence.js'
import { wordsFor } from './error-words.js'

/** What this screen can do about a failure; an action without a handler has no button. */
export type ErrorHandlers = Partial<Readonly<Record<ErrorAction, () => void>>> & {
  /** Puts a ready text for an administrator on the clipboard. */
  readonly copyText?: (text: string) => void
}

const labels: Readonly<Record<ErrorAction, string>> = {
  retry: 'Try again',
  'sign-in': 'Sign in',
  'by-hand': 'Make it on the token page',
  'switch-way': 'Make it another way',
  anyway: 'Send it anyway',
  'see-token': 'See it in the list',
  settings: 'Open Settings',
  'help-keychain': 'About the keychain',
  'help-git': 'About Git helpers',
  'help-app': 'How to register the app',
  'use-azure-cli-help': 'How to get Azure CLI'
}

/** What is no failure of anything: the person's own doing, or only a question. */
const intents: Readonly<Partial<Record<ErrorCode, 'info' | 'warning'>>> = {
  'sign-in-cancelled': 'info',
  'create-cancelled': 'info',
  'git-needs-no-token': 'info',
  'unlikely-token': 'warning'
}

const useStyles = makeStyles({
  bar: { flexShrink: 0 },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere', paddingBlock: '2px' }
})

const helpWithKeychain = (): void => void call('openHelp', { topic: 'keychain' })

interface ErrorNoticeProps {
  readonly error: AppError
  readonly handlers?: ErrorHandlers
}

/** The one way in which a failure is shown. */
export function ErrorNotice({ error, handlers: given = {} }: ErrorNoticeProps) {
  const styles = useStyles()
  const announce = useAnnounce()
  const { title, text, actions } = wordsFor(error)
  useEffect(() => announce(`${title}. ${text}`), [announce, title, text])
  const handlers = { 'help-keychain': helpWithKeychain, ...given }
  const offered = actions.filter((action) => handlers[action] !== undefined)
  const { copyText } = given
  const request = copyText === undefined ? null : administratorText(error)
  return (
    <MessageBar intent={intents[error.code] ?? 'error'} layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{title}</MessageBarTitle> {text}
      </MessageBarBody>
      {(offered.length > 0 || request !== null) && (
        <MessageBarActions>
          {offered.map((action) => (
            <Button key={action} size="small" onClick={handlers[action]}>
              {labels[action]}
            </Button>
          ))}
          {request !== null && (
            <Button size="small" onClick={() => copyText?.(request)}>
              Copy a text for your administrator
            </Button>
          )}
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
