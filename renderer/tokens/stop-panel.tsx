import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { StopExplanation } from '../../electron/shared/outcome-view.js'
import { CallLine } from '../ui/call-line.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { column, panel } from '../ui/layout.js'
import { Quiet } from '../ui/quiet.js'
import type { useStop } from './use-stop.js'
import { aboutStop, stopSteps, sureWords, type StopStep } from './stop-words.js'

const useStyles = makeStyles({
  panel: { ...column('S'), ...panel, padding: tokens.spacingHorizontalM },
  step: { alignSelf: 'flex-start' },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL }
})

interface StopPanelProps {
  readonly question: ReturnType<typeof useStop>
  /** What each step does here; one that does nothing has no button. */
  readonly steps: Partial<Readonly<Record<StopStep, () => void>>>
}

/** Why a token stopped: the cause, how sure that is, and what to do. */
export function StopPanel({ question, steps: possible }: StopPanelProps) {
  const styles = useStyles()
  const { work, explanation, ask, signInAndAsk, stop } = question
  const handlers = {
    retry: ask,
    'sign-in': signInAndAsk,
    administrator: true
  }
  if (work.kind !== 'idle') {
    const words = 'Asking Azure DevOps with the token'
    return <CallLine work={work} words={words} onCancel={stop} handlers={handlers} />
  }
  if (explanation === null) return null
  const { title, text, step } = aboutStop(explanation.cause)
  return (
    <div className={styles.panel} role="group" aria-label="Why it stopped">
      <Text weight="semibold">{title}</Text>
      <Text>{text}</Text>
      {explanation.cause !== 'cannot-tell' && <Quiet>{sureWords[explanation.sure]}</Quiet>}
      <Others explanation={explanation} listStyle={styles.list} />
      {step !== 'nothing' && possible[step] !== undefined && (
        <Button size="small" className={styles.step} onClick={possible[step]}>
          {stopSteps[step]}
        </Button>
      )}
      {explanation.error !== null && <ErrorNotice error={explanation.error} handlers={handlers} />}
    </div>
  )
}

/** All that it can be, where the answer is not certain. */
function Others(props: { readonly explanation: StopExplanation; readonly listStyle: string }) {
  const { cause, possible } = props.explanation
  const others = possible.filter((one) => one !== cause)
  if (others.length === 0) return null
  return (
    <>
      <Text>{cause === 'cannot-tell' ? 'It can be, likeliest first:' : 'It can also be:'}</Text>
      <ul className={props.listStyle}>
        {others.map((one) => {
          const { title, text } = aboutStop(one)
          return <li key={one}>{`${title}. ${text}`}</li>
        })}
      </ul>
    </>
  )
}
