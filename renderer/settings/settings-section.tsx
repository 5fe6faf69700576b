import { makeStyles } from '@fluentui/react-components'
import type { JSX, ReactNode } from 'react'
import { column, title } from '../ui/layout.js'

const useStyles = makeStyles({ section: column('M'), title })

interface SettingsSectionProps {
  readonly title: string
  readonly children: ReactNode
}

/** A part of the settings. */
export function SettingsSection({ title, children }: SettingsSectionProps): JSX.Element {
  const styles = useStyles()
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  )
}
