import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { call } from '../bridge.js'
import { useSnapshot } from '../ui/house.js'
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

/** Asked once, after the first token: only an app that runs can remind. */
export function StartWithComputer() {
  const { settings, tray } = useSnapshot()
  const styles = useStyles()
  const [answer, setAnswer] = useState<'yes' | 'no' | null>(null)
  if (answer === 'no' || settings.lockedByAdministrator.includes('launchAtLogin')) return null
  if (settings.launchAtLogin) {
    return answer === 'yes' ? <Text>Token Tray starts with the computer now.</Text> : null
  }
  return (
    <div className={styles.row}>
      <Text className={styles.words}>
        {tray === 'shown'
          ? 'It waits in the tray and reminds you before the end.'
          : 'It reminds you before the end.'}
      </Text>
      <Button
        size="small"
        className={styles.firm}
        onClick={() => {
          setAnswer('yes')
          void call('changeSettings', { launchAtLogin: true })
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
