import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { UsePlace } from '../../electron/shared/consumer-view.js'
import { useAnnounce } from '../ui/announcer.js'
import { CallLine } from '../ui/call-line.js'
import { FactsList } from '../ui/facts-list.js'
import { Notice } from '../ui/notice.js'
import { Mark } from '../ui/outcome-line.js'
import { Row } from '../ui/row.js'
import { useCall } from '../ui/use-call.js'
import { placeAdvice } from './place-advice.js'
import { entryWords } from './use-names.js'

const useStyles = makeStyles({
  notice: { paddingBlock: tokens.spacingVerticalXS },
  words: { minWidth: 0, overflowWrap: 'anywhere' }
})

const nowWords: Readonly<Record<UsePlace['now'], string>> = {
  nothing: 'No token',
  this: 'This token',
  another: 'Another token, which is replaced',
  'other-kind': 'Another kind of credential (an access token, or an encrypted password), which is replaced'
}

interface WritePanelProps {
  readonly tokenId: string
  readonly place: UsePlace
  readonly onWritten: () => void
}

/** Writing the token to a file of a tool: what that means, what would be better, and what was proven. */
export function WritePanel({ tokenId, place, onWritten }: WritePanelProps) {
  const styles = useStyles()
  const announce = useAnnounce()
  const { work, run } = useCall()
  const [asked, setAsked] = useState<string | null>(null)
  const { kind, file, entry, now } = place
  const { warning, better } = placeAdvice[kind]
  const write = (): void =>
    run('useAt', { tokenId, kind, file, entry }, (proof) => {
      setAsked(proof.asked)
      announce('The token is written and proven.')
      onWritten()
    })
  return (
    <>
      <FactsList
        facts={[
          ['File', file],
          ['For', entry === '' ? null : entryWords(entry)],
          ['There now', asked === null ? nowWords[now] : nowWords.this]
        ]}
      />
      {asked === null && (
        <>
          <Notice title="Plain text" className={styles.notice}>
            {`${warning} Every program that you run can read it there.`}
          </Notice>
          <Notice intent="info" title="Better" className={styles.notice}>
            {better}
          </Notice>
          <Text>
            Nothing else in the file changes, and a copy from before is kept. Then one request shows that it
            works; if it does not, the file is as it was.
          </Text>
        </>
      )}
      <CallLine work={work} words="Writing it, and trying it with a request" handlers={{ retry: write }} />
      {asked !== null && (
        <Row>
          <Mark outcome="done" />
          <Text className={styles.words}>Written, and it works: {asked}</Text>
        </Row>
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
