import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Info20Regular } from '@fluentui/react-icons/svg/info'
import { ShieldKeyhole20Regular } from '@fluentui/react-icons/svg/shield-keyhole'
import { fullAccess } from '../../electron/shared/scopes.js'
import { panel, row } from '../ui/layout.js'

const useStyles = makeStyles({
  box: {
    ...row('M'),
    ...panel,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    flexShrink: 0
  },
  icon: { flexShrink: 0 },
  grave: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground1
  }
})

interface ConsequenceProps {
  readonly scopes: readonly string[]
  readonly children: string
}

/** One sentence on what a token can do; full access stands out. */
export function Consequence({ scopes, children }: ConsequenceProps) {
  const styles = useStyles()
  const grave = scopes.includes(fullAccess)
  const Icon = grave ? ShieldKeyhole20Regular : Info20Regular
  return (
    <div className={mergeClasses(styles.box, grave && styles.grave)}>
      <Icon className={styles.icon} aria-hidden />
      <span>{children}</span>
    </div>
  )
}
