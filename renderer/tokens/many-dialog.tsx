import {
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
import type { ReactNode } from 'react'
import { siteName } from '../../electron/shared/site.js'
import type { TokenView } from '../../electron/shared/view.js'
import { ProgressLine } from '../ui/progress-line.js'

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

/** How one of several tokens fares; null: nothing came of it yet. */
export type Fate = 'good' | 'bad' | 'yours' | null

interface ManyDialogProps {
  readonly tokens: readonly TokenView[]
  readonly open: boolean
  readonly title: string
  /** What is asked, before it begins; else null. */
  readonly question: string | null
  /** So many are through, while it runs; else null. */
  readonly progress: { readonly done: number; readonly label: string } | null
  readonly fateOf: (token: TokenView) => readonly [fate: Fate, words: string]
  readonly actions: ReactNode
  readonly onClose: () => void
}

/** Asks before something is done with several tokens; then how far it is, and what became of each. */
export function ManyDialog(props: ManyDialogProps) {
  const { tokens: all, open, title, question, progress, fateOf, actions, onClose } = props
  const styles = useStyles()
  return (
    <Dialog
      open={open}
      modalType="alert"
      onOpenChange={(_event, data) => {
        if (!data.open) onClose()
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {question !== null && <Text>{question}</Text>}
            {progress !== null && <ProgressLine {...progress} of={all.length} />}
            {/* A box that scrolls must be reachable by keys. */}
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the reason stands above */}
            <ul className={styles.list} tabIndex={0} aria-label="The tokens">
              {all.map((token) => {
                const [fate, words] = fateOf(token)
                return (
                  <li key={token.id} className={styles.line}>
                    {question === null && <Mark fate={fate} />}
                    <div className={styles.words}>
                      <Text weight="semibold">
                        {token.name} · {siteName(token.organization)}
                      </Text>
                      <Text className={styles.quiet}>{words}</Text>
                    </div>
                  </li>
                )
              })}
            </ul>
          </DialogContent>
          <DialogActions>{actions}</DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

function Mark({ fate }: { readonly fate: Fate }) {
  const styles = useStyles()
  switch (fate) {
    case null:
      return <Circle20Regular className={styles.mark} aria-hidden />
    case 'good':
      return <CheckmarkCircle20Filled className={styles.good} aria-label="Done" />
    case 'bad':
      return <ErrorCircle20Filled className={styles.bad} aria-label="Not done" />
    case 'yours':
      return <Person20Filled className={styles.mark} aria-label="One step is yours" />
  }
  return fate satisfies never
}
