import { makeStyles, mergeClasses } from '@fluentui/react-components'
import type { ComponentProps } from 'react'
import { row } from './layout.js'

const useStyles = makeStyles({
  S: row('S'),
  M: row('M'),
  wrap: { flexWrap: 'wrap' },
  middle: { alignItems: 'center' }
})

interface RowProps extends ComponentProps<'div'> {
  readonly gap?: 'S' | 'M'
  readonly wrap?: boolean
  /** All on one height. */
  readonly middle?: boolean
}

/** Things side by side. */
export function Row({ gap = 'S', wrap = false, middle = false, className, ...rest }: RowProps) {
  const styles = useStyles()
  const classes = mergeClasses(styles[gap], wrap && styles.wrap, middle && styles.middle, className)
  return <div className={classes} {...rest} />
}
