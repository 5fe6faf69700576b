import type Dbus from '@particle/dbus-next'
import type { MessageBus } from '@particle/dbus-next'
import { once } from 'node:events'
import { atEnd } from '../app/life-cycle.js'

/** Loaded with the first bus: an app that shows nothing needs none. */
let dbus: typeof Dbus
const load = async (): Promise<void> => {
  dbus = (await import('@particle/dbus-next')).default
}

function kept(bus: MessageBus): MessageBus {
  // A bus that goes away takes tray and notices with it, not the app.
  bus.on('error', () => undefined)
  atEnd(() => bus.disconnect())
  return bus
}

export async function systemBus(): Promise<MessageBus> {
  await load()
  return kept(dbus.systemBus())
}

let connecting: Promise<MessageBus> | undefined

/** The one connection to the session bus, made when first needed. Rejects where there is no bus. */
export const sessionBus = (): Promise<MessageBus> =>
  (connecting ??= load().then(async () => {
    const bus = kept(dbus.sessionBus())
    await once(bus, 'connect')
    return bus
  }))

/** Once there is a bus. */
export const variant = (signature: string, value: unknown): unknown => new dbus.Variant(signature, value)

/** Calls a method of an object on the session bus and gives its out arguments. Rejects with the D-Bus error. */
export async function callBus(
  [destination, path, name]: readonly [destination: string, path: string, name: string],
  member: string,
  signature = '',
  ...body: unknown[]
): Promise<readonly unknown[]> {
  const bus = await sessionBus()
  const call = new dbus.Message({ destination, path, interface: name, member, signature, body })
  return ((await bus.call(call))?.body ?? []) as readonly unknown[]
}

/** Hears a signal on a bus from whoever sends it; the listener gets its arguments. */
export async function onSignal(
  bus: MessageBus,
  name: string,
  member: string,
  listener: (...args: readonly unknown[]) => void
): Promise<void> {
  bus.on('message', (message) => {
    const args: readonly unknown[] = message.body
    if (message.interface === name && message.member === member) listener(...args)
  })
  const own = 'org.freedesktop.DBus'
  const body = [`type='signal',interface='${name}',member='${member}'`]
  const at = { destination: own, path: '/org/freedesktop/DBus', interface: own, member: 'AddMatch' }
  await bus.call(new dbus.Message({ ...at, signature: 's', body }))
}

interface ExportedMembers {
  /** Signature and value, asked each time. */
  readonly properties: Readonly<Record<string, readonly [signature: string, get: () => unknown]>>
  readonly methods: Readonly<
    Record<string, readonly [parameters: string, result: string, run: (...args: never[]) => unknown]>
  >
  readonly signals: Readonly<Record<string, string>>
}

const mapped = <From, To>(of: Readonly<Record<string, From>>, to: (from: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, to(value)]))

/** Puts an interface on the session bus; gives what emits its signals. */
export async function exportInterface(
  path: string,
  name: string,
  { properties, methods, signals }: ExportedMembers
): Promise<(signal: string, ...args: readonly unknown[]) => void> {
  const bus = await sessionBus()
  class Exported extends dbus.interface.Interface {}
  const emitted = (...args: unknown[]): unknown => (args.length === 1 ? args[0] : args)
  const { prototype } = Exported
  Object.assign(
    prototype,
    mapped(methods, ([, , run]) => run),
    mapped(signals, () => emitted)
  )
  Object.defineProperties(
    prototype,
    mapped(properties, ([, get]) => ({ get }))
  )
  Exported.configureMembers({
    properties: mapped(properties, ([signature]) => ({ signature, access: 'read' as const })),
    methods: mapped(methods, ([inSignature, outSignature]) => ({ inSignature, outSignature })),
    signals: mapped(signals, (signature) => ({ signature }))
  })
  const exported = new Exported(name)
  bus.export(path, exported)
  return (signal, ...args) => (exported as unknown as Record<string, typeof emitted>)[signal]?.(...args)
}
