import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { counted } from '../ui/counted.js'
import { useDangerStyles } from '../ui/danger.js'
import { panel, row } from '../ui/layout.js'

const useStyles = makeStyles({
  bar: {
    ...row('S'),
    ...panel,
    alignItems: 'center',
    flexWrap: 'wrap',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`
  },
  count: { flexGrow: 1 }
})

interface SelectionBarProps {
  readonly chosen: number
  /** How many of them can be renewed. */
  readonly renewable: number
  /** How many of them can still be revoked. */
  readonly revocable: number
  readonly onAll: () => void
  readonly onRenew: () => void
  readonly onRevoke: () => void
  readonly onDone: () => void
}

/** What can be done with several tokens at once. */
export function SelectionBar(props: SelectionBarProps) {
  const { chosen, renewable, revocable, onAll, onRenew, onRevoke, onDone } = props
  const styles = useStyles()
  const danger = useDangerStyles()
  return (
    <div className={styles.bar} role="group" aria-label="Several tokens">
      <Text className={styles.count} aria-live="polite">
        {counted(chosen, 'token')} chosen
      </Text>
      <Button size="small" appearance="subtle" onClick={onAll}>
        All shown
      </Button>
      <Button size="small" disabledFocusable={renewable === 0} onClick={onRenew}>
        {renewable === 0 ? 'Renew' : `Renew ${renewable}`}
      </Button>
      <Button
        size="small"
        className={revocable === 0 ? undefined : danger.outline}
        disabledFocusable={revocable === 0}
        onClick={onRevoke}
      >
        {revocable === 0 ? 'Revoke' : `Revoke ${revocable}`}
      </Button>
      <Button size="small" onClick={onDone}>
        Done
      </Button>
    </div>
  )
}
