import { Button, Text } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import type { RemovalItem, RemovalReport } from '../../electron/shared/consumer-view.js'
import { useAnnounce } from '../ui/announcer.js'
import { CallLine } from '../ui/call-line.js'
import { counted } from '../ui/counted.js'
import { useDangerStyles } from '../ui/danger.js'
import { Section } from '../ui/section.js'
import { Question, type QuestionProps } from '../ui/question.js'
import { useCall } from '../ui/use-call.js'
import { RemovalList } from './removal-list.js'

/** The way to be rid of all that this app did. */
export function RemovalSection() {
  const danger = useDangerStyles()
  // Counted, so that a dialog that is opened again starts anew.
  const [dialog, setDialog] = useState({ open: false, times: 0 })
  return (
    <Section title="Leave no trace">
      <Text>
        Brings back every file of a tool that this app changed, and erases what it put into Git and the
        keychain. Tokens stay at Azure DevOps until you revoke them.
      </Text>
      <div>
        <Button className={danger.outline} onClick={() => setDialog({ open: true, times: dialog.times + 1 })}>
          Remove everything this app did…
        </Button>
      </div>
      {dialog.times > 0 && (
        <RemovalDialog
          key={dialog.times}
          open={dialog.open}
          onClose={() => setDialog({ ...dialog, open: false })}
        />
      )}
    </Section>
  )
}

/** What would be removed, the question, and what became of each. */
function RemovalDialog(props: Pick<QuestionProps, 'open' | 'onClose'>) {
  const danger = useDangerStyles()
  const announce = useAnnounce()
  const { work, run } = useCall()
  const [items, setItems] = useState<readonly RemovalItem[] | null>(null)
  const [report, setReport] = useState<RemovalReport | null>(null)
  useEffect(() => run('listRemovals', null, setItems), [run])
  const remove = (): void =>
    run('removeEverything', null, (told) => {
      setReport(told)
      announce(told.failed.length === 0 ? 'Everything is removed.' : 'Not everything could be removed.')
    })
  const again = (): void => {
    if (items === null) run('listRemovals', null, setItems)
    else remove()
  }
  const busy = work.kind === 'working'
  const left = report === null ? (items?.length ?? 0) : report.failed.length
  return (
    <Question
      {...props}
      title={titleOf(report)}
      actions={
        <>
          <Button onClick={props.onClose}>{report === null ? 'Cancel' : 'Close'}</Button>
          {left > 0 && (
            <Button className={danger.filled} disabledFocusable={busy} onClick={remove}>
              {report === null ? 'Remove everything' : `Try again with ${left}`}
            </Button>
          )}
        </>
      }
    >
      {report === null && items?.length === 0 && <Text>There is nothing to remove.</Text>}
      {report === null && items !== null && items.length > 0 && (
        <>
          <Text>This is undone or erased. It cannot be taken back:</Text>
          <RemovalList items={items} />
        </>
      )}
      {report !== null && (
        <>
          {report.failed.length > 0 && (
            <RemovalList items={report.failed.map(({ item, error }) => ({ ...item, error }))} />
          )}
          <Text>{counted(report.done.length, 'thing')} removed.</Text>
          <RemovalList items={report.done} done />
        </>
      )}
      <CallLine
        work={work}
        words={items === null ? 'Looking what there is' : 'Removing it'}
        handlers={{ retry: again }}
      />
    </Question>
  )
}

function titleOf(report: RemovalReport | null): string {
  if (report === null) return 'Remove everything this app did?'
  return report.failed.length === 0 ? 'Everything is removed' : 'Not everything could be removed'
}
