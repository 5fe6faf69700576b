import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowLeft20Regular } from '@fluentui/react-icons/svg/arrow-left'
import type { TokenView } from '../../electron/shared/view.js'
import { page, row } from '../ui/layout.js'
import { StepHeading } from '../ui/step-heading.js'
import { useShortcut } from '../ui/use-shortcut.js'
import { EditPage } from './edit-page.js'
import { ManualPlaceForm } from './manual-place-form.js'
import { SuccessorPage } from './successor-page.js'
import { canBeUsed } from './token-words.js'
import { UsePage } from './use-page.js'

/** What takes the whole room for one token. */
export type TokenTask = 'use' | 'edit' | 'make-successor'

const useStyles = makeStyles({
  page: { ...page, gap: tokens.spacingVerticalM },
  top: { ...row('S'), alignItems: 'center', flexShrink: 0 }
})

interface TokenTaskPageProps {
  readonly task: TokenTask
  readonly token: TokenView
  /** Starts the renewal and shows it. */
  readonly onRenew: () => void
  readonly onBack: () => void
}

/** One thing to do with one token; Escape goes back to it. */
export function TokenTaskPage(props: TokenTaskPageProps) {
  const { task, token, onRenew, onBack } = props
  const styles = useStyles()
  useShortcut('Escape', onBack)
  const usable = canBeUsed(token)
  const title = {
    use: usable ? `Use “${token.name}” for…` : `Where “${token.name}” is used`,
    edit: `Edit “${token.name}”`,
    'make-successor': `Renew “${token.name}”`
  }[task]
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <Button
          appearance="subtle"
          icon={<ArrowLeft20Regular />}
          aria-label="Back to the token"
          onClick={onBack}
        />
        <StepHeading>{title}</StepHeading>
      </div>
      {task === 'use' && (usable ? <UsePage token={token} /> : <ManualPlaceForm tokenId={token.id} />)}
      {task === 'edit' && <EditPage token={token} onRenew={onRenew} onDone={onBack} />}
      {task === 'make-successor' && <SuccessorPage token={token} onDone={onBack} />}
    </div>
  )
}
