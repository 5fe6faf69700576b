import { Button, makeStyles, Text } from '@fluentui/react-components'
import { useState } from 'react'
import type { CallOutput } from '../../electron/shared/ipc-contract.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { eventWords } from '../tokens/history-words.js'
import { plainList } from '../ui/layout.js'
import { Section } from '../ui/section.js'
import { useCall } from '../ui/use-call.js'
import { Row } from '../ui/row.js'

type Shown = CallOutput<'getHistory'>
type Problem = CallOutput<'verifyHistory'>['problems'][number]

/** More would make the page of the settings long. */
const mostShown = 50

const useStyles = makeStyles({
  list: { ...plainList, fontVariantNumeric: 'tabular-nums' }
})

const problems: Readonly<Record<Problem['problem'], (line: number) => string>> = {
  changed: (line) => `Line ${line} was changed.`,
  removed: (line) => `Event ${line} was removed.`,
  moved: (line) => `Line ${line} is not in its place.`,
  'cut-off': (line) => `From event ${line} on, the end was cut off.`
}

function verdict({ lines, problems: found }: CallOutput<'verifyHistory'>): string {
  if (found.length > 0) return found.map(({ problem, line }) => problems[problem](line)).join(' ')
  return `Nothing was changed, removed, moved or cut off in ${lines} ${lines === 1 ? 'event' : 'events'}.`
}

/** What was done with tokens: to be seen, verified and saved. */
export function HistorySection() {
  const styles = useStyles()
  const { work, run, stop } = useCall()
  const [shown, setShown] = useState<Shown | null>(null)
  const [words, setWords] = useState('')
  const show = (): void => run('getHistory', null, setShown)
  return (
    <Section title="History">
      <Text>What was done with your tokens, when, and from where. It holds no token.</Text>
      {work.kind === 'failed' && <ErrorNotice error={work.error} handlers={{ retry: stop }} />}
      <Row wrap>
        <Button onClick={show}>Show</Button>
        <Button onClick={() => run('verifyHistory', null, (found) => setWords(verdict(found)))}>
          Verify
        </Button>
        <Button onClick={() => run('exportHistory', null, ({ saved }) => setWords(saved ? 'Saved.' : ''))}>
          Save as…
        </Button>
      </Row>
      <Text role="status">{words}</Text>
      {shown !== null && !shown.written && (
        <Text>Part of it is held in memory until your keychain is open and the disk takes it.</Text>
      )}
      {shown !== null && (
        <ul className={styles.list} aria-label="Events, the newest first">
          {shown.events.length === 0 && <li>Nothing was done yet.</li>}
          {shown.events.slice(0, mostShown).map((event, index) => (
            <li key={shown.events.length - index}>
              {eventWords(event, `${event.name} (${event.organization}) `)}
            </li>
          ))}
        </ul>
      )}
      {shown !== null && shown.events.length > mostShown && (
        <Text>Older ones are in the file that you can save.</Text>
      )}
    </Section>
  )
}
