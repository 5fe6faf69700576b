import {
  vaultRequest,
  type VaultReply,
  type VaultRequest
} from '../../../electron/adapters/vault/vault-messages.js'
import type { VaultWorker } from '../../../electron/adapters/vault/worker-session.js'

/** What keytar and the keychain behind it can do to a caller (docs/decisions/004-keytar-from-githubs-fork.md). */
export const keychainFaults = [
  'hangs',
  'does what it is told, and does not say so',
  'crashes its process',
  'lost its service to a restart',
  'is locked',
  'is locked, and nobody answers its prompt',
  'is locked, and its prompt is dismissed',
  'is not running',
  'has no library',
  'says what it cannot say'
] as const
export type KeychainFault = (typeof keychainFaults)[number]

/** keytar's process, played: the real vault starts it and talks to it as to the real one. */
export interface PlayedKeychain {
  /** What it keeps, by label. */
  readonly entries: Map<string, string>
  /** What is wrong with it, until it is null again. */
  fault: KeychainFault | null
  launch(): VaultWorker
}

const problem = (kind: Extract<VaultReply, { kind: 'problem' }>['problem']): VaultReply => ({
  kind: 'problem',
  problem: kind,
  message: 'played'
})

export function createPlayedKeychain(): PlayedKeychain {
  const entries = new Map<string, string>()

  function sound(request: VaultRequest): VaultReply {
    if (request.call === 'state') return { kind: 'state', state: 'ready' }
    if (request.call === 'put') entries.set(request.account, request.value)
    else if (request.call === 'delete') entries.delete(request.account)
    else {
      const value = entries.get(request.account)
      return value === undefined ? { kind: 'missing' } : { kind: 'present', value }
    }
    return { kind: 'done' }
  }

  const played: PlayedKeychain = {
    entries,
    fault: null,
    launch: () => {
      let hear: (message: unknown) => void = () => undefined
      let endings: (() => void)[] = []
      const end = (): void => {
        const told = endings
        endings = []
        for (const tell of told) tell()
      }
      /** A library that lost its service stays so for as long as its process lives. */
      let lost = false

      function answer(request: VaultRequest): void {
        const reply = (some: VaultReply): void => {
          hear({ ...some, id: request.id })
        }
        const isState = request.call === 'state'
        const locked = (...replies: readonly VaultReply[]): void => {
          if (isState) reply({ kind: 'state', state: 'locked' })
          else replies.forEach(reply)
        }
        if (played.fault === 'lost its service to a restart') lost = true
        if (lost) {
          reply(problem('failed'))
          return
        }
        switch (played.fault) {
          case null:
            reply(sound(request))
            return
          case 'hangs':
            return
          // A daemon that thaws once nobody waits for it any more.
          case 'does what it is told, and does not say so':
            sound(request)
            return
          case 'crashes its process':
            end()
            return
          case 'is locked':
            locked(problem('locked'))
            return
          case 'is locked, and nobody answers its prompt':
            locked({ kind: 'prompting' })
            return
          case 'is locked, and its prompt is dismissed':
            locked({ kind: 'prompting' }, problem('dismissed'))
            return
          case 'is not running':
            reply(problem('no-service'))
            return
          case 'has no library':
            reply(problem('no-library'))
            return
          case 'says what it cannot say':
            hear('what?')
            return
          default:
            played.fault satisfies 'lost its service to a restart'
        }
      }

      return {
        send: (message) => {
          const request = vaultRequest.parse(message)
          setImmediate(() => {
            answer(request)
          })
        },
        onMessage: (listener) => (hear = listener),
        onEnd: (listener) => void endings.push(listener),
        end
      }
    }
  }
  return played
}
