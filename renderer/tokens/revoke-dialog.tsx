import { Button } from '@fluentui/react-components'
import { counted } from '../ui/counted.js'
import { useDangerStyles } from '../ui/danger.js'
import { ManyDialog, type AboutMany, type Fate } from './many-dialog.js'
import { breaksLines, canTryAgain, isGood, outcomeLines, type RevokeOutcome } from './revoke-words.js'
import { useRevokes } from './use-revokes.js'

/** Asks before tokens are revoked, with what each breaks; then how far it is, and what became of each. */
export function RevokeDialog({ tokens: all, open, onClose }: AboutMany) {
  const danger = useDangerStyles()
  const { outcomes, current, start, stop } = useRevokes()
  const [only, ...others] = all
  const several = others.length > 0
  const what = several ? counted(all.length, 'token') : `“${only?.name ?? ''}”`
  const untried = outcomes.size === 0
  const left = all.filter(({ id }) => canTryAgain(outcomes.get(id)))
  const how = several ? `${Math.min(outcomes.size + 1, all.length)} of ${all.length}` : what
  const close = (): void => {
    stop()
    onClose()
  }
  function title(): string {
    if (current !== null) return `Revoking ${how}`
    if (untried) return `Revoke ${what}?`
    const done = all.filter(({ id }) => isGood(outcomes.get(id))).length
    if (several) return `${done} of ${what} revoked`
    if (done > 0) return `${what} is revoked`
    return left.length > 0 ? 'The revoke is not finished' : 'One step is yours'
  }
  return (
    <ManyDialog
      tokens={all}
      open={open}
      title={title()}
      question={
        untried && current === null
          ? `${several ? 'They stop' : 'It stops'} working at once, for good:`
          : null
      }
      progress={
        current && { done: outcomes.size, label: `Revoking ${current.name}${several ? `, ${how}` : ''}` }
      }
      fateOf={(token) => {
        const outcome = outcomes.get(token.id)
        return [fateOf(outcome), ...(outcome ? outcomeLines(outcome, token) : breaksLines(token))]
      }}
      actions={
        <>
          {current !== null && several ? (
            <Button onClick={stop}>Stop after this one</Button>
          ) : (
            <Button onClick={close}>{untried ? 'Cancel' : 'Close'}</Button>
          )}
          {left.length > 0 && (
            <Button
              className={danger.filled}
              disabledFocusable={current !== null}
              onClick={() => start(left)}
            >
              {untried
                ? `Revoke${several ? ` ${what}` : ''}`
                : several
                  ? `Go on with ${left.length}`
                  : 'Try again'}
            </Button>
          )}
        </>
      }
      onClose={close}
    />
  )
}

function fateOf(outcome: RevokeOutcome | undefined): Fate {
  if (outcome === undefined) return 'to-come'
  if (isGood(outcome)) return 'done'
  return canTryAgain(outcome) ? 'failed' : 'by-hand'
}
