import type { MessageBus } from '@particle/dbus-next'
import type { KeychainState } from './vault-messages.js'

/** The keychain of a Linux desktop, asked over D-Bus what keytar cannot tell (freedesktop.org, Secret Service). */
export interface SecretService {
  state(): Promise<KeychainState>
  /** Lets the desktop ask the person; waits for as long as they take. */
  unlock(): Promise<{ readonly dismissed: boolean }>
}

const destination = 'org.freedesktop.secrets'
const servicePath = '/org/freedesktop/secrets'
const nowhere = '/'

interface Call {
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature: string
  readonly body: readonly unknown[]
}

/** Opens the session bus. Rejects where there is none. */
export async function openSecretService(): Promise<SecretService> {
  const { Message, sessionBus } = await import('@particle/dbus-next')
  const bus: MessageBus = await new Promise((resolve, reject) => {
    const opened = sessionBus()
    opened.once('connect', () => {
      resolve(opened)
    })
    opened.on('error', reject)
  })

  async function call(order: Call): Promise<readonly unknown[]> {
    const reply = await bus.call(new Message({ destination, ...order, body: [...order.body] }))
    return (reply?.body ?? []) as readonly unknown[]
  }

  /** The collection that keytar writes to, or null while there is none. */
  async function collection(): Promise<string | null> {
    const [path] = await call({
      path: servicePath,
      interface: 'org.freedesktop.Secret.Service',
      member: 'ReadAlias',
      signature: 's',
      body: ['default']
    })
    return typeof path === 'string' && path !== nowhere ? path : null
  }

  async function isLocked(path: string): Promise<boolean> {
    const [value] = await call({
      path,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: ['org.freedesktop.Secret.Collection', 'Locked']
    })
    return typeof value === 'object' && value !== null && 'value' in value && value.value === true
  }

  /** Shows the desktop's prompt and waits for its `Completed` signal. */
  async function prompt(path: string): Promise<boolean> {
    const match = `type='signal',interface='org.freedesktop.Secret.Prompt',member='Completed',path='${path}'`
    const completed = new Promise<boolean>((resolve) => {
      const hear = (message: { path?: string; member?: string; body: unknown[] }): void => {
        if (message.path !== path || message.member !== 'Completed') return
        bus.off('message', hear)
        resolve(message.body[0] === true)
      }
      bus.on('message', hear)
    })
    await bus.call(
      new Message({
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        member: 'AddMatch',
        signature: 's',
        body: [match]
      })
    )
    await call({
      path,
      interface: 'org.freedesktop.Secret.Prompt',
      member: 'Prompt',
      signature: 's',
      body: ['']
    })
    return completed
  }

  return {
    state: async () => {
      try {
        const path = await collection()
        if (path === null) return 'no-collection'
        return (await isLocked(path)) ? 'locked' : 'unlocked'
      } catch {
        // The bus answers with an error where nobody offers the service, not even on demand.
        return 'no-service'
      }
    },
    unlock: async () => {
      const path = await collection()
      if (path === null) return { dismissed: false }
      const [, promptPath] = await call({
        path: servicePath,
        interface: 'org.freedesktop.Secret.Service',
        member: 'Unlock',
        signature: 'ao',
        body: [[path]]
      })
      if (typeof promptPath !== 'string' || promptPath === nowhere) return { dismissed: false }
      return { dismissed: await prompt(promptPath) }
    }
  }
}
