import type { EventEmitter } from 'node:events'

/** An event as Electron hands it to listeners: `preventDefault()` sets `defaultPrevented`. */
export type Preventable<T extends object> = T & { defaultPrevented: boolean; preventDefault(): void }

export function preventable<T extends object>(details: T): Preventable<T> {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault: (): void => {
      event.defaultPrevented = true
    }
  }
  return event
}

/** Tells an event that a listener may prevent; true where one did. */
export function wasPrevented(emitter: EventEmitter, name: string, details: object = {}): boolean {
  const event = preventable(details)
  emitter.emit(name, event)
  return event.defaultPrevented
}
