import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { CallOutput } from '../../electron/shared/ipc-contract.js'
import { CallLine } from '../ui/call-line.js'
import { plainList } from '../ui/layout.js'
import { eventWords } from './history-words.js'
import { useCall } from '../ui/use-call.js'
import { Part } from '../ui/section.js'

const useStyles = makeStyles({
  list: {
    ...plainList,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontVariantNumeric: 'tabular-nums'
  },
  button: { alignSelf: 'flex-start' }
})

/** What this app did with one token. */
export function TokenHistory({ tokenId }: { readonly tokenId: string }) {
  const styles = useStyles()
  const { work, run } = useCall()
  const [events, setEvents] = useState<CallOutput<'getHistory'>['events'] | null>(null)
  const show = (): void =>
    run('getHistory', null, (found) => setEvents(found.events.filter((event) => event.tokenId === tokenId)))
  return (
    <Part title="What was done with it">
      {events === null && work.kind !== 'failed' && (
        <Button size="small" className={styles.button} onClick={show}>
          Show
        </Button>
      )}
      <CallLine work={work} words="Reading the history" handlers={{ retry: show }} />
      {events?.length === 0 && <Text>Nothing that this app remembers.</Text>}
      {events !== null && events.length > 0 && (
        <ul className={styles.list} aria-label="Events of this token, the newest first">
          {events.map((event, index) => (
            <li key={events.length - index}>{eventWords(event)}</li>
          ))}
        </ul>
      )}
    </Part>
  )
}
