import { AppFailure } from '../../domain/app-failure.js'
import type { Clock } from '../../services/ports/clock.js'
import type { Log } from '../../services/ports/log.js'
import { vaultAnswer, type VaultCall, type VaultReply } from './vault-messages.js'

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
/**
 * Milliseconds before a process is started after one, two, … faults in a row; then the last one again. The
 * first costs nothing: a daemon that was restarted needs just that.
 */
const backOff = [0, 1_000, 2_000, 4_000, 8_000] as const

/** How long a call may take. Only macOS asks the person where we do not see it. */
function limitOf(call: VaultCall, platform: NodeJS.Platform): number {
  return platform === 'darwin' && call.call !== 'state' ? promptLimit : answerLimit
}

export interface WorkerSessionDeps {
  readonly launch: LaunchVaultWorker
  readonly clock: Clock
  readonly log: Log
  readonly platform: NodeJS.Platform
}

interface Pending {
  readonly settle: (reply: VaultReply | AppFailure) => void
  readonly prompting: () => void
}

const failed = (message: string): VaultReply => ({ kind: 'problem', problem: 'failed', message })

/**
 * Calls to a worker that is started when needed, ended when idle, and replaced after a fault: at once after the
 * first, after longer and longer pauses while they go on.
 */
export function createWorkerSession({ launch, clock, log, platform }: WorkerSessionDeps) {
  interface Running {
    readonly worker: VaultWorker
    readonly pending: Map<number, Pending>
  }
  let running: Running | null = null
  let count = 0
  /** Faults since the last answer that was none. */
  let faults = 0
  let cancelIdle = (): void => undefined
  /** Calls that wait for the next start. */
  let waiting: (() => void)[] | null = null

  function start(): Running {
    const started: Running = { worker: launch(), pending: new Map() }
    started.worker.onMessage((message) => {
      if (running !== started) return
      const heard = vaultAnswer.safeParse(message)
      if (!heard.success) {
        fault(started, failed('the process said what it cannot say'))
        return
      }
      const { id, ...reply } = heard.data
      if (reply.kind === 'prompting') started.pending.get(id)?.prompting()
      else {
        if (reply.kind !== 'problem' || reply.problem !== 'failed') faults = 0
        started.pending.get(id)?.settle(reply)
      }
    })
    started.worker.onEnd(() => {
      if (running === started) fault(started, failed('the process ended'))
    })
    running = started
    return started
  }

  /** Runs `task` once a process may be started: at once, or after the pause that the last faults call for. */
  function whenStartable(task: () => void): void {
    const pause = backOff[Math.min(faults, backOff.length) - 1] ?? 0
    if (waiting !== null) waiting.push(task)
    else if (running !== null || pause === 0) task()
    else {
      const these = (waiting = [task])
      clock.after(pause, () => {
        waiting = null
        for (const begin of these) begin()
      })
    }
  }

  function fault(faulty: Running, reason: VaultReply | AppFailure): void {
    faults += 1
    log.warn('vault.fault', { faults })
    end(faulty, reason)
  }

  function end(ended: Running, reason: VaultReply | AppFailure): void {
    running = null
    ended.worker.end()
    for (const { settle } of [...ended.pending.values()]) settle(reason)
    cancelIdle()
  }

  return {
    /**
     * Rejects with `vault-no-answer` at the time limit, `vault-locked` where the person did not answer the
     * keychain's prompt. Resolves with the problem `failed` when the process ended by itself.
     */
    ask: (call: VaultCall): Promise<VaultReply> =>
      new Promise((resolve, reject) =>
        whenStartable(() => {
          cancelIdle()
          const current = running ?? start()
          const id = count++
          const late = (limit: number, failure: AppFailure): (() => void) =>
            clock.after(limit, () => {
              log.warn('vault.late', { call: call.call, limit })
              settle(failure)
              // Nobody at the computer is no fault of the process, but its prompt holds it.
              if (failure.code === 'vault-locked') end(current, new AppFailure('vault-no-answer'))
              else fault(current, new AppFailure('vault-no-answer'))
            })
          let cancelLate = late(limitOf(call, platform), new AppFailure('vault-no-answer'))
          const settle = (reply: VaultReply | AppFailure): void => {
            if (!current.pending.delete(id)) return
            cancelLate()
            if (current.pending.size === 0) {
              cancelIdle = clock.after(idleLimit, () => end(current, new AppFailure('vault-no-answer')))
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
        })
      ),
    /** Ends the process: what it holds is not to be trusted any more. The next call starts another. */
    renew: () => {
      if (running !== null) fault(running, failed('the process was renewed'))
    }
  }
}
