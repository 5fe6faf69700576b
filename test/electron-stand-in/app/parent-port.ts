import type Electron from 'electron'
import { EventEmitter } from 'node:events'
import { strict } from '../not-built.js'

const events = new EventEmitter()
/** Messages that came before anybody listened; null once somebody does. */
let waiting: unknown[] | null = []

const deliver = (data: unknown): void => void events.emit('message', strict('MessageEvent', { data }))

process.on('message', (data) => {
  if (waiting === null) deliver(data)
  else waiting.push(data)
})
events.once('newListener', () => {
  const early = waiting ?? []
  waiting = null
  // The listener is added after this event.
  queueMicrotask(() => early.forEach(deliver))
})
// A utility process does not outlive its app.
process.on('disconnect', () => process.exit(0))

/** `process.parentPort` of a utility process. */
export const parentPort = strict(
  'parentPort',
  Object.assign(events, {
    postMessage: (message: unknown) => process.send?.(message)
  } satisfies Pick<Electron.ParentPort, 'postMessage'>)
)
