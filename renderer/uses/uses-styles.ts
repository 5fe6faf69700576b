import { makeStyles } from '@fluentui/react-components'
import { column, plainList, smallQuiet } from '../ui/layout.js'

/** What the parts of "Where used" look like. */
export const useUsesStyles = makeStyles({
  list: { ...column('M'), ...plainList },
  quiet: { ...smallQuiet, overflowWrap: 'anywhere' }
})
