import { siteAddress, tokenPage } from '../domain/addresses.js'
import { AppFailure, asAppError } from '../domain/app-failure.js'
import { renewObstacle } from '../domain/auto-renew.js'
import {
  mayAbandon,
  newRotation,
  rotationNeed,
  rotationView,
  type Rotation,
  type RotationFact
} from '../domain/rotation.js'
import { nextTask, rotationAfter } from '../domain/rotation-machine.js'
import { tokenState } from '../domain/token-view.js'
import { isOver } from '../shared/expiry.js'
import type { CallInput } from '../shared/ipc-contract.js'
import type { RotationView } from '../shared/rotation-view.js'
import { createDueRenewals } from './due-renewals.js'
import { createRotationSteps } from './rotation-steps.js'
import { createSuccessorPaste } from './successor-paste.js'
import { noted } from './noted-failure.js'
import type { Needs } from './parts.js'

/** Renewals of tokens, from the create of the successor to the end of the old one. */
export interface RotationService {
  /**
   * Begins a renewal, or goes on with one that stopped; where the old token is to be revoked by hand, its page opens.
   * Rejects with `rotation-not-possible` for a token that is
   * over or has a successor, and with `rotation-open` for one that is a successor still being put in place. What
   * stops it later stands in its view.
   */
  renew(tokenId: string): Promise<void>
  /** The successor of a token that was made by hand; rejects as a paste does, also for the old token itself. */
  paste(wish: CallInput<'pasteSuccessor'>): Promise<void>
  /** The person changed a place that the app cannot see, or, going back, changed it back. */
  tick(tokenId: string, useId: string): void
  /** The grace period is over now. */
  endGrace(tokenId: string): void
  /** Goes back to the old token; `rotation-not-possible` once that one may be dead. */
  abandon(tokenId: string): Promise<void>
  /** `invalid-input` for a token that only a person can renew. */
  setAutoRenew(tokenId: string, on: boolean): void
  /** Goes on with what is due, and begins what renews itself. Call it at the start and every minute. Never rejects. */
  look(): Promise<void>
  /** Rejects with `rotation-open` while this token, or the one it follows, is being renewed. */
  refuseIfOpen(tokenId: string): void
  views(): readonly RotationView[]
}

export function createRotationService(
  deps: Parameters<typeof createRotationSteps>[0] &
    Parameters<typeof createSuccessorPaste>[0] &
    Parameters<typeof createDueRenewals>[0] &
    Needs<'browser' | 'onChange'>
): RotationService {
  const { rotationJournal: journal, keeper, index, oneAtATime, clock, log, vault, onChange } = deps
  const steps = createRotationSteps(deps)
  const pasted = createSuccessorPaste(deps)
  const due = createDueRenewals(deps)

  const find = (tokenId: string): Rotation | undefined =>
    journal.all().find((rotation) => rotation.tokenId === tokenId)
  function opened(tokenId: string): Rotation {
    const rotation = find(tokenId)
    if (rotation === undefined) throw new AppFailure('rotation-not-possible', { reason: 'not-open' })
    return rotation
  }

  /** Writes down what a fact makes of the rotation as it is now: the person may have ticked a place meanwhile. */
  function note(tokenId: string, fact: RotationFact): void {
    const rotation = find(tokenId)
    if (rotation === undefined) return
    const next = rotationAfter(rotation, fact, clock.now())
    if (next === rotation) return
    journal.save(next)
    if (next.stage !== rotation.stage) log.info('rotation.stage', { token: tokenId, stage: next.stage })
    onChange()
  }

  /** Does the next task; false when there is none. */
  async function step(tokenId: string): Promise<boolean> {
    const rotation = find(tokenId)
    if (rotation === undefined) return false
    const task = nextTask(rotation, clock.now())
    if (task.do === 'wait') return false
    if (task.do === 'close') {
      journal.remove(tokenId)
      onChange()
      return false
    }
    let fact: RotationFact
    try {
      fact = await steps.perform(rotation, task, (noted) => note(tokenId, noted))
    } catch (error) {
      if (!(error instanceof AppFailure)) log.bug('rotation.failed', error)
      const failure = asAppError(error)
      log.warn('rotation.stopped', { token: tokenId, task: task.do, code: failure.code })
      fact = { is: 'failed', error: failure, useId: 'useId' in task ? task.useId : null }
    }
    note(tokenId, fact)
    return true
  }

  const key = (tokenId: string): string => `rotation ${tokenId}`

  /** Steps are queued singly, so that giving up comes between two of them. */
  async function run(tokenId: string): Promise<void> {
    while (await oneAtATime(key(tokenId), () => step(tokenId)));
  }

  function runBehind(tokenId: string): void {
    run(tokenId).catch((error: unknown) => log.bug('rotation.not-written', error))
  }

  function resume(rotation: Rotation): void {
    note(rotation.tokenId, { is: 'resumed', uses: steps.placesOf(rotation), byPerson: true })
  }

  function refuseIfOpen(tokenId: string): void {
    const isPart = journal
      .all()
      .some((rotation) => rotation.tokenId === tokenId || rotation.successorId === tokenId)
    if (isPart) throw new AppFailure('rotation-open')
  }

  function begin(tokenId: string, automatic: boolean): void {
    refuseIfOpen(tokenId)
    const record = keeper.record(tokenId)
    const obstacle = renewObstacle(record, clock.now())
    if (obstacle !== null) throw new AppFailure('rotation-not-possible', { reason: obstacle })
    const known = { tokenId, automatic, assisted: record.origin === 'assisted' }
    const uses = deps.uses.usesOf(record).map(({ useId, manual }) => ({ useId, manual }))
    journal.save(newRotation(known, uses, clock.now()))
    log.info('rotation.begun', { token: tokenId, automatic })
    onChange()
  }

  /** Never rejects. */
  const adoptPasted = (rotation: Rotation): Promise<void> =>
    oneAtATime('paste successor', async () => {
      const successorId = await pasted.find(rotation)
      if (successorId !== null) note(rotation.tokenId, { is: 'created', successorId })
    }).catch(noted(log, 'rotation.not-adopted', { token: rotation.tokenId }))

  async function paste(wish: CallInput<'pasteSuccessor'>): Promise<void> {
    if (opened(wish.tokenId).stage !== 'await-paste') {
      throw new AppFailure('rotation-not-possible', { reason: 'not-open' })
    }
    note(wish.tokenId, { is: 'created', successorId: await pasted.take(wish) })
  }

  /** A renewal whose token is off the list comes to no end. Where nothing was made for it, it leaves nothing behind. */
  function dropLost(): void {
    // Tokens that are not on a list that cannot be read are not gone.
    if (deps.settings.notices().includes('not-read')) return
    const known = new Set(index.all().map(({ id }) => id))
    for (const { tokenId, successorId, attempts } of journal.all()) {
      if (!known.has(tokenId) && successorId === null && attempts.length === 0) journal.remove(tokenId)
    }
  }

  async function look(): Promise<void> {
    if (journal.all().length === 0 && due.ids().length === 0) return
    dropLost()
    // A locked keychain would ask the person for its password.
    if ((await vault.state()) !== 'ready') return
    for (const id of due.ids()) await due.tryToBegin(id, () => begin(id, true))
    for (const rotation of journal.all()) {
      if (rotation.stage === 'await-paste') await adoptPasted(rotation)
      runBehind(rotation.tokenId)
    }
  }

  const hasEnded = (id: string | null): boolean => {
    const record = index.all().find((one) => one.id === id)
    return record === undefined || isOver(tokenState(record, clock.now()))
  }

  function abandon(tokenId: string): void {
    const rotation = opened(tokenId)
    if (mayAbandon(rotation) && rotation.successorId !== null && hasEnded(tokenId)) {
      if (!hasEnded(rotation.successorId)) throw new AppFailure('rotation-not-possible', { reason: 'ended' })
      // Both are over: there is nothing to go on with, and nothing to go back to.
      journal.remove(tokenId)
      return
    }
    if (!mayAbandon(rotation)) throw new AppFailure('rotation-not-possible', { reason: 'ended' })
    // It would begin again within the hour, also where the person had begun this one.
    const record = index.all().find(({ id }) => id === tokenId)
    if (record !== undefined && due.isDue({ ...record, successor: null }))
      keeper.change(tokenId, { autoRenew: false })
    note(tokenId, { is: 'abandoned' })
  }

  return {
    refuseIfOpen,
    views: () => journal.all().map(rotationView),
    renew: async (tokenId) => {
      const rotation = find(tokenId)
      if (rotation === undefined) begin(tokenId, false)
      else if (rotationNeed(rotation) === 'revoke') {
        const { organization } = keeper.record(tokenId)
        await deps.browser.open(tokenPage(organization), siteAddress(organization))
        resume(rotation)
      } else resume(rotation)
      runBehind(tokenId)
    },
    paste: async (wish) => {
      await oneAtATime('paste successor', () => paste(wish))
      runBehind(wish.tokenId)
    },
    tick: (tokenId, useId) => {
      opened(tokenId)
      note(tokenId, { is: 'ticked', useId })
      runBehind(tokenId)
    },
    endGrace: (tokenId) => {
      opened(tokenId)
      note(tokenId, { is: 'grace-cut' })
      runBehind(tokenId)
    },
    abandon: async (tokenId) => {
      await oneAtATime(key(tokenId), () => Promise.resolve().then(() => abandon(tokenId)))
      runBehind(tokenId)
    },
    setAutoRenew: (tokenId, on) => {
      if (on && keeper.record(tokenId).origin === 'assisted') throw new AppFailure('invalid-input')
      keeper.change(tokenId, { autoRenew: on })
    },
    look: () => look().catch(noted(log, 'rotation.not-looked'))
  }
}
