import type { AppError, ErrorCode } from '../shared/error-codes.js'
import { iso } from '../shared/expiry.js'
import {
  followers,
  going,
  isBack,
  isBefore,
  mayAbandon,
  merged,
  type KnownUse,
  type RotatedUse,
  type Rotation,
  type RotationFact,
  type RotationStage,
  type RotationTask
} from './rotation.js'

/** Failures that end without the person doing anything in this app. */
const passing: readonly ErrorCode[] = [
  ...(['offline', 'timed-out', 'rate-limited', 'service-unavailable', 'unexpected-answer'] as const),
  ...(['sign-in-again', 'azure-cli-signed-out', 'azure-cli-needs-sign-in', 'proxy-login-needed'] as const),
  ...(['vault-locked', 'vault-no-answer', 'old-token-still-works'] as const)
]
/** Milliseconds before a failure is tried again, doubled for each one in a row, up to the longest. */
const firstPause = 60_000
const longestPause = 3_600_000

/** What is to be done at `now` (epoch milliseconds). */
export function nextTask(rotation: Rotation, now: number): RotationTask {
  const { stage, stopped, retryAt, uses, graceUntil } = rotation
  const first = (wanted: RotatedUse['state'], task: 'write' | 'prove' | 'put-back'): RotationTask => {
    const use = uses.find(({ manual, state }) => !manual && state === wanted)
    return use === undefined ? { do: 'wait' } : { do: task, useId: use.useId }
  }
  if (stopped !== null) {
    return retryAt !== null && Date.parse(retryAt) <= now ? { do: 'retry' } : { do: 'wait' }
  }
  switch (stage) {
    case 'write':
      return first('old', 'write')
    case 'prove':
    case 'prove-again':
      return first('written', 'prove')
    case 'put-back':
      return first('written', 'put-back')
    case 'await-paste':
    case 'await-person':
      return { do: 'wait' }
    case 'grace':
      return graceUntil !== null && Date.parse(graceUntil) <= now ? { do: 'end-grace' } : { do: 'wait' }
    case 'done':
      return { do: 'close' }
    default:
      return { do: stage }
  }
}

/** The rotation once this is known. A fact that does not belong to its stage changes nothing. */
export function rotationAfter(rotation: Rotation, fact: RotationFact, now: number): Rotation {
  return onward(applied(rotation, fact, now), now)
}

function applied(rotation: Rotation, fact: RotationFact, now: number): Rotation {
  const { stage, uses } = rotation
  const at = (...stages: readonly RotationStage[]): boolean => stages.includes(stage)
  const to = (next: RotationStage, change: Partial<Rotation> = {}): Rotation => ({
    ...{ ...rotation, ...going },
    ...{ stage: next, ...change }
  })
  switch (fact.is) {
    case 'done':
      return at(fact.task) ? to(followers[fact.task]) : rotation
    case 'sent': {
      const attempts = [...rotation.attempts, { sentAt: iso(now), validTo: fact.validTo }]
      // Until its answer is there, only a look tells what became of it.
      return at('create') ? { ...rotation, stage: 'look', attempts } : rotation
    }
    case 'created':
      // One that turns up only when the renewal was given up.
      if (at('revoke-successor')) return to(stage, { successorId: fact.successorId })
      return at('look', 'await-paste') ? to('keep', { successorId: fact.successorId }) : rotation
    case 'value-lost':
      return at('keep') ? to(rotation.assisted ? 'await-paste' : 'look', { successorId: null }) : rotation
    case 'use':
      return { ...rotation, uses: changed(uses, fact.useId, { state: fact.state, error: null }) }
    case 'ticked':
      // Going back, a tick says that the old value is there again.
      return {
        ...rotation,
        uses: uses.map((use) => (use.useId === fact.useId && use.manual ? ticked(use, rotation) : use))
      }
    case 'switched': {
      const graceUntil = rotation.graceUntil ?? iso(now + fact.grace)
      return at('switch') ? to(Date.parse(graceUntil) <= now ? 'revoke' : 'grace', { graceUntil }) : rotation
    }
    case 'grace-cut':
      // The page shows both as one, so a wish that comes before the switch is done is kept until it is.
      return at('switch', 'grace') ? to(stage, { graceUntil: iso(now) }) : rotation
    case 'grace-over': {
      const again = uses.map((use): RotatedUse => (use.manual ? use : { ...use, state: 'written' }))
      return at('grace') ? to('prove-again', { uses: again }) : rotation
    }
    case 'failed': {
      if (fact.useId === null) return { ...rotation, ...stoppedBy(rotation, fact.error, now) }
      return { ...rotation, uses: changed(uses, fact.useId, { state: 'failed', error: fact.error }) }
    }
    case 'resumed':
      return resumed(rotation, fact.uses, fact.byPerson)
    case 'abandoned': {
      if (!mayAbandon(rotation)) return rotation
      if (rotation.successorId === null) return to(rotation.attempts.length > 0 ? 'revoke-successor' : 'done')
      const touched = !isBefore(stage, 'write')
      // Whether the person changed a place already, nobody knows but them: they are asked to change it back.
      const back = (use: RotatedUse): RotatedUse =>
        touched ? { ...use, state: use.manual ? 'ticked' : 'written', error: null } : use
      return to('put-back', { uses: uses.map(back) })
    }
    default:
      return fact satisfies never
  }
}

function resumed(rotation: Rotation, known: readonly KnownUse[], byPerson: boolean): Rotation {
  const { stage, stopped } = rotation
  const insisted = rotation.insisted || (byPerson && stopped?.code === 'rotation-elsewhere')
  // A count that a retry by the clock does not end, so that the pauses grow.
  const on = {
    ...rotation,
    insisted,
    stopped: null,
    retryAt: null,
    failures: byPerson ? 0 : rotation.failures
  }
  if (isBack(stage)) {
    const left = rotation.uses.filter(({ useId }) => known.some((use) => use.useId === useId))
    return { ...on, uses: left.map((use) => (use.state === 'failed' ? { ...use, state: 'written' } : use)) }
  }
  if (!mayAbandon(rotation)) return on
  const uses = merged(rotation.uses, known)
  // Places of the person wait only once all others are proven, for the second time too.
  const rewrites = !isBefore(stage, 'write') && uses.some(({ state }) => state === 'old')
  return { ...on, uses, stage: rewrites ? 'write' : stage }
}

/** Goes through stages in which nothing is left to do, and stops one in which only failures are left. */
function onward(rotation: Rotation, now: number): Rotation {
  const { stage, uses } = rotation
  const complete = (next: RotationStage, isDone: (use: RotatedUse) => boolean): Rotation => {
    if (uses.every(isDone)) return onward({ ...rotation, ...going, stage: next }, now)
    const failed = uses.find(({ state }) => state === 'failed')
    const stops = failed?.error != null && rotation.stopped === null && nextTask(rotation, now).do === 'wait'
    return stops ? { ...rotation, ...stoppedBy(rotation, failed.error, now) } : rotation
  }
  switch (stage) {
    case 'write':
      return complete('prove', ({ manual, state }) => manual || state === 'written' || state === 'proven')
    case 'prove':
      return complete('await-person', ({ manual, state }) => manual || state === 'proven')
    case 'await-person':
      return complete('switch', ({ manual, state }) => !manual || state === 'ticked')
    case 'prove-again':
      return complete('revoke', ({ manual, state }) => manual || state === 'proven')
    case 'put-back':
      return complete('revoke-successor', ({ state }) => state === 'old')
    default:
      return rotation
  }
}

function ticked(use: RotatedUse, rotation: Rotation): RotatedUse {
  if (isBack(rotation.stage)) return { ...use, state: 'old' }
  // Before the successor is safe there is nothing to tick.
  return isBefore(rotation.stage, 'write') || !mayAbandon(rotation) ? use : { ...use, state: 'ticked' }
}

function stoppedBy(
  { failures }: Rotation,
  error: AppError,
  now: number
): Pick<Rotation, 'stopped' | 'failures' | 'retryAt'> {
  const seconds = error.facts['retryAfterSeconds']
  const asked = typeof seconds === 'number' ? seconds * 1000 : 0
  const pause = Math.max(asked, Math.min(longestPause, firstPause * 2 ** failures))
  const retryAt = passing.includes(error.code) ? iso(now + pause) : null
  return { stopped: error, failures: failures + 1, retryAt }
}

function changed(
  uses: readonly RotatedUse[],
  useId: string,
  change: Pick<RotatedUse, 'state' | 'error'>
): readonly RotatedUse[] {
  return uses.map((use) => (use.useId === useId ? { ...use, ...change } : use))
}
