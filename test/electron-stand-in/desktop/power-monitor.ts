import { EventEmitter } from 'node:events'
import { strict } from '../not-built.js'
import { onSignal, systemBus } from './bus.js'

const events = new EventEmitter()

/** Sleep as logind tells it (shell/browser/lib/power_observer_linux.cc); the lock that delays it is not taken. */
async function listen(): Promise<void> {
  await onSignal(await systemBus(), 'org.freedesktop.login1.Manager', 'PrepareForSleep', (sleeps) =>
    events.emit(sleeps === true ? 'suspend' : 'resume')
  )
}

events.once('newListener', () => {
  // Only where a test names a bus: the one of the computer is none of the tests' business.
  if (process.env['DBUS_SYSTEM_BUS_ADDRESS'] !== undefined) listen().catch(() => undefined)
})

/** Of all its events only `suspend` and `resume` ever come. */
export const powerMonitor = strict('powerMonitor', events)
