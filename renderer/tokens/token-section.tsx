import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { column, title } from '../ui/layout.js'

const useStyles = makeStyles({
  section: {
    ...column('S'),
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`
  },
  title
})

interface TokenSectionProps {
  readonly title: string
  readonly children: ReactNode
}

/** A part of a token's details. */
export function TokenSection({ title, children }: TokenSectionProps) {
  const styles = useStyles()
  return (
    <div className={styles.section} role="group" aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </div>
  )
}
