import { AppFailure } from '../../domain/app-failure.js'
import type { Clock, Log } from '../../services/ports.js'
import { vaultAnswer } from './vault-messages.js'
import type { VaultAnswer, VaultQuestion } from './vault-messages.js'

/** A vault process as main sees it. */
export interface VaultWorker {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: () => void): void
  end(): void
}
export type LaunchVaultWorker = () => VaultWorker

/** Milliseconds after the last answer until the process is ended. */
const idleLimit = 30_000

export interface VaultClient {
  /**
   * One question to the vault process, which is started when it is not there. Rejects with `vault-no-answer`
   * after `limit` milliseconds, when the process is ended, and with `vault-failed` when it died or said so.
   */
  ask(question: VaultQuestion, limit: number): Promise<VaultAnswer>
  /** True when the process that would answer has answered before. */
  isWarm(): boolean
  /** Ends the process; the next question starts a new one. */
  end(): void
}

interface Pending {
  readonly settle: (answer: VaultAnswer) => void
  readonly fail: (failure: AppFailure) => void
}

/** Keeps at most one vault process, for as long as it is used. */
export function createVaultClient(launch: LaunchVaultWorker, clock: Clock, log: Log): VaultClient {
  let current: {
    readonly worker: VaultWorker
    readonly pending: Map<number, Pending>
    warm: boolean
  } | null = null
  let lastId = 0
  let stopIdle: () => void = () => undefined

  function end(code: 'vault-no-answer' | 'vault-failed'): void {
    const ended = current
    if (ended === null) return
    current = null
    stopIdle()
    ended.worker.end()
    for (const { fail } of ended.pending.values()) fail(new AppFailure(code))
  }

  function start(): NonNullable<typeof current> {
    const started = { worker: launch(), pending: new Map<number, Pending>(), warm: false }
    started.worker.onMessage((message) => {
      const read = vaultAnswer.safeParse(message)
      if (!read.success) return
      started.warm = true
      started.pending.get(read.data.id)?.settle(read.data)
    })
    started.worker.onExit(() => {
      if (current !== started) return
      log.warn('vault.process-ended')
      end('vault-failed')
    })
    return started
  }

  function waitIdle(): void {
    stopIdle()
    if (current?.pending.size === 0) stopIdle = clock.after(idleLimit, () => end('vault-failed'))
  }

  return {
    isWarm: () => current?.warm ?? false,
    end: () => {
      end('vault-failed')
    },
    ask: (question, limit) => {
      stopIdle()
      const asked = (current ??= start())
      const id = (lastId += 1)
      return new Promise<VaultAnswer>((resolve, reject) => {
        const stopLimit = clock.after(limit, () => {
          log.warn('vault.no-answer', { call: question.call })
          if (current === asked) end('vault-no-answer')
        })
        const close = (): void => {
          stopLimit()
          asked.pending.delete(id)
          waitIdle()
        }
        asked.pending.set(id, {
          settle: (answer) => {
            close()
            resolve(answer)
          },
          fail: (failure) => {
            close()
            reject(failure)
          }
        })
        asked.worker.post({ ...question, id })
      })
    }
  }
}
