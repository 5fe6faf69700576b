import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import { siteName } from '../../electron/shared/site.js'
import type { TokenView } from '../../electron/shared/view.js'
import { column, plainList } from '../ui/layout.js'
import { OutcomeLine } from '../ui/outcome-line.js'
import { Progress } from '../ui/progress.js'
import { Question, type QuestionProps } from '../ui/question.js'

const useStyles = makeStyles({
  list: { ...column('S'), ...plainList, maxHeight: '280px', overflowY: 'auto' },
  // Fluent's own is longer than anything here moves.
  bar: { transitionDuration: tokens.durationNormal }
})

/** How one of several tokens fares. */
export type Fate = keyof typeof labels

const labels = { done: 'Done', failed: 'Not done', 'by-hand': 'One step is yours', 'to-come': undefined }

export interface AboutMany extends Pick<QuestionProps, 'open' | 'onClose'> {
  readonly tokens: readonly TokenView[]
}

interface ManyDialogProps extends AboutMany, Pick<QuestionProps, 'title' | 'actions'> {
  /** What is asked, before it begins; else null. */
  readonly question: string | null
  /** So many are through, while it runs; else null. */
  readonly progress: { readonly done: number; readonly label: string } | null
  readonly fateOf: (token: TokenView) => readonly [fate: Fate, ...words: readonly string[]]
}

/** Asks before something is done with one token or several; then how far it is, and what became of each. */
export function ManyDialog({ tokens: all, question, progress, fateOf, ...asked }: ManyDialogProps) {
  const styles = useStyles()
  return (
    <Question {...asked}>
      {question !== null && <Text>{question}</Text>}
      {progress !== null &&
        (all.length === 1 ? (
          <Progress words={progress.label} />
        ) : (
          <ProgressBar
            bar={{ className: styles.bar }}
            aria-label={progress.label}
            value={progress.done}
            max={all.length}
          />
        ))}
      {/* A box that scrolls must be reachable by keys. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the reason stands above */}
      <ul className={styles.list} tabIndex={0} aria-label="The tokens">
        {all.map((token) => {
          const [fate, ...words] = fateOf(token)
          return (
            <OutcomeLine
              key={token.id}
              outcome={question === null ? fate : null}
              label={labels[fate]}
              title={`${token.name} · ${siteName(token.organization)}`}
              words={words}
            />
          )
        })}
      </ul>
    </Question>
  )
}
