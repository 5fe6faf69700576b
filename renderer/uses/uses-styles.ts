import { makeStyles } from '@fluentui/react-components'
import { column, plainList, smallQuiet, title } from '../ui/layout.js'

/** What the parts of "Where used" look like. */
export const useUsesStyles = makeStyles({
  section: column('M'),
  title,
  list: { ...column('M'), ...plainList },
  quiet: { ...smallQuiet, overflowWrap: 'anywhere' }
})
