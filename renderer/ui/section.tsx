import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { column, title } from './layout.js'

const useStyles = makeStyles({
  section: column('M'),
  part: {
    ...column('S'),
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`
  },
  title
})

interface SectionProps {
  readonly title: string
  readonly children: ReactNode
}

/** A part of a page, under its title. */
export function Section({ title, children }: SectionProps) {
  const styles = useStyles()
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  )
}

/** A part of what stands beside the page, as the details of a token. */
export function Part({ title, children }: SectionProps) {
  const styles = useStyles()
  return (
    <div className={styles.part} role="group" aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </div>
  )
}
