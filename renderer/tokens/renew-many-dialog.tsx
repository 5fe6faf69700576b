import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import type { AppError } from '../../electron/shared/error-codes.js'
import type { RotationView } from '../../electron/shared/rotation-view.js'
import type { TokenView } from '../../electron/shared/view.js'
import { call } from '../bridge.js'
import { useSnapshot } from '../ui/house.js'
import { counted } from '../ui/counted.js'
import { sentenceOf } from '../ui/error-words.js'
import { ManyDialog, type AboutMany, type Fate } from './many-dialog.js'
import { isStopped } from './renewal-steps.js'
import { renewalTitle } from './renewal-words.js'
import { placeName, usesOf } from './use-names.js'

/** Asks before several renewals; then how far they are, all at once. They go on when it is closed. */
export function RenewManyDialog({ tokens: all, open, onClose }: AboutMany) {
  const { rotations } = useSnapshot()
  const [asked, setAsked] = useState(true)
  /** By token id: why it did not begin; null: it did. */
  const [answers, setAnswers] = useState<ReadonlyMap<string, AppError | null>>(new Map())
  const start = (): void => {
    setAsked(false)
    for (const { id } of all) {
      void call('renewToken', { tokenId: id }).then((answer) =>
        setAnswers((before) => new Map(before).set(id, answer.ok ? null : answer.error))
      )
    }
  }
  function fateOf(token: TokenView): readonly [Fate, string] {
    if (asked) return ['to-come', placesWords(token)]
    const error = answers.get(token.id)
    if (error) return ['failed', `Not renewed. ${sentenceOf(error)}`]
    const rotation = rotations.find(({ tokenId }) => tokenId === token.id)
    // One without a grace period leaves the list at its end.
    if (rotation === undefined) return error === null ? ['done', 'Renewed'] : ['to-come', 'To come']
    return [fateIn(rotation), renewalTitle(rotation)]
  }
  const fates = all.map((token) => fateOf(token)[0])
  const through = fates.filter((fate) => fate !== 'to-come').length
  const running = !asked && through < all.length
  const renewed = fates.filter((fate) => fate === 'done').length
  return (
    <ManyDialog
      tokens={all}
      open={open}
      title={
        asked
          ? `Renew ${counted(all.length, 'token')}?`
          : `${renewed} of ${counted(all.length, 'token')} renewed`
      }
      question={
        asked ? 'Each gets a successor in its places. The old ones work until those are proven:' : null
      }
      progress={running ? { done: through, label: `${through} of ${all.length} through` } : null}
      fateOf={fateOf}
      actions={
        <>
          <Button onClick={onClose}>{asked ? 'Cancel' : 'Close'}</Button>
          {asked && (
            <Button appearance="primary" onClick={start}>
              Renew {counted(all.length, 'token')}
            </Button>
          )}
        </>
      }
      onClose={onClose}
    />
  )
}

function fateIn(rotation: RotationView): Fate {
  if (isStopped(rotation)) return 'failed'
  if (rotation.step === 'grace') return 'done'
  return rotation.needs === null ? 'to-come' : 'by-hand'
}

function placesWords(token: TokenView): string {
  const uses = usesOf(token)
  return uses.length === 0 ? 'In no place that this app knows of' : `In ${uses.map(placeName).join(', ')}`
}
