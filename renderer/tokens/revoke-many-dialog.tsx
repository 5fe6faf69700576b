import { Button } from '@fluentui/react-components'
import type { TokenView } from '../../electron/shared/view.js'
import { counted } from '../ui/counted.js'
import { useDangerStyles } from '../ui/danger.js'
import { sentenceOf } from '../ui/error-words.js'
import { ManyDialog, type AboutMany, type Fate } from './many-dialog.js'
import { outcomeWords } from './revoke-outcome.js'
import { placeName, usesOf } from './use-names.js'
import { canTryAgain, isGood, useRevokeMany, type RevokeOutcome } from './use-revoke-many.js'

/** Asks before several revokes, with what each breaks; then how far it is, and what became of each. */
export function RevokeManyDialog({ tokens: all, open, onClose }: AboutMany) {
  const danger = useDangerStyles()
  const { outcomes, current, start, stop } = useRevokeMany()
  const asked = outcomes.size === 0 && current === null
  const left = all.filter(({ id }) => canTryAgain(outcomes.get(id)))
  const done = all.filter(({ id }) => isGood(outcomes.get(id))).length
  const how = `${outcomes.size + 1} of ${all.length}`
  const close = (): void => {
    stop()
    onClose()
  }
  return (
    <ManyDialog
      tokens={all}
      open={open}
      title={
        asked
          ? `Revoke ${counted(all.length, 'token')}?`
          : current === null
            ? `${done} of ${counted(all.length, 'token')} revoked`
            : `Revoking ${how}`
      }
      question={asked ? 'They stop working at once, for good, wherever they are:' : null}
      progress={current && { done: outcomes.size, label: `Revoking ${current.name}, ${how}` }}
      fateOf={(token) => [fateOf(outcomes.get(token.id)), lineWords(token, outcomes.get(token.id))]}
      actions={
        <>
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

/** What breaks with it, and then what became of it. */
function lineWords(token: TokenView, outcome: RevokeOutcome | undefined): string {
  if (outcome) return outcome.ok ? outcomeWords(outcome.value) : `Not revoked. ${sentenceOf(outcome.error)}`
  const uses = usesOf(token)
  if (uses.length === 0) return 'Used by nothing that this app knows of'
  return `Breaks ${uses.map(placeName).join(', ')}`
}
