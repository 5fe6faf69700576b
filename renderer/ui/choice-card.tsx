import { makeStyles, mergeClasses, Radio, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { chosen, column, outlined, row, smallQuiet } from './layout.js'

const useStyles = makeStyles({
  card: {
    ...outlined,
    backgroundColor: tokens.colorNeutralBackground1,
    minWidth: 0,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover }
  },
  // Readable all the same: it says why.
  greyed: {
    backgroundColor: tokens.colorNeutralBackground3,
    ':hover': { backgroundColor: tokens.colorNeutralBackground3 }
  },
  chosen: {
    ...chosen,
    // Both at once, so that the card does not grow by being chosen.
    border: `1px solid ${tokens.colorCompoundBrandStroke}`,
    boxShadow: `inset 0 0 0 1px ${tokens.colorCompoundBrandStroke}`
  },
  radio: { width: '100%', alignItems: 'center' },
  label: {
    ...column(),
    minWidth: 0,
    paddingBlock: tokens.spacingVerticalS,
    paddingRight: tokens.spacingHorizontalM
  },
  dim: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2 },
  name: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  means: smallQuiet,
  helps: {
    ...row('L'),
    flexWrap: 'wrap',
    padding: `0 ${tokens.spacingHorizontalM} 0 36px`,
    ':not(:empty)': { paddingBottom: tokens.spacingVerticalS },
    '& > *': { fontSize: tokens.fontSizeBase200 }
  }
})

interface ChoiceCardProps {
  readonly value: string
  readonly name: string
  readonly means: ReactNode
  readonly chosen: boolean
  readonly disabled?: boolean
  /** Below the answer, e.g. what would make it possible. */
  readonly children?: ReactNode
}

/** One answer in a radio group, with what it means. */
export function ChoiceCard(props: ChoiceCardProps) {
  const { value, name, means, chosen, disabled = false, children } = props
  const styles = useStyles()
  return (
    <div className={mergeClasses(styles.card, chosen && styles.chosen, disabled && styles.greyed)}>
      <Radio
        value={value}
        disabled={disabled}
        className={styles.radio}
        label={{
          className: styles.label,
          children: (
            <>
              <span className={disabled ? styles.dim : styles.name}>{name}</span>{' '}
              <span className={styles.means}>{means}</span>
            </>
          )
        }}
      />
      {children !== undefined && <div className={styles.helps}>{children}</div>}
    </div>
  )
}
