import dbus, { type MessageBus } from '@particle/dbus-next'

/** Says on a bus what logind says when the computer falls asleep, or wakes up. */
export function tellSleep(bus: MessageBus, sleeps: boolean): void {
  const [path, name] = ['/org/freedesktop/login1', 'org.freedesktop.login1.Manager']
  bus.send(dbus.Message.newSignal(path, name, 'PrepareForSleep', 'b', [sleeps]))
}
