import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle'
import { Circle20Regular } from '@fluentui/react-icons/svg/circle'
import { Clock20Regular } from '@fluentui/react-icons/svg/clock'
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle'
import { Person20Filled } from '@fluentui/react-icons/svg/person'
import { Subtract20Regular } from '@fluentui/react-icons/svg/subtract'
import type { RevokeStep } from '../../electron/shared/outcome-view.js'
import { column, row } from './layout.js'
import { Quiet } from './quiet.js'

const useStyles = makeStyles({
  line: row('S'),
  words: { ...column(), minWidth: 0, overflowWrap: 'anywhere' },
  mark: { flexShrink: 0 },
  done: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 }
})

const marks: Readonly<Record<Outcome, typeof Circle20Regular>> = {
  done: CheckmarkCircle20Filled,
  failed: ErrorCircle20Filled,
  'by-hand': Person20Filled,
  'not-needed': Subtract20Regular,
  'to-come': Circle20Regular,
  waits: Clock20Regular
}

export type Outcome = RevokeStep['state'] | 'to-come' | 'waits'

interface MarkProps {
  readonly outcome: Outcome
  /** What the mark says to who cannot see it, where the words do not. */
  readonly label?: string | undefined
}

/** What became of something, by shape and colour. */
export function Mark({ outcome, label }: MarkProps) {
  const styles = useStyles()
  const Icon = marks[outcome]
  const colour = outcome === 'done' || outcome === 'failed' ? styles[outcome] : undefined
  return <Icon className={mergeClasses(styles.mark, colour)} aria-label={label} />
}

interface OutcomeLineProps {
  /** Null: nothing became of it yet. */
  readonly outcome: Outcome | null
  readonly label?: string | undefined
  readonly title: string
  readonly words: readonly string[]
}

/** One thing in a list, with what became of it. */
export function OutcomeLine({ outcome, label, title, words }: OutcomeLineProps) {
  const styles = useStyles()
  return (
    <li className={styles.line}>
      {outcome && <Mark outcome={outcome} label={label} />}
      <div className={styles.words}>
        <Text weight="semibold">{title}</Text>
        {words.map((one, at) => (
          <Quiet key={at}>{one}</Quiet>
        ))}
      </div>
    </li>
  )
}
