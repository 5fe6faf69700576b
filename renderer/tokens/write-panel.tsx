import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens
} from '@fluentui/react-components'
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle'
import { useState } from 'react'
import type { UsePlace } from '../../electron/shared/consumer-view.js'
import type { TokenView } from '../../electron/shared/view.js'
import { useAnnounce } from '../ui/announcer.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { FactsList } from '../ui/facts-list.js'
import { row } from '../ui/layout.js'
import { Progress } from '../ui/progress.js'
import { useCall } from '../ui/use-call.js'
import { placeAdvice } from './place-advice.js'
import { entryWords } from './use-names.js'

const useStyles = makeStyles({
  bar: { whiteSpace: 'normal', paddingBlock: tokens.spacingVerticalXS },
  line: row('S'),
  good: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  words: { minWidth: 0, overflowWrap: 'anywhere' }
})

const nowWords: Readonly<Record<UsePlace['now'], string>> = {
  nothing: 'No token',
  this: 'This token',
  another: 'Another token, which is replaced',
  'other-kind': 'Another kind of credential (an access token, or an encrypted password), which is replaced'
}

interface WritePanelProps {
  readonly token: TokenView
  readonly place: UsePlace
  readonly onWritten: () => void
}

/** Writing the token to a file of a tool: what that means, what would be better, and what was proven. */
export function WritePanel({ token, place, onWritten }: WritePanelProps) {
  const styles = useStyles()
  const announce = useAnnounce()
  const { work, run } = useCall()
  const [asked, setAsked] = useState<string | null>(null)
  const { kind, file, entry, now } = place
  const { warning, better } = placeAdvice[kind]
  const write = (): void =>
    run('useAt', { tokenId: token.id, kind, file, entry }, (proof) => {
      setAsked(proof.asked)
      announce('The token is written and proven.')
      onWritten()
    })
  return (
    <>
      <FactsList
        facts={[
          ['File', file],
          ...(entry === '' ? [] : [['For', entryWords(entry)] as const]),
          ['There now', asked === null ? nowWords[now] : nowWords.this]
        ]}
      />
      {asked === null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody className={styles.bar}>
            <MessageBarTitle>Plain text</MessageBarTitle> {warning} Every program that you run can read it
            there.
          </MessageBarBody>
        </MessageBar>
      )}
      {asked === null && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody className={styles.bar}>
            <MessageBarTitle>Better</MessageBarTitle> {better}
          </MessageBarBody>
        </MessageBar>
      )}
      {asked === null && (
        <Text>
          Nothing else in the file changes, and a copy from before is kept. Then one request shows that it
          works; if it does not, the file is as it was.
        </Text>
      )}
      {work.kind === 'working' && <Progress words="Writing it, and trying it with a request" />}
      {work.kind === 'failed' && <ErrorNotice error={work.error} handlers={{ retry: write }} />}
      {asked !== null && (
        <div className={styles.line}>
          <CheckmarkCircle20Filled className={styles.good} aria-hidden />
          <Text className={styles.words}>Written, and it works: {asked}</Text>
        </div>
      )}
      {asked === null && work.kind !== 'failed' && (
        <div>
          <Button disabledFocusable={work.kind === 'working'} onClick={write}>
            Write it there all the same
          </Button>
        </div>
      )}
    </>
  )
}
