import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { ErrorNotice } from '../ui/error-notice.js'
import { Section } from '../ui/section.js'
import { TextArea } from '../ui/text-area.js'
import { useCall } from '../ui/use-call.js'
import { Row } from '../ui/row.js'

const useStyles = makeStyles({
  text: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 }
})

/** A report for somebody who helps. It can be saved only after it was shown, exactly as it was shown. */
export function DiagnosticsSection() {
  const styles = useStyles()
  const { work, run, stop } = useCall()
  const [text, setText] = useState<string | null>(null)
  const [saved, setSaved] = useState(false)
  return (
    <Section title="Diagnostics">
      <Text>For somebody who helps you: how this app is doing, and the end of its log.</Text>
      {work.kind === 'failed' && <ErrorNotice error={work.error} handlers={{ retry: stop }} />}
      <Row wrap>
        <Button
          onClick={() => {
            setSaved(false)
            run('getDiagnostics', null, (found) => setText(found.text))
          }}
        >
          Show what would be saved
        </Button>
        {text !== null && (
          <Button onClick={() => run('saveDiagnostics', null, (done) => setSaved(done.saved))}>
            Save exactly this…
          </Button>
        )}
      </Row>
      <Text role="status">{saved ? 'Saved.' : ''}</Text>
      {text !== null && (
        <TextArea readOnly rows={12} className={styles.text} aria-label="The report" value={text} />
      )}
    </Section>
  )
}
