import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  small: { fontSize: tokens.fontSizeBase200 }
})

/** Words that matter less than those around them. */
export function Quiet(props: { readonly small?: boolean; readonly children: ReactNode }) {
  const styles = useStyles()
  return <Text className={mergeClasses(styles.quiet, props.small && styles.small)}>{props.children}</Text>
}
