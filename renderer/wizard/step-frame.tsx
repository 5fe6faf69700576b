import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { StepHeading } from '../ui/step-heading.js'
import { column, grown, row } from '../ui/layout.js'

const useStyles = makeStyles({
  frame: {
    ...column('M'),
    height: '100%',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalL}`
  },
  top: { ...row('M'), alignItems: 'center', minHeight: '24px', color: tokens.colorNeutralForeground2 },
  title: { flexGrow: 1 },
  track: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    marginTop: `calc(${tokens.spacingVerticalS} * -1)`
  },
  // Thinner too: in high contrast both have one colour.
  dash: { height: '1px', flexGrow: 1, borderRadius: '2px', backgroundColor: tokens.colorNeutralStroke1 },
  walked: {
    height: '3px',
    flexGrow: 1,
    borderRadius: '2px',
    backgroundColor: tokens.colorBrandBackground,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' }
  },
  body: {
    ...column('M'),
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    // Room for focus rings, which a scrolling box would cut.
    marginInline: '-4px',
    paddingInline: '4px',
    paddingBottom: '4px',
    // What does not fit is scrolled to, never squeezed.
    '& > *': { flexShrink: 0 }
  },
  foot: { ...row('S'), alignItems: 'center', flexShrink: 0 },
  firm: { flexShrink: 0, whiteSpace: 'nowrap' },
  progress: { ...grown, display: 'flex', justifyContent: 'flex-end' }
})

interface StepFrameProps {
  /** `New token`, or what else this wizard is for. */
  readonly title: string
  readonly heading: string
  /** Counted from one; null where the steps are over. */
  readonly at: { readonly step: number; readonly of: number } | null
  /** Beside the count, e.g. who makes the token. */
  readonly aside?: ReactNode
  readonly onBack?: (() => void) | undefined
  readonly onContinue?: (() => void) | undefined
  readonly continueLabel?: string
  readonly canContinue?: boolean
  /** Shown beside the buttons while something goes on. */
  readonly progress?: ReactNode
  /** Shown above the buttons, e.g. what went wrong. */
  readonly notice?: ReactNode
  readonly children: ReactNode
}

/** One step: heading, one question, back and onward. Enter goes onward. */
export function StepFrame(props: StepFrameProps) {
  const styles = useStyles()
  const { at, onBack, onContinue, continueLabel = 'Continue', canContinue = true } = props
  return (
    <form
      className={styles.frame}
      aria-label={props.title}
      onSubmit={(event) => {
        event.preventDefault()
        if (canContinue) onContinue?.()
      }}
    >
      <div className={styles.top}>
        <Text className={styles.title}>{props.title}</Text>
        {props.aside}
        {at !== null && (
          <Text>
            Step {at.step} of {at.of}
          </Text>
        )}
      </div>
      {at !== null && (
        <div className={styles.track} aria-hidden>
          {Array.from({ length: at.of }, (_, index) => (
            <div key={index} className={index < at.step ? styles.walked : styles.dash} />
          ))}
        </div>
      )}
      <StepHeading>{props.heading}</StepHeading>
      <div className={styles.body}>{props.children}</div>
      {props.notice}
      {(onBack ?? onContinue ?? props.progress) !== undefined && (
        <div className={styles.foot}>
          {onBack !== undefined && (
            <Button className={styles.firm} onClick={onBack}>
              Back
            </Button>
          )}
          <div className={styles.progress}>{props.progress}</div>
          {onContinue !== undefined && (
            <Button
              type="submit"
              className={styles.firm}
              appearance="primary"
              disabledFocusable={!canContinue}
            >
              {continueLabel}
            </Button>
          )}
        </div>
      )}
    </form>
  )
}
