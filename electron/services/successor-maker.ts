import { AppFailure } from '../domain/app-failure.js'
import type { Rotation, RotationFact } from '../domain/rotation.js'
import type { Secret } from '../domain/secret.js'
import { endOfSuccessor, isOfAttempts, looksRenewed, mustYield } from '../domain/successor.js'
import { newRecord, type TokenRecord } from '../domain/token.js'
import { isCutShort, iso } from '../shared/expiry.js'
import type { ServicePat } from './ports/azure-devops.js'
import { createOwnerCalls } from './owner-calls.js'
import type { Needs } from './parts.js'

/** Makes the successor of a token through the API, one at most that lives on. */
interface SuccessorMaker {
  /**
   * Finds what earlier creates left: one whose value we have is the successor, all others are revoked. Rejects
   * with `rotation-elsewhere` where another computer seems to have renewed the token, or did so at the same moment
   * and was first: then ours is taken back. Not where the person insisted. Rejects also with the keychain's trouble before anything is made that it could not take.
   */
  look(rotation: Rotation): Promise<RotationFact>
  /** Sends the create, noted before; its token is on our list, its value in memory. Then looks once more. */
  create(rotation: Rotation, note: (fact: RotationFact) => void): Promise<RotationFact>
  /** Revokes what the creates left, but for the successor; gives one whose value we have where none is known. */
  sweep(
    rotation: Rotation
  ): Promise<{ readonly found: string | null; readonly active: readonly ServicePat[] }>
}

/** Milliseconds. By up to that much ends are drawn apart: by its end each computer knows its own token. */
const spread = 5 * 60_000

export function createSuccessorMaker(
  deps: Parameters<typeof createOwnerCalls>[0] & Needs<'index' | 'vault' | 'clock' | 'random'>
): SuccessorMaker {
  const { keeper, index, patApi, patience, vault, clock } = deps
  const { asOwner } = createOwnerCalls(deps)
  const known = (id: string): TokenRecord | undefined => index.all().find((one) => one.id === id)

  /** A keychain that cannot be asked rejects: what may have a value is not revoked. */
  async function hasValue(id: string): Promise<boolean> {
    const record = known(id)
    if (record === undefined) return false
    return keeper.inMemory(id) || (await vault.get({ label: record.label })) !== null
  }

  async function forget(id: string): Promise<void> {
    if (known(id) === undefined) return
    await keeper.erase(id)
    index.remove(id)
  }

  /** In this order: once it is revoked, the service's list names it no more. */
  async function takeBack(bearer: Secret, organization: string, id: string): Promise<void> {
    await forget(id)
    await patience.safely(() => patApi.revoke(bearer, organization, id))
  }

  function sweep(rotation: Rotation): ReturnType<SuccessorMaker['sweep']> {
    const record = keeper.record(rotation.tokenId)
    const { organization, name } = record
    return asOwner(record, async (bearer) => {
      const active = await patience.safely(() => patApi.list(bearer, organization, 'active'))
      let found = rotation.successorId
      for (const token of active) {
        const { authorizationId: id } = token
        // The old one may be minutes old itself, and would then pass for its own successor.
        const isOld = id === rotation.tokenId
        if (isOld || id === found || !isOfAttempts(token, name, rotation.attempts)) continue
        if (await hasValue(id)) {
          // A second one that has a value is somebody's own, or on the list for the person to see.
          found ??= id
          continue
        }
        await takeBack(bearer, organization, id)
      }
      return { found, active }
    })
  }

  async function look(rotation: Rotation): Promise<RotationFact> {
    const record = keeper.record(rotation.tokenId)
    const { organization, name } = record
    const { found, active } = await sweep(rotation)
    const own = active.find(({ authorizationId }) => authorizationId === found)
    const others = active.filter(
      (token) =>
        token !== own &&
        !isOfAttempts(token, name, rotation.attempts) &&
        known(token.authorizationId)?.inVault !== true
    )
    const isElsewhere =
      own === undefined
        ? found === null && looksRenewed(record, others, clock.now())
        : mustYield(record, own, others)
    if (isElsewhere && !rotation.insisted) {
      if (own !== undefined) {
        await asOwner(record, (bearer) => takeBack(bearer, organization, own.authorizationId))
      }
      throw new AppFailure('rotation-elsewhere', { organization, name })
    }
    if (found !== null) return { is: 'created', successorId: found }
    const state = await vault.state()
    if (state !== 'ready') throw new AppFailure(state === 'locked' ? 'vault-locked' : 'no-protected-store')
    return { is: 'done', task: 'look' }
  }

  return {
    sweep,
    look,
    create: async (rotation, note) => {
      const { tokenId } = rotation
      const record = keeper.record(tokenId)
      const { organization, name, scopes } = record
      const successorId = await asOwner(record, async (bearer, account) => {
        const end = endOfSuccessor(keeper.record(tokenId), clock.now())
        const requested = end - Math.floor(deps.random() * spread)
        note({ is: 'sent', validTo: iso(requested) })
        const made = await patApi.create(bearer, { organization, name, scopes, validTo: requested })
        const { authorizationId: id, scopes: given, allOrganizations, secret } = made
        const requestedValidTo = isCutShort(requested, made.validTo) ? iso(requested) : null
        const times = { createdAt: iso(clock.now()), validTo: iso(made.validTo), requestedValidTo }
        const owner = { organization, account: account?.name ?? null, allOrganizations }
        keeper.take(newRecord({ id, name, scopes: given, origin: 'api', ...owner, ...times }), secret)
        return id
      })
      // Before the create nobody could see the other one coming. Its own attempt is left out: this one is known.
      return look({ ...rotation, successorId })
    }
  }
}
