import { AppFailure, asAppError } from '../domain/app-failure.js'
import type { Secret } from '../domain/secret.js'
import type { TokenRecord } from '../domain/token.js'
import type { AppError } from '../shared/error-codes.js'
import type { TokenView } from '../shared/view.js'
import { noted } from './noted-failure.js'
import type { Needs } from './parts.js'

/** Where the values of tokens are: in the keychain, or held in memory for as long as that did not work. */
export interface TokenKeeper {
  /** The record, or `token-unknown`. */
  record(id: string): TokenRecord
  /** Adds a token to the list, its value held in memory; `store` comes next. */
  take(record: TokenRecord, secret: Secret): void
  /** Writes a held value to the keychain. Rejects with why not; the value then stays held. */
  store(id: string): Promise<void>
  /** As `store`, but answers why not instead: the token is there either way. */
  tryToStore(id: string): Promise<{ readonly kept: TokenView['kept']; readonly keepError: AppError | null }>
  /**
   * The value, or `vault-missing`, or why the keychain did not give it. Where it is known to be missing, the record
   * says so until `recoverAll` finds it again.
   */
  secret(id: string): Promise<Secret>
  inMemory(id: string): boolean
  /** Changes a record as it is now, which may not be as it was before an `await`. Gone records stay gone. */
  change(id: string, change: Partial<TokenRecord>): void
  /**
   * Asks the keychain for a value of which the record does not know: an end between the write and its note leaves
   * one, and so does a list that was lost. Where it is, the record says so from now on. Rejects rather than have
   * the keychain ask the person.
   */
  recover(record: TokenRecord): Promise<boolean>
  /** As `recover`, for every record of which that may be true. What cannot be asked is logged; never rejects. */
  recoverAll(): Promise<void>
  /** Erases our copies of the value, also one that the record does not know of. The record stays. */
  erase(id: string): Promise<void>
}

export function createTokenKeeper({ vault, index, log }: Needs<'vault' | 'index' | 'log'>): TokenKeeper {
  const held = new Map<string, Secret>()
  const find = (id: string): TokenRecord | undefined => index.all().find((record) => record.id === id)

  function record(id: string): TokenRecord {
    const found = find(id)
    if (found === undefined) throw new AppFailure('token-unknown')
    return found
  }

  function change(id: string, changed: Partial<TokenRecord>): void {
    const found = find(id)
    if (found !== undefined) index.save({ ...found, ...changed })
  }

  async function store(id: string): Promise<void> {
    const secret = held.get(id)
    const { inVault } = record(id)
    if (secret === undefined) {
      if (inVault) return
      throw new AppFailure('vault-missing')
    }
    await vault.put({ label: record(id).label }, secret)
    // Only now, so that the value is somewhere at every moment.
    change(id, { inVault: true })
    held.delete(id)
  }

  async function expectReady(): Promise<void> {
    const state = await vault.state()
    if (state !== 'ready') throw new AppFailure(state === 'locked' ? 'vault-locked' : 'no-protected-store')
  }

  async function lookFor(given: TokenRecord): Promise<boolean> {
    if ((await vault.get({ label: given.label })) === null) return false
    index.save({ ...(find(given.id) ?? given), inVault: true })
    log.info('token.recovered', { token: given.id })
    return true
  }

  const mayBeRecovered = (one: TokenRecord): boolean =>
    !one.inVault && !held.has(one.id) && !one.stray && (one.origin !== 'elsewhere' || one.unasked === true)

  return {
    record,
    change,
    store,
    recover: async (given) => {
      await expectReady()
      return lookFor(given)
    },
    recoverAll: async () => {
      const wanted = index.all().filter(mayBeRecovered)
      if (wanted.length === 0) return
      try {
        await expectReady()
        for (const one of wanted) await lookFor(one)
        const asked = index.all().filter((one) => one.unasked && wanted.some(({ id }) => id === one.id))
        if (asked.length > 0) index.save(...asked.map((one) => ({ ...one, unasked: undefined })))
      } catch (error) {
        noted(log, 'token.not-looked-for')(error)
      }
    },
    take: (taken, secret) => {
      held.set(taken.id, secret)
      index.save(taken)
    },
    tryToStore: async (id) => {
      try {
        await store(id)
        return { kept: 'keychain', keepError: null }
      } catch (error) {
        if (!(error instanceof AppFailure)) log.bug('token.not-kept', error)
        return { kept: 'memory', keepError: asAppError(error) }
      }
    },
    secret: async (id) => {
      const inHand = held.get(id)
      if (inHand !== undefined) return inHand
      const found = record(id)
      const kept = found.inVault ? await vault.get({ label: found.label }) : null
      if (kept !== null) return kept
      // Only where it is asked again: a keychain that comes back has the value again.
      const lost = { ...found, inVault: false }
      if (found.inVault && mayBeRecovered(lost)) change(id, { inVault: false })
      throw new AppFailure('vault-missing')
    },
    inMemory: (id) => held.has(id),
    erase: async (id) => {
      const { label, inVault } = record(id)
      await vault.delete({ label }).catch((error: unknown) => {
        // Where there is no keychain, nothing was written to one.
        if (inVault || !(error instanceof AppFailure) || error.code !== 'no-protected-store') throw error
      })
      change(id, { inVault: false })
      held.delete(id)
    }
  }
}
