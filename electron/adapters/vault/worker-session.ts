import { AppFailure } from '../../domain/app-failure.js'
import type { Clock, Log } from '../../services/ports.js'
import { vaultAnswer } from './vault-messages.js'
import type { VaultCall, VaultReply } from './vault-messages.js'

/** A process that answers `VaultRequest`s. Messages may be sent before it listens; after its end they vanish. */
export interface VaultWorker {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onEnd(listener: () => void): void
  /** Ends it at once, whatever it is doing. */
  end(): void
}
export type LaunchVaultWorker = () => VaultWorker

/** Milliseconds. libsecret itself gives up on a frozen service after 25 s. */
const answerLimit = 10_000
/** Milliseconds. The person is looking for the keychain's password, or macOS asks by itself. */
const promptLimit = 60_000
/** Milliseconds without a call, after which the process is ended. */
const idleLimit = 30_000

export interface WorkerSessionDeps {
  readonly launch: LaunchVaultWorker
  readonly clock: Clock
  readonly log: Log
  readonly platform: NodeJS.Platform
}

/** Calls to a worker that is started when needed, ended when idle, and replaced after a fault. */
export interface WorkerSession {
  /**
   * Rejects with `vault-no-answer` at the time limit, `vault-locked` where the person did not answer the
   * keychain's prompt. Resolves with the problem `failed` when the process ended by itself.
   */
  ask(call: VaultCall): Promise<VaultReply>
  /** Ends the process: what it holds is not to be trusted any more. The next call starts another. */
  renew(): void
}

interface Pending {
  readonly settle: (reply: VaultReply | AppFailure) => void
  readonly prompting: () => void
}

export function createWorkerSession({ launch, clock, log, platform }: WorkerSessionDeps): WorkerSession {
  interface Running {
    readonly worker: VaultWorker
    readonly pending: Map<number, Pending>
  }
  let running: Running | null = null
  let count = 0
  let cancelIdle = (): void => undefined

  function start(): Running {
    const started: Running = { worker: launch(), pending: new Map() }
    started.worker.onMessage((message) => {
      const { id, ...reply } = vaultAnswer.parse(message)
      if (reply.kind === 'prompting') started.pending.get(id)?.prompting()
      else started.pending.get(id)?.settle(reply)
    })
    started.worker.onEnd(() => {
      end(started, { kind: 'problem', problem: 'failed', message: 'the process ended' })
    })
    running = started
    return started
  }

  function end(ended: Running, reason: VaultReply | AppFailure): void {
    if (running === ended) running = null
    ended.worker.end()
    for (const { settle } of [...ended.pending.values()]) settle(reason)
  }

  return {
    ask: (call) =>
      new Promise((resolve, reject) => {
        cancelIdle()
        const current = running ?? start()
        const id = count++
        const late = (limit: number, failure: AppFailure): (() => void) =>
          clock.after(limit, () => {
            log.warn('vault.late', { call: call.call, limit })
            settle(failure)
            end(current, new AppFailure('vault-no-answer'))
          })
        let cancelLate = late(
          platform === 'darwin' ? promptLimit : answerLimit,
          new AppFailure('vault-no-answer')
        )
        const settle = (reply: VaultReply | AppFailure): void => {
          if (!current.pending.delete(id)) return
          cancelLate()
          if (current.pending.size === 0 && running === current) {
            cancelIdle = clock.after(idleLimit, () => {
              if (current.pending.size === 0) end(current, new AppFailure('vault-no-answer'))
            })
          }
          if (reply instanceof AppFailure) reject(reply)
          else resolve(reply)
        }
        // The prompt stays on the screen: gnome-keyring 42 dies of the call that would take it away. Answered
        // late, it unlocks the keychain for the next call.
        const prompting = (): void => {
          cancelLate()
          cancelLate = late(promptLimit, new AppFailure('vault-locked'))
        }
        current.pending.set(id, { settle, prompting })
        current.worker.send({ ...call, id })
      }),
    renew: () => {
      if (running !== null) {
        end(running, { kind: 'problem', problem: 'failed', message: 'the process was renewed' })
      }
    }
  }
}
