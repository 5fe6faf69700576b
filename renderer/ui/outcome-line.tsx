import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle'
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle'
import { Person20Filled } from '@fluentui/react-icons/svg/person'
import { Subtract20Regular } from '@fluentui/react-icons/svg/subtract'
import type { RevokeStep } from '../../electron/shared/view.js'
import { column, row } from './layout.js'
import { Quiet } from './quiet.js'

const useStyles = makeStyles({
  line: row('S'),
  words: { ...column(), minWidth: 0, overflowWrap: 'anywhere' },
  done: { flexShrink: 0, color: tokens.colorStatusSuccessForeground1 },
  failed: { flexShrink: 0, color: tokens.colorStatusDangerForeground1 },
  'by-hand': { flexShrink: 0 },
  'not-needed': { flexShrink: 0 }
})

const marks = {
  done: CheckmarkCircle20Filled,
  failed: ErrorCircle20Filled,
  'by-hand': Person20Filled,
  'not-needed': Subtract20Regular
}

interface OutcomeLineProps {
  /** Null: nothing became of it yet. */
  readonly outcome: RevokeStep['state'] | null
  /** What the mark says to who cannot see it, where the words do not. */
  readonly label?: string
  readonly title: string
  readonly words: readonly string[]
}

/** One thing in a list, with what became of it. */
export function OutcomeLine({ outcome, label, title, words }: OutcomeLineProps) {
  const styles = useStyles()
  const Mark = outcome && marks[outcome]
  return (
    <li className={styles.line}>
      {Mark && <Mark className={styles[outcome]} aria-label={label} />}
      <div className={styles.words}>
        <Text weight="semibold">{title}</Text>
        {words.map((one) => (
          <Quiet key={one}>{one}</Quiet>
        ))}
      </div>
    </li>
  )
}
