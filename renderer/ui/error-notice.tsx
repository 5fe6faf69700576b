import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle
} from '@fluentui/react-components'
import { useEffect } from 'react'
import type { JSX } from 'react'
import type { AppError } from '../../electron/shared/error-codes.js'
import { useAnnounce } from './announcer.js'
import { wordsFor } from './error-words.js'
import type { ErrorAction } from './error-words.js'

/** What this screen can do about a failure; an action without a handler has no button. */
export type ErrorHandlers = Partial<Readonly<Record<ErrorAction, () => void>>>

const labels: Readonly<Record<ErrorAction, string>> = {
  retry: 'Try again',
  'sign-in': 'Sign in',
  'by-hand': 'Make it on the token page',
  settings: 'Open Settings',
  'help-keychain': 'About the keychain',
  'help-git': 'About Git helpers',
  'help-app': 'How to register the app'
}

const useStyles = makeStyles({
  bar: { flexShrink: 0 },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere', paddingBlock: '2px' }
})

interface ErrorNoticeProps {
  readonly error: AppError
  readonly handlers?: ErrorHandlers
}

/** The one way in which a failure is shown. */
export function ErrorNotice({ error, handlers = {} }: ErrorNoticeProps): JSX.Element {
  const styles = useStyles()
  const announce = useAnnounce()
  const { title, text, actions } = wordsFor(error)
  useEffect(() => {
    announce(`${title}. ${text}`)
  }, [announce, title, text])
  const calm = error.code === 'sign-in-cancelled' || error.code === 'git-needs-no-token'
  const offered = actions.filter((action) => handlers[action] !== undefined)
  return (
    <MessageBar intent={calm ? 'info' : 'error'} layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{title}</MessageBarTitle> {text}
      </MessageBarBody>
      {offered.length > 0 && (
        <MessageBarActions>
          {offered.map((action) => (
            <Button key={action} size="small" onClick={handlers[action]}>
              {labels[action]}
            </Button>
          ))}
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
