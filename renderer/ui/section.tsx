import { makeStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { column, title } from './layout.js'

const useStyles = makeStyles({ section: column('M'), title })

/** A part of a page, under its title. */
export function Section(props: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles()
  return (
    <section className={styles.section} aria-label={props.title}>
      <h2 className={styles.title}>{props.title}</h2>
      {props.children}
    </section>
  )
}
