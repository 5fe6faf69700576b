import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle'
import { DismissCircle20Filled } from '@fluentui/react-icons/svg/dismiss-circle'
import { Prohibited20Filled } from '@fluentui/react-icons/svg/prohibited'
import { Warning20Filled } from '@fluentui/react-icons/svg/warning'
import type { TokenState } from '../../electron/shared/view.js'

const useStyles = makeStyles({
  mark: { flexShrink: 0, display: 'block' },
  active: { color: tokens.colorStatusSuccessForeground1 },
  'ending-soon': { color: tokens.colorStatusWarningForeground3 },
  expired: { color: tokens.colorStatusDangerForeground1 },
  revoked: { color: tokens.colorNeutralForeground3 }
})

const marks = {
  active: CheckmarkCircle20Filled,
  'ending-soon': Warning20Filled,
  expired: DismissCircle20Filled,
  revoked: Prohibited20Filled
} as const

export const stateNames: Readonly<Record<TokenState, string>> = {
  active: 'Active',
  'ending-soon': 'Ending soon',
  expired: 'Ended',
  revoked: 'Revoked'
}

/** A token's state by shape as well as by colour. */
export function StateMark({ state }: { readonly state: TokenState }) {
  const styles = useStyles()
  const Mark = marks[state]
  return <Mark className={mergeClasses(styles.mark, styles[state])} aria-label={stateNames[state]} />
}
