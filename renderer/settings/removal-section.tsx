import { Button, Text } from '@fluentui/react-components'
import { useState } from 'react'
import { useDangerStyles } from '../ui/danger.js'
import { Section } from '../ui/section.js'
import { RemovalDialog } from './removal-dialog.js'

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
