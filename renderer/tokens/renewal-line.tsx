import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components'
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle'
import { Circle20Regular } from '@fluentui/react-icons/svg/circle'
import { Clock20Regular } from '@fluentui/react-icons/svg/clock'
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle'
import type { ReactNode } from 'react'
import type { RenewalStepState } from './renewal-steps.js'
import { column, grown, row } from '../ui/layout.js'

const useStyles = makeStyles({
  line: row('S'),
  side: { ...column(), alignItems: 'center', width: '20px', flexShrink: 0 },
  rule: {
    flexGrow: 1,
    width: '2px',
    minHeight: '8px',
    marginBlock: '2px',
    backgroundColor: tokens.colorNeutralStroke2
  },
  words: { ...column('XS'), ...grown, alignItems: 'flex-start', paddingBottom: tokens.spacingVerticalS },
  now: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  mark: { flexShrink: 0 }
})

interface RenewalLineProps {
  readonly state: RenewalStepState
  readonly words: string
  readonly last: boolean
  readonly children: ReactNode
}

/** One step of a renewal, with its mark and what belongs to it. */
export function RenewalLine({ state, words, last, children }: RenewalLineProps) {
  const styles = useStyles()
  return (
    <li className={styles.line} aria-current={state === 'done' || state === 'to-come' ? undefined : 'step'}>
      <div className={styles.side}>
        <Mark state={state} />
        {!last && <div className={styles.rule} />}
      </div>
      <div className={styles.words}>
        <span className={mergeClasses(state === 'to-come' ? styles.quiet : state !== 'done' && styles.now)}>
          {words}
        </span>
        {children}
      </div>
    </li>
  )
}

function Mark({ state }: Pick<RenewalLineProps, 'state'>) {
  const styles = useStyles()
  switch (state) {
    case 'done':
      return <CheckmarkCircle20Filled className={mergeClasses(styles.mark, styles.good)} aria-label="Done" />
    case 'now':
      return <Spinner size="extra-tiny" aria-label="Going on" />
    case 'waits':
      return <Clock20Regular className={styles.mark} aria-label="Waiting" />
    case 'stopped':
      return <ErrorCircle20Filled className={mergeClasses(styles.mark, styles.bad)} aria-label="Stopped" />
    case 'to-come':
      return <Circle20Regular className={mergeClasses(styles.mark, styles.quiet)} aria-label="To come" />
  }
  return state satisfies never
}
