import { EventEmitter } from 'node:events'
import { strict } from '../not-built.js'
import { onSignal, systemBus } from './bus.js'

const events = new EventEmitter()
const logind = 'org.freedesktop.login1.Manager'
let tellsShutdown = false

/** As logind tells it (shell/browser/lib/power_observer_linux.cc); the locks that delay it are not taken. */
async function listen(): Promise<void> {
  const bus = await systemBus()
  await onSignal(bus, logind, 'PrepareForShutdown', (ends) => {
    if (ends === true && tellsShutdown) events.emit('shutdown')
  })
  await onSignal(bus, logind, 'PrepareForSleep', (sleeps) =>
    events.emit(sleeps === true ? 'suspend' : 'resume')
  )
}

events.once('newListener', () => {
  // A first listener of all is not counted (lib/browser/api/power-monitor.ts).
  events.on('newListener', (event) => (tellsShutdown ||= event === 'shutdown'))
  // Only where a test names a bus: the one of the computer is none of the tests' business.
  if (process.env['DBUS_SYSTEM_BUS_ADDRESS'] !== undefined) listen().catch(() => undefined)
})

/** Of all its events only `suspend`, `resume` and `shutdown` ever come. */
export const powerMonitor = strict('powerMonitor', events)
