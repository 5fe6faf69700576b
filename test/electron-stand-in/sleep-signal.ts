import dbus, { type MessageBus } from '@particle/dbus-next'

function tell(bus: MessageBus, signal: string, begins: boolean): void {
  const [path, name] = ['/org/freedesktop/login1', 'org.freedesktop.login1.Manager']
  bus.send(dbus.Message.newSignal(path, name, signal, 'b', [begins]))
}

/** Says on a bus what logind says when the computer falls asleep, or wakes up. */
export const tellSleep = (bus: MessageBus, sleeps: boolean): void => tell(bus, 'PrepareForSleep', sleeps)

/** Likewise when it is shut down. */
export const tellShutdown = (bus: MessageBus): void => tell(bus, 'PrepareForShutdown', true)
