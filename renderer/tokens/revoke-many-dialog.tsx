import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens
} from '@fluentui/react-components'
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle'
import { Circle20Regular } from '@fluentui/react-icons/svg/circle'
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle'
import { Person20Filled } from '@fluentui/react-icons/svg/person'
import type { JSX } from 'react'
import { siteName } from '../../electron/shared/site.js'
import type { TokenView } from '../../electron/shared/view.js'
import { counted } from '../ui/counted.js'
import { useDangerStyles } from '../ui/danger.js'
import { wordsFor } from '../ui/error-words.js'
import { ProgressLine } from '../ui/progress-line.js'
import { outcomeWords } from './revoke-outcome.js'
import { placeName, usesOf } from './use-names.js'
import { canTryAgain, isGood, useRevokeMany } from './use-revoke-many.js'
import type { RevokeOutcome } from './use-revoke-many.js'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    maxHeight: '280px',
    overflowY: 'auto'
  },
  line: { display: 'flex', gap: tokens.spacingHorizontalS },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  mark: { flexShrink: 0 },
  good: { flexShrink: 0, color: tokens.colorStatusSuccessForeground1 },
  bad: { flexShrink: 0, color: tokens.colorStatusDangerForeground1 }
})

interface RevokeManyDialogProps {
  readonly tokens: readonly TokenView[]
  readonly open: boolean
  readonly onClose: () => void
}

/** Asks before several revokes, with what each breaks; then how far it is, and what became of each. */
export function RevokeManyDialog({ tokens: all, open, onClose }: RevokeManyDialogProps): JSX.Element {
  const styles = useStyles()
  const danger = useDangerStyles()
  const { outcomes, current, start, stop } = useRevokeMany()
  const asked = outcomes.size === 0 && current === null
  const left = all.filter(({ id }) => canTryAgain(outcomes.get(id)))
  const done = all.filter(({ id }) => isGood(outcomes.get(id))).length
  const close = (): void => {
    stop()
    onClose()
  }
  return (
    <Dialog
      open={open}
      modalType="alert"
      onOpenChange={(_event, data) => {
        if (!data.open) close()
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            {asked
              ? `Revoke ${counted(all.length, 'token')}?`
              : current === null
                ? `${done} of ${counted(all.length, 'token')} revoked`
                : `Revoking ${outcomes.size + 1} of ${all.length}`}
          </DialogTitle>
          <DialogContent className={styles.content}>
            {asked && <Text>They stop working at once, for good, wherever they are:</Text>}
            {current !== null && (
              <ProgressLine
                done={outcomes.size}
                of={all.length}
                label={`Revoking ${current.name}, ${outcomes.size + 1} of ${all.length}`}
              />
            )}
            {/* A box that scrolls must be reachable by keys. */}
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the reason stands above */}
            <ul className={styles.list} tabIndex={0} aria-label="The tokens">
              {all.map((token) => (
                <li key={token.id} className={styles.line}>
                  {!asked && <Mark outcome={outcomes.get(token.id)} />}
                  <div className={styles.words}>
                    <Text weight="semibold">
                      {token.name} · {siteName(token.organization)}
                    </Text>
                    <Text className={styles.quiet}>{lineWords(token, outcomes.get(token.id))}</Text>
                  </div>
                </li>
              ))}
            </ul>
          </DialogContent>
          <DialogActions>
            {current !== null ? (
              <Button onClick={stop}>Stop after this one</Button>
            ) : (
              <Button onClick={close}>{asked ? 'Cancel' : 'Close'}</Button>
            )}
            {current === null && left.length > 0 && (
              <Button className={danger.filled} onClick={() => start(left)}>
                {asked ? `Revoke ${counted(all.length, 'token')}` : `Go on with ${left.length}`}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

/** What breaks with it, and then what became of it. */
function lineWords(token: TokenView, outcome: RevokeOutcome | undefined): string {
  if (outcome?.kind === 'report') return outcomeWords(outcome.report)
  if (outcome?.kind === 'failed') {
    const { title, text } = wordsFor(outcome.error)
    return `Not revoked. ${title}. ${text}`
  }
  const uses = usesOf(token)
  if (uses.length === 0) return 'Used by nothing that this app knows of'
  return `Breaks ${uses.map(placeName).join(', ')}`
}

function Mark({ outcome }: { readonly outcome: RevokeOutcome | undefined }): JSX.Element {
  const styles = useStyles()
  if (outcome === undefined) return <Circle20Regular className={styles.mark} aria-hidden />
  if (isGood(outcome)) return <CheckmarkCircle20Filled className={styles.good} aria-label="Done" />
  return canTryAgain(outcome) ? (
    <ErrorCircle20Filled className={styles.bad} aria-label="Not done" />
  ) : (
    <Person20Filled className={styles.mark} aria-label="One step is yours" />
  )
}
