import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(84px, max-content) 1fr',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS,
    margin: 0
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' }
})

/** One whose value is null is left out. */
export type Fact = readonly [name: string, value: ReactNode]

/** Names and values, one pair a line. */
export function FactsList({ facts }: { readonly facts: readonly Fact[] }) {
  const styles = useStyles()
  return (
    <dl className={styles.list}>
      {facts.map(
        ([name, value]) =>
          value !== null && [
            <dt key={`${name} is`} className={styles.name}>
              {name}
            </dt>,
            <dd key={name} className={styles.value}>
              {value}
            </dd>
          ]
      )}
    </dl>
  )
}
