import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { RotationView } from '../../electron/shared/rotation-view.js'
import type { TokenView } from '../../electron/shared/view.js'
import { useAnnounce } from '../ui/announcer.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { useSnapshot } from '../ui/house.js'
import { column, outlined, plainList } from '../ui/layout.js'
import { Quiet } from '../ui/quiet.js'
import { SignInProgress } from '../ui/sign-in-progress.js'
import { zone } from '../ui/times.js'
import { useCall } from '../ui/use-call.js'
import { RenewalLine } from './renewal-line.js'
import { RenewalPlaces } from './renewal-places.js'
import { renewalTitle, stepWords } from './renewal-words.js'
import {
  canGoBack,
  isStopped,
  placesOf,
  stepsOf,
  type RenewalStep,
  type RenewedPlace
} from './renewal-steps.js'
import { Row } from '../ui/row.js'

const useStyles = makeStyles({
  panel: {
    ...column('M'),
    ...outlined,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground2
  },
  steps: plainList
})

/** The renewal of one token, if one is under way, and the beginning of one. */
export function useRenewal(id: string) {
  const { rotations } = useSnapshot()
  const announce = useAnnounce()
  const { work, run } = useCall()
  const rotation =
    rotations.find(({ tokenId }) => tokenId === id) ??
    rotations.find(({ successorId }) => successorId === id) ??
    null
  return {
    /** The renewal in which this token is the old one, or the new one. */
    rotation,
    work,
    start: (): void => run('renewToken', { tokenId: id }, () => announce('The renewal has begun.'))
  }
}

interface RenewalPanelProps {
  readonly rotation: RotationView
  readonly token: TokenView
  /** To the page on which the person makes the successor and pastes it. */
  readonly onMake: () => void
}

/** How far a renewal is, step by step, and what is asked of the person. */
export function RenewalPanel({ rotation, token, onMake }: RenewalPanelProps) {
  const styles = useStyles()
  const announce = useAnnounce()
  const { work, run, stop } = useCall()
  const { tokenId } = rotation
  const places = placesOf(rotation, useSnapshot().tokens)
  const stopped = isStopped(rotation)
  const again = (): void => run('renewToken', { tokenId })
  const back = (): void => run('abandonRotation', { tokenId }, () => announce('The renewal is given up.'))
  const handlers = {
    'sign-in': () => run('signIn', { organization: token.organization, device: false }, again),
    administrator: true
  }
  return (
    <section className={styles.panel} aria-label="Renewal">
      <Text weight="semibold">{renewalTitle(rotation)}</Text>
      <ol className={styles.steps}>
        {stepsOf(rotation, places).map((step, index, steps) => (
          <RenewalLine
            key={step.id}
            state={step.state}
            words={stepWords(step, rotation, places, { organization: token.organization, zone: zone() })}
            last={index === steps.length - 1}
          >
            {insideOf(step, places, rotation)}
            {step.id === 'make' && rotation.needs === 'paste' && (
              <Button size="small" appearance="primary" onClick={onMake}>
                Make it on the page
              </Button>
            )}
            {step.id === 'grace' && step.state === 'waits' && (
              <Button size="small" onClick={() => run('endGrace', { tokenId })}>
                Revoke the old one now
              </Button>
            )}
          </RenewalLine>
        ))}
      </ol>
      {rotation.needs === 'revoke' ? (
        <Text>The new token is in place. Revoke the old one on its page: the app sees when it is done.</Text>
      ) : (
        rotation.stopped !== null && <ErrorNotice error={rotation.stopped} handlers={handlers} />
      )}
      {stopped && rotation.needs !== 'revoke' && (
        <Quiet small>
          {rotation.back || canGoBack(rotation)
            ? 'The old token still works. Nothing is revoked before every place is proven.'
            : 'The new token is in place. What is left is the end of the old one.'}
        </Quiet>
      )}
      {work.kind === 'working' && work.call === 'signIn' && <SignInProgress onCancel={stop} />}
      {work.kind === 'failed' && <ErrorNotice error={work.error} handlers={handlers} />}
      <Row wrap>
        {stopped && (
          <Button
            size="small"
            appearance="primary"
            disabledFocusable={work.kind === 'working'}
            onClick={again}
          >
            {againWords(rotation)}
          </Button>
        )}
        {canGoBack(rotation) && (
          <Button size="small" disabledFocusable={work.kind === 'working'} onClick={back}>
            {rotation.successorId === null ? 'Leave it as it was' : 'Put the old one back'}
          </Button>
        )}
      </Row>
    </section>
  )
}

function againWords({ needs }: RotationView): string {
  if (needs === 'revoke') return 'Open its page'
  return needs === 'elsewhere' ? 'Renew it here all the same' : 'Try again'
}

function insideOf(
  { id, state }: RenewalStep,
  places: readonly RenewedPlace[],
  rotation: RotationView
): ReactNode {
  if (state === 'to-come' || state === 'done') return null
  const mine = places.filter(({ use }) => (use.kind === 'manual') === (id === 'person'))
  if ((id !== 'places' && id !== 'person') || mine.length === 0) return null
  return <RenewalPlaces rotation={rotation} places={mine} ticking={id === 'person'} />
}
