import { Message, Variant } from '@particle/dbus-next'
import { startOwned, type OwnedProcess } from './owned-process.js'
import type { SessionBus } from './session-bus.js'

/** What unlocks the desktop's keyring: typed into the real prompt by tests. */
export const keyringPassword = 'practice'

const service = 'org.freedesktop.secrets'
const login = '/org/freedesktop/secrets/collection/login'

export interface Keyring {
  /** Starts a daemon, or one again; the login keyring is open. */
  start(): Promise<void>
  lock(): Promise<void>
  /** Without a prompt. */
  unlock(): Promise<void>
  /** Frozen: it keeps its name on the bus and answers nothing. */
  stop(): void
  continue(): void
  /** As a crash: SIGKILL. */
  kill(): Promise<void>
  end(): Promise<void>
}

/** A real gnome-keyring on the desktop's own bus and HOME. */
export function createKeyring(
  bus: SessionBus,
  directory: string,
  env: Readonly<Record<string, string>>
): Keyring {
  let daemon: OwnedProcess | undefined

  async function call(
    member: string,
    contents: { interface: string; signature: string; body: unknown[] }
  ): Promise<unknown[]> {
    const reply = await bus.connection.call(
      new Message({ destination: service, path: '/org/freedesktop/secrets', member, ...contents })
    )
    const body: unknown[] = reply?.body ?? []
    return body
  }

  return {
    async start() {
      daemon = startOwned({
        program: 'gnome-keyring-daemon',
        args: ['--foreground', '--unlock', '--components=secrets'],
        env,
        logs: directory,
        name: 'keyring',
        input: keyringPassword
      })
      await bus.waitForName(service)
    },
    async lock() {
      await call('Lock', {
        interface: 'org.freedesktop.Secret.Service',
        signature: 'ao',
        body: [[login]]
      })
    },
    async unlock() {
      const [, session] = await call('OpenSession', {
        interface: 'org.freedesktop.Secret.Service',
        signature: 'sv',
        body: ['plain', new Variant('s', '')]
      })
      const secret = [session, Buffer.alloc(0), Buffer.from(keyringPassword), 'text/plain']
      await call('UnlockWithMasterPassword', {
        interface: 'org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface',
        signature: 'o(oayays)',
        body: [login, secret]
      })
    },
    stop: () => daemon?.signal('SIGSTOP'),
    continue: () => daemon?.signal('SIGCONT'),
    async kill() {
      daemon?.signal('SIGKILL')
      await bus.waitForName(service, false)
    },
    async end() {
      await daemon?.end()
    }
  }
}
