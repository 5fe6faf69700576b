import type { MessageBus } from '@particle/dbus-next'
import { atEnd } from '../app/life-cycle.js'

let connecting: Promise<MessageBus> | undefined

/** The one connection to the session bus, made when first needed. Rejects where there is no bus. */
export function sessionBus(): Promise<MessageBus> {
  connecting ??= connect()
  return connecting
}

async function connect(): Promise<MessageBus> {
  // Loaded late: an app that shows nothing needs no bus.
  const { default: dbus } = await import('@particle/dbus-next')
  const bus = dbus.sessionBus()
  await new Promise<void>((resolve, reject) => {
    bus.once('connect', () => resolve())
    bus.once('error', reject)
  })
  // A bus that goes away later takes tray and notices with it, not the app.
  bus.on('error', () => undefined)
  atEnd(() => bus.disconnect())
  return bus
}

/** Calls a method and gives its out arguments. Rejects with the D-Bus error. */
export async function callBus(
  destination: string,
  path: string,
  method: `${string}.${string}`,
  signature = '',
  parameters: unknown[] = []
): Promise<readonly unknown[]> {
  const bus = await sessionBus()
  const { default: dbus } = await import('@particle/dbus-next')
  const dot = method.lastIndexOf('.')
  const call = new dbus.Message({
    destination,
    path,
    interface: method.slice(0, dot),
    member: method.slice(dot + 1),
    signature,
    body: parameters
  })
  const body: readonly unknown[] = (await bus.call(call))?.body ?? []
  return body
}

/** Hears a signal on a bus from whoever sends it; the listener gets its arguments. */
export async function onSignal(
  bus: MessageBus,
  interfaceName: string,
  member: string,
  listener: (...args: readonly unknown[]) => void
): Promise<void> {
  const { default: dbus } = await import('@particle/dbus-next')
  const rule = `type='signal',interface='${interfaceName}',member='${member}'`
  bus.on('message', (message) => {
    if (message.interface !== interfaceName || message.member !== member) return
    const args: readonly unknown[] = message.body
    listener(...args)
  })
  await bus.call(
    new dbus.Message({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'AddMatch',
      signature: 's',
      body: [rule]
    })
  )
}

export interface ExportedMembers {
  /** Signature and value, asked each time. */
  readonly properties: Readonly<Record<string, readonly [signature: string, get: () => unknown]>>
  readonly methods: Readonly<
    Record<string, readonly [parameters: string, result: string, run: (...args: never[]) => unknown]>
  >
  readonly signals: Readonly<Record<string, string>>
}

/** Puts an interface on the bus; gives what emits its signals. */
export async function exportInterface(
  path: string,
  name: string,
  members: ExportedMembers
): Promise<{ emit(signal: string, ...args: readonly unknown[]): void; remove(): void }> {
  const bus = await sessionBus()
  const { default: dbus } = await import('@particle/dbus-next')
  class Exported extends dbus.interface.Interface {}
  const prototype = Exported.prototype as unknown as Record<string, unknown>
  for (const [key, [, , run]] of Object.entries(members.methods)) prototype[key] = run
  for (const key of Object.keys(members.signals)) {
    prototype[key] = (...args: unknown[]): unknown => (args.length === 1 ? args[0] : args)
  }
  for (const [key, [, get]] of Object.entries(members.properties))
    Object.defineProperty(prototype, key, { get })
  const map = <From, To>(of: Readonly<Record<string, From>>, to: (from: From) => To): Record<string, To> =>
    Object.fromEntries(Object.entries(of).map(([key, value]) => [key, to(value)]))
  Exported.configureMembers({
    properties: map(members.properties, ([signature]) => ({ signature, access: 'read' as const })),
    methods: map(members.methods, ([inSignature, outSignature]) => ({ inSignature, outSignature })),
    signals: map(members.signals, (signature) => ({ signature }))
  })
  const exported = new Exported(name)
  bus.export(path, exported)
  return {
    emit: (signal, ...args) => {
      const emit = (exported as unknown as Record<string, (...values: readonly unknown[]) => void>)[signal]
      emit?.apply(exported, [...args])
    },
    remove: () => bus.unexport(path, exported)
  }
}
