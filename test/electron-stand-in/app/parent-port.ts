import type Electron from 'electron'
import { EventEmitter } from 'node:events'
import { strict } from '../not-built.js'

const events = new EventEmitter()
// Node keeps what comes before anybody listens.
events.once('newListener', () =>
  process.on('message', (data) => events.emit('message', strict('MessageEvent', { data })))
)
// A utility process does not outlive its app.
process.on('disconnect', () => process.exit(0))

/** `process.parentPort` of a utility process. */
export const parentPort = strict(
  'parentPort',
  Object.assign(events, {
    postMessage: (message: unknown) => process.send?.(message)
  } satisfies Pick<Electron.ParentPort, 'postMessage'>)
)
