import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { SettingsView } from '../../electron/shared/view.js'
import { row } from '../ui/layout.js'

const useStyles = makeStyles({
  row: {
    ...row('S'),
    alignItems: 'center',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: tokens.spacingVerticalM
  },
  firm: { flexShrink: 0, whiteSpace: 'nowrap' },
  words: { flexGrow: 1, color: tokens.colorNeutralForeground2 }
})

interface StartWithComputerProps {
  readonly settings: Pick<SettingsView, 'launchAtLogin' | 'lockedByAdministrator'>
  readonly hasTray: boolean
  readonly onAnswer: () => void
}

/** Asked once, after the first token: only an app that runs can remind. */
export function StartWithComputer({ settings, hasTray, onAnswer }: StartWithComputerProps) {
  const styles = useStyles()
  const [answer, setAnswer] = useState<'yes' | 'no' | null>(null)
  if (answer === 'no' || settings.lockedByAdministrator.includes('launchAtLogin')) return null
  if (settings.launchAtLogin) {
    return answer === 'yes' ? <Text>Token Tray starts with the computer now.</Text> : null
  }
  return (
    <div className={styles.row}>
      <Text className={styles.words}>
        {hasTray ? 'It waits in the tray and reminds you before the end.' : 'It reminds you before the end.'}
      </Text>
      <Button
        size="small"
        className={styles.firm}
        onClick={() => {
          setAnswer('yes')
          onAnswer()
        }}
      >
        Start with the computer
      </Button>
      <Button size="small" appearance="subtle" onClick={() => setAnswer('no')}>
        No
      </Button>
    </div>
  )
}
