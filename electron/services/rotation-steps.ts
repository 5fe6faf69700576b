import { AppFailure } from '../domain/app-failure.js'
import { inherited } from '../domain/reminded-tokens.js'
import type { KnownUse, Rotation, RotationFact, RotationTask } from '../domain/rotation.js'
import type { TokenRecord } from '../domain/token.js'
import { createOwnerCalls } from './owner-calls.js'
import { createSuccessorMaker } from './successor-maker.js'
import type { Needs } from './parts.js'

/** The places of tokens, for moving them from one token to another. */
export interface UseMover {
  /** Places of a token: Git (id `git`) where it was handed over, its files, its manual places. */
  usesOf(record: TokenRecord): readonly { readonly useId: string; readonly manual: boolean }[]
  /**
   * Writes the value of token `toId` into the place that token `fromId` has under this id. Doing it twice is
   * harmless. The place belongs to both records until `settle`. Rejects with `entry-missing` or `entry-taken`, and
   * writes nothing, where neither token's value is there any more.
   */
  move(useId: string, fromId: string, toId: string): Promise<void>
  /**
   * A harmless real request with what is in the place now, which must be the value of `tokenId`; rejects with
   * `use-proof-failed`, `entry-missing`…
   */
  prove(useId: string, tokenId: string): Promise<void>
  /** The place belongs to `toId` alone from now on. */
  settle(useId: string, fromId: string, toId: string): void
}

/** What the machine's tasks do to the outside. Each may be done again, also after it was interrupted. */
interface RotationSteps {
  /** The fact that doing it gave. `note` writes one down before an effect. Rejects with why it failed. */
  perform(
    rotation: Rotation,
    task: Exclude<RotationTask, { do: 'wait' | 'close' }>,
    note: (fact: RotationFact) => void
  ): Promise<RotationFact>
  /** Where the token is now, and its successor by this rotation. */
  placesOf(rotation: Rotation): readonly KnownUse[]
}

/** Milliseconds. */
const hour = 3_600_000

export function createRotationSteps(
  deps: Parameters<typeof createSuccessorMaker>[0] &
    Needs<'oneAtATime' | 'createJournal' | 'settings' | 'reminderStore'> & {
      readonly uses: UseMover
    }
): RotationSteps {
  const { keeper, oneAtATime, patience, tokenCheck, vault, uses, reminderStore, clock } = deps
  const { revokeAsOwner } = createOwnerCalls(deps)
  const maker = createSuccessorMaker(deps)
  const now = (): string => new Date(clock.now()).toISOString()

  const isListed = (id: string): boolean => deps.index.all().some((one) => one.id === id)
  const has = (id: string | null, useId: string): boolean =>
    id !== null && isListed(id) && usesOf(id).some((use) => use.useId === useId)
  const usesOf = (id: string): readonly KnownUse[] => uses.usesOf(keeper.record(id))
  const successorOf = ({ successorId }: Rotation): string => {
    if (successorId === null) throw new AppFailure('token-unknown')
    return successorId
  }
  /** Whose record has the place: until it is settled both, after that one of them. */
  const holder = (rotation: Rotation, useId: string): string =>
    has(rotation.tokenId, useId) ? rotation.tokenId : successorOf(rotation)

  function placesOf(rotation: Rotation): readonly KnownUse[] {
    const own = usesOf(rotation.tokenId)
    const moved = rotation.uses.filter(
      ({ useId }) => has(rotation.successorId, useId) && !own.some((use) => use.useId === useId)
    )
    return [...own, ...moved].map(({ useId, manual }) => ({ useId, manual }))
  }

  /** Was the old token handed to a place that this rotation does not know of? */
  const hasNewPlaces = (rotation: Rotation): boolean =>
    usesOf(rotation.tokenId).some(({ useId }) => !rotation.uses.some((use) => use.useId === useId))
  const withPlaces = (rotation: Rotation): RotationFact => ({
    is: 'resumed',
    uses: placesOf(rotation),
    byPerson: false
  })

  async function identify(id: string): Promise<void> {
    const { organization } = keeper.record(id)
    const token = await keeper.secret(id)
    await patience.safely(() => tokenCheck.identify(organization, token))
  }

  const keep = (id: string): Promise<RotationFact> =>
    oneAtATime(id, async () => {
      if (!isListed(id)) return { is: 'value-lost' }
      if (keeper.inMemory(id)) await keeper.store(id)
      else if ((await vault.get({ label: keeper.record(id).label })) === null) return { is: 'value-lost' }
      // It may have come there without our having written that down.
      keeper.change(id, { inVault: true })
      return { is: 'done', task: 'keep' }
    })

  async function switchOver(rotation: Rotation): Promise<RotationFact> {
    if (hasNewPlaces(rotation)) return withPlaces(rotation)
    const successorId = successorOf(rotation)
    // A token that is used nowhere was proven by no place.
    await identify(successorId)
    for (const { useId } of rotation.uses) {
      if (has(rotation.tokenId, useId)) uses.settle(useId, rotation.tokenId, successorId)
    }
    const { autoRenew } = keeper.record(rotation.tokenId)
    if (autoRenew) keeper.change(successorId, { autoRenew })
    reminderStore.change((memory) => inherited(memory, rotation.tokenId, successorId))
    keeper.change(rotation.tokenId, { successor: successorId })
    return { is: 'switched', grace: deps.settings.read().graceHours * hour }
  }

  async function endGrace(rotation: Rotation): Promise<RotationFact> {
    if (hasNewPlaces(rotation)) return withPlaces(rotation)
    // Somebody may have revoked it meanwhile.
    await identify(successorOf(rotation))
    return { is: 'grace-over' }
  }

  const revokeAtService = (record: TokenRecord): Promise<void> =>
    oneAtATime(record.id, async () => {
      await revokeAsOwner(record)
      keeper.change(record.id, { revokedAt: now() })
    })

  async function revoke(rotation: Rotation): Promise<RotationFact> {
    // By hand it is the person's: the page opens when they ask for it, not at night when the grace period is over.
    if (!rotation.assisted) await revokeAtService(keeper.record(rotation.tokenId))
    return { is: 'done', task: 'revoke' }
  }

  async function proveDead(rotation: Rotation): Promise<RotationFact> {
    const { tokenId } = rotation
    try {
      await identify(tokenId)
    } catch (error) {
      const code = error instanceof AppFailure ? error.code : null
      // Without its value nobody can try it: the service's word for the revoke has to do.
      if (code !== 'token-not-accepted' && code !== 'vault-missing') throw error
      keeper.change(tokenId, { revokedAt: keeper.record(tokenId).revokedAt ?? now(), revokeLeft: [] })
      return { is: 'done', task: 'prove-dead' }
    }
    throw new AppFailure('old-token-still-works', { organization: keeper.record(tokenId).organization })
  }

  async function erase(rotation: Rotation): Promise<RotationFact> {
    // A create that was taken for lost may have been carried out late.
    if (rotation.attempts.length > 1) {
      await maker.sweep(rotation)
      leaveToLostCreates(rotation)
    }
    await oneAtATime(rotation.tokenId, () => keeper.erase(rotation.tokenId))
    return { is: 'done', task: 'erase' }
  }

  async function putBack(rotation: Rotation, useId: string): Promise<RotationFact> {
    const back: RotationFact = { is: 'use', useId, state: 'old' }
    try {
      await uses.move(useId, holder(rotation, useId), rotation.tokenId)
    } catch (error) {
      // What another hand put there, or took away, stays so: nothing of the successor is left there.
      if (error instanceof AppFailure && ['entry-missing', 'entry-taken'].includes(error.code)) return back
      throw error
    }
    await uses.prove(useId, rotation.tokenId)
    return back
  }

  async function revokeSuccessor(rotation: Rotation): Promise<RotationFact> {
    const { tokenId, successorId } = rotation
    const record = deps.index.all().find(({ id }) => id === successorId)
    if (record !== undefined) {
      for (const { useId } of rotation.uses) {
        if (has(record.id, useId)) uses.settle(useId, record.id, tokenId)
      }
      keeper.change(tokenId, { successor: null })
      if (!rotation.assisted) await revokeAtService(record)
    }
    if (rotation.attempts.length > 0) {
      const { found } = await maker.sweep(rotation)
      if (found !== null && found !== successorId) return { is: 'created', successorId: found }
    }
    return { is: 'done', task: 'revoke-successor' }
  }

  /** What is carried out later still is found by those who look for lost creates. */
  function leaveToLostCreates({ tokenId, attempts }: Rotation): void {
    const { organization, name } = keeper.record(tokenId)
    attempts.forEach(({ sentAt: startedAt }, at) =>
      deps.createJournal.open({ id: `${tokenId} ${at}`, organization, name, startedAt })
    )
  }

  async function eraseSuccessor(rotation: Rotation): Promise<RotationFact> {
    const { successorId, assisted, startedAt } = rotation
    leaveToLostCreates(rotation)
    // One that was on the list before it was pasted stays what it was.
    const isOwn = (id: string): boolean => assisted && keeper.record(id).createdAt < startedAt
    if (successorId !== null && isListed(successorId) && !isOwn(successorId)) {
      await oneAtATime(successorId, () => keeper.erase(successorId))
      // One that was made by hand is on the list until the person says that it was revoked by hand.
      if (assisted) keeper.change(successorId, { revokeLeft: ['service'] })
      else deps.index.remove(successorId)
    }
    return { is: 'done', task: 'erase-successor' }
  }

  return {
    placesOf,
    perform: async (rotation, task, note) => {
      switch (task.do) {
        case 'look':
          return maker.look(rotation)
        case 'create':
          return maker.create(rotation, note)
        case 'keep':
          return keep(successorOf(rotation))
        case 'write':
          await uses.move(task.useId, holder(rotation, task.useId), successorOf(rotation))
          return { is: 'use', useId: task.useId, state: 'written' }
        case 'prove':
          await uses.prove(task.useId, successorOf(rotation))
          return { is: 'use', useId: task.useId, state: 'proven' }
        case 'switch':
          return switchOver(rotation)
        case 'end-grace':
          return endGrace(rotation)
        case 'revoke':
          return revoke(rotation)
        case 'prove-dead':
          return proveDead(rotation)
        case 'erase':
          return erase(rotation)
        case 'put-back':
          return putBack(rotation, task.useId)
        case 'revoke-successor':
          return revokeSuccessor(rotation)
        case 'erase-successor':
          return eraseSuccessor(rotation)
        case 'retry':
          return withPlaces(rotation)
        default:
          return task satisfies never
      }
    }
  }
}
