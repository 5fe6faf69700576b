import { AppFailure } from '../../domain/app-failure.js'
import { Secret } from '../../domain/secret.js'
import type { Clock, Log, Vault, VaultEntry } from '../../services/ports.js'
import { createVaultClient } from './vault-client.js'
import type { LaunchVaultWorker } from './vault-client.js'
import type { KeychainState, VaultAnswer, VaultQuestion } from './vault-messages.js'

/** Milliseconds. A keychain answers at once, or something is wrong with it. */
const answerLimit = 8_000
/** Milliseconds that a person has for the keychain's prompt. */
const promptLimit = 60_000

export interface KeychainVaultDeps {
  /** The name under which the keychain's own program shows our entries. */
  readonly service: string
  readonly launch: LaunchVaultWorker
  readonly clock: Clock
  readonly log: Log
}

/**
 * The operating system's keychain through keytar in a process of its own. One operation at a time for each
 * entry. A process that knew the keychain before a restart never recovers, so a failure of such a one is tried
 * once more in a new one; all operations may be repeated without harm.
 */
export function createKeychainVault(deps: KeychainVaultDeps): Vault & { close(): void } {
  const { service, launch, clock, log } = deps
  const client = createVaultClient(launch, clock, log)
  const queues = new Map<string, Promise<unknown>>()

  function oneAtATime<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = queues.get(key) ?? Promise.resolve()
    const mine = before.then(task, task)
    const last = mine.catch(() => undefined)
    queues.set(key, last)
    void last.then(() => {
      if (queues.get(key) === last) queues.delete(key)
    })
    return mine
  }

  async function askOnce(question: VaultQuestion, limit: number): Promise<VaultAnswer> {
    const answer = await client.ask(question, limit)
    if (answer.kind === 'failed') {
      client.end()
      throw new AppFailure('vault-failed')
    }
    return answer
  }

  async function ask(question: VaultQuestion, limit: number): Promise<VaultAnswer> {
    const wasWarm = client.isWarm()
    try {
      return await askOnce(question, limit)
    } catch (failure) {
      if (!wasWarm || !(failure instanceof AppFailure) || failure.code !== 'vault-failed') throw failure
      return askOnce(question, limit)
    }
  }

  async function keychainState(): Promise<{ readonly state: KeychainState; readonly detail: string }> {
    const first = await ask({ call: 'state' }, answerLimit)
    const wasWarm = client.isWarm()
    if (first.kind === 'state' && first.state === 'no-service' && wasWarm) {
      // A bus or a service that went away may be back, which only a new process can see.
      client.end()
      const second = await ask({ call: 'state' }, answerLimit)
      if (second.kind === 'state') return second
    }
    if (first.kind !== 'state') throw new TypeError('the vault process answered another question')
    return first
  }

  /** Makes the keychain usable, with its own prompt where it is locked. */
  async function open(): Promise<KeychainState> {
    const { state, detail } = await keychainState()
    if (state === 'no-service') throw new AppFailure('no-protected-store', { missing: detail })
    if (state !== 'locked') return state
    const answer = await ask({ call: 'unlock' }, promptLimit)
    if (answer.kind === 'unlocked' && answer.dismissed) throw new AppFailure('vault-dismissed')
    const { state: after } = await keychainState()
    if (after === 'locked') throw new AppFailure('vault-locked')
    return after
  }

  async function read(account: string): Promise<Secret | null> {
    const answer = await ask({ call: 'get', service, account }, answerLimit)
    if (answer.kind !== 'value') throw new TypeError('the vault process answered another question')
    if (answer.value !== null) return new Secret(answer.value)
    // Null means missing only where the collection was open all the while.
    const { state } = await keychainState()
    if (state === 'locked') throw new AppFailure('vault-locked')
    if (state === 'no-service') throw new AppFailure('no-protected-store')
    return null
  }

  return {
    close: () => {
      client.end()
    },
    state: async () => {
      try {
        const { state } = await keychainState()
        return state === 'no-service' || state === 'locked' ? state : 'ready'
      } catch (failure) {
        if (failure instanceof AppFailure) return 'no-service'
        throw failure
      }
    },
    get: (entry: VaultEntry) =>
      oneAtATime(entry.label, async () => {
        await open()
        return read(entry.label)
      }),
    put: (entry, secret) =>
      oneAtATime(entry.label, async () => {
        // Without a collection the first write makes one, and the keychain asks for its password.
        const limit = (await open()) === 'no-collection' ? promptLimit : answerLimit
        const account = entry.label
        await ask({ call: 'set', service, account, value: secret.reveal() }, limit)
        const back = await read(account)
        if (back === null || !back.equals(secret)) throw new AppFailure('vault-failed')
      }),
    delete: (entry) =>
      oneAtATime(entry.label, async () => {
        await open()
        await ask({ call: 'delete', service, account: entry.label }, answerLimit)
        // keytar answers false for missing and for refused alike.
        if ((await read(entry.label)) !== null) throw new AppFailure('vault-failed')
      })
  }
}
