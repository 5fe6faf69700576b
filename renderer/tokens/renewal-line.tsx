import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { RenewalStepState } from './renewal-steps.js'
import { column, grown, row } from '../ui/layout.js'
import { Mark } from '../ui/outcome-line.js'

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
  quiet: { color: tokens.colorNeutralForeground2 }
})

const labels = { done: 'Done', waits: 'Waiting', stopped: 'Stopped', 'to-come': 'To come' }

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
      <div className={mergeClasses(styles.side, state === 'to-come' && styles.quiet)}>
        {state === 'now' ? (
          <Spinner size="extra-tiny" aria-label="Going on" />
        ) : (
          <Mark outcome={state === 'stopped' ? 'failed' : state} label={labels[state]} />
        )}
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
