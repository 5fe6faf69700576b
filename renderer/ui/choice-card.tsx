import { makeStyles, mergeClasses, Radio, tokens } from '@fluentui/react-components'
import type { JSX, ReactNode } from 'react'

const useStyles = makeStyles({
  card: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    display: 'flex',
    minWidth: 0,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover }
  },
  chosen: {
    // Both at once, so that the card does not grow by being chosen.
    border: `1px solid ${tokens.colorCompoundBrandStroke}`,
    boxShadow: `inset 0 0 0 1px ${tokens.colorCompoundBrandStroke}`,
    backgroundColor: tokens.colorBrandBackground2,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover }
  },
  radio: { width: '100%', alignItems: 'center' },
  label: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    paddingBlock: tokens.spacingVerticalS,
    paddingRight: tokens.spacingHorizontalM
  },
  name: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  means: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200
  }
})

interface ChoiceCardProps {
  readonly value: string
  readonly name: string
  readonly means: ReactNode
  readonly chosen: boolean
}

/** One answer in a radio group, with what it means. */
export function ChoiceCard({ value, name, means, chosen }: ChoiceCardProps): JSX.Element {
  const styles = useStyles()
  return (
    <div className={mergeClasses(styles.card, chosen && styles.chosen)}>
      <Radio
        value={value}
        className={styles.radio}
        label={{
          className: styles.label,
          children: (
            <>
              <span className={styles.name}>{name}</span> <span className={styles.means}>{means}</span>
            </>
          )
        }}
      />
    </div>
  )
}
