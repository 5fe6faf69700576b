import { z } from 'zod'

/*
 * What keytar does not tell about the Secret Service (specifications.freedesktop.org/secret-service): keytar's
 * `get` gives null for a locked collection and for a missing entry alike.
 */

/** `no-collection`: the service is there but keeps nothing yet; it makes a collection at the first write. */
export type CollectionState = 'no-service' | 'no-collection' | 'locked' | 'open'

type Call = (
  path: string,
  interfaceName: string,
  member: string,
  signature: string,
  body: readonly unknown[]
) => Promise<unknown>

/** Listens for a prompt's end before it is shown; the answer says whether it was dismissed. */
type OnCompleted = (prompt: string) => Promise<() => Promise<boolean>>

const serviceName = 'org.freedesktop.secrets'
const servicePath = '/org/freedesktop/secrets'
const serviceInterface = 'org.freedesktop.Secret.Service'
const promptInterface = 'org.freedesktop.Secret.Prompt'
const none = '/'

const busError = z.object({ type: z.string() })
const objectPath = z.tuple([z.string()])
const lockedProperty = z.tuple([z.object({ value: z.boolean() })])
const unlockAnswer = z.tuple([z.array(z.string()), z.string()])
const completed = z.object({
  interface: z.literal(promptInterface),
  member: z.literal('Completed'),
  path: z.string(),
  body: z.tuple([z.boolean()], z.unknown())
})

/** How the bus says that nobody owns the name and nobody can be started for it. */
const absent = [
  'org.freedesktop.DBus.Error.ServiceUnknown',
  'org.freedesktop.DBus.Error.NameHasNoOwner',
  'org.freedesktop.DBus.Error.Spawn.ExecFailed',
  'org.freedesktop.DBus.Error.Spawn.ServiceNotFound'
]

/** Reads the default collection's state. Never asks the person anything. */
export function readCollection(): Promise<CollectionState> {
  return onBus(async (call) => {
    const collection = await defaultCollection(call)
    if (collection === none) return 'no-collection'
    return (await isLocked(call, collection)) ? 'locked' : 'open'
  })
}

/** Asks the person to unlock the default collection; waits for as long as that takes. */
export async function unlockCollection(): Promise<'open' | 'dismissed' | 'no-service'> {
  return onBus(async (call, onCompleted) => {
    const collection = await defaultCollection(call)
    const [, prompt] = unlockAnswer.parse(
      await call(servicePath, serviceInterface, 'Unlock', 'ao', [[collection]])
    )
    if (prompt === none) return 'open'
    const answered = await onCompleted(prompt)
    await call(prompt, promptInterface, 'Prompt', 's', [''])
    return (await answered()) ? 'dismissed' : 'open'
  })
}

async function defaultCollection(call: Call): Promise<string> {
  const [path] = objectPath.parse(await call(servicePath, serviceInterface, 'ReadAlias', 's', ['default']))
  return path
}

async function isLocked(call: Call, collection: string): Promise<boolean> {
  const [locked] = lockedProperty.parse(
    await call(collection, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [
      'org.freedesktop.Secret.Collection',
      'Locked'
    ])
  )
  return locked.value
}

/** A connection of its own for each question: one that saw a service die does not find the next. */
async function onBus<T>(
  use: (call: Call, onCompleted: OnCompleted) => Promise<T>
): Promise<T | 'no-service'> {
  const { Message, sessionBus } = await import('@particle/dbus-next')
  let bus: ReturnType<typeof sessionBus>
  try {
    bus = sessionBus()
  } catch {
    return 'no-service'
  }
  const lost = new Promise<'no-service'>((resolve) => bus.on('error', () => resolve('no-service')))
  const call: Call = async (path, interfaceName, member, signature, body) => {
    const reply = await bus.call(
      new Message({
        destination: serviceName,
        path,
        interface: interfaceName,
        member,
        signature,
        body: [...body]
      })
    )
    return reply?.body
  }
  const onCompleted: OnCompleted = async (prompt) => {
    const answered = new Promise<boolean>((resolve) =>
      bus.on('message', (message: unknown) => {
        const signal = completed.safeParse(message)
        if (signal.success && signal.data.path === prompt) resolve(signal.data.body[0])
      })
    )
    // gnome-keyring tells its caller alone, others tell everybody who asked.
    await bus.call(
      new Message({
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        member: 'AddMatch',
        signature: 's',
        body: [`type='signal',interface='${promptInterface}',member='Completed',path='${prompt}'`]
      })
    )
    return () => answered
  }
  try {
    return await Promise.race([use(call, onCompleted), lost])
  } catch (error) {
    const failed = busError.safeParse(error)
    if (failed.success && absent.includes(failed.data.type)) return 'no-service'
    throw error
  } finally {
    bus.disconnect()
  }
}
