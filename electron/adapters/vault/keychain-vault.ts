import { createQueue } from '../../domain/one-at-a-time.js'
import { AppFailure } from '../../domain/app-failure.js'
import { Secret } from '../../domain/secret.js'
import type { Vault, VaultEntry } from '../../services/ports/keychain.js'
import type { VaultCall, VaultProblem, VaultReply } from './vault-messages.js'
import { createWorkerSession, type WorkerSessionDeps } from './worker-session.js'

export interface KeychainVaultDeps extends WorkerSessionDeps {
  /** The name under which the keychain shows our entries. */
  readonly service: string
}

const isMissing = (problem: VaultProblem) => problem === 'no-library' || problem === 'no-service'

/**
 * The keychain of this system, through keytar in a process of its own. The service is asked about one entry at
 * a time, so that a person never sees two prompts. `findCredentials` is never called: it crashes where an
 * entry of the service has no account, or the collection is locked.
 */
export function createKeychainVault(deps: KeychainVaultDeps): Vault {
  const { service, log } = deps
  const session = createWorkerSession(deps)
  const oneByOne = createQueue()

  /** A `failed` may be a worker that lost its service to a restart: such a one never recovers, a new one does. */
  async function ask(call: VaultCall): Promise<VaultReply> {
    const reply = await session.ask(call)
    if (reply.kind !== 'problem' || reply.problem !== 'failed') return reply
    log.warn('vault.renewed', { call: call.call, message: reply.message })
    session.renew()
    return session.ask(call)
  }

  async function answerTo(call: VaultCall): Promise<Exclude<VaultReply, { kind: 'problem' }>> {
    const reply = await ask(call)
    if (reply.kind !== 'problem') return reply
    log.warn('vault.problem', { call: call.call, problem: reply.problem, message: reply.message })
    if (reply.problem === 'failed') session.renew()
    throw failureOf(reply.problem)
  }

  const about = ({ label }: VaultEntry): { service: string; account: string } => ({ service, account: label })

  return {
    state: async () => {
      const reply = await ask({ call: 'state' })
      if (reply.kind === 'state') return reply.state
      if (reply.kind !== 'problem') throw new TypeError(`the vault answered ${reply.kind}`)
      if (isMissing(reply.problem)) return 'no-service'
      throw failureOf(reply.problem)
    },
    get: (entry) =>
      oneByOne(async () => {
        const reply = await answerTo({ call: 'get', ...about(entry) })
        return reply.kind === 'present' ? new Secret(reply.value) : null
      }),
    put: (entry, secret) =>
      oneByOne(async () => {
        await answerTo({ call: 'put', ...about(entry), value: secret.reveal() })
      }),
    delete: (entry) =>
      oneByOne(async () => {
        await answerTo({ call: 'delete', ...about(entry) })
      })
  }
}

function failureOf(problem: VaultProblem): AppFailure {
  return isMissing(problem)
    ? new AppFailure('no-protected-store', { reason: problem })
    : new AppFailure(`vault-${problem}`)
}
