import { makeStyles } from '@fluentui/react-components'
import { useEffect } from 'react'
import type { AppError, ErrorCode } from '../../electron/shared/error-codes.js'
import { useAnnounce } from './announcer.js'
import { useErrorActions, type ErrorHandlers } from './error-actions.js'
import { wordsFor } from './error-words.js'
import { Notice } from './notice.js'

/** What is no failure of anything: the person's own doing, or only a question. */
const intents: Readonly<Partial<Record<ErrorCode, 'info' | 'warning'>>> = {
  'sign-in-cancelled': 'info',
  'create-cancelled': 'info',
  'git-needs-no-token': 'info',
  'unlikely-token': 'warning'
}

const useStyles = makeStyles({ words: { overflowWrap: 'anywhere', paddingBlock: '2px' } })

interface ErrorNoticeProps {
  readonly error: AppError
  readonly handlers?: ErrorHandlers | undefined
}

/** The one way in which a failure is shown. */
export function ErrorNotice({ error, handlers = {} }: ErrorNoticeProps) {
  const styles = useStyles()
  const announce = useAnnounce()
  const { title, text } = wordsFor(error)
  const actions = useErrorActions(error, handlers)
  useEffect(() => announce(`${title}. ${text}`), [announce, title, text])
  return (
    <Notice intent={intents[error.code] ?? 'error'} title={title} actions={actions} className={styles.words}>
      {text}
    </Notice>
  )
}
