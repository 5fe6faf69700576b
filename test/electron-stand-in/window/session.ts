import type { Protocol, Session } from 'electron'
import { throwBeforeReady } from '../app/life-cycle.js'
import { absent, onlyBuilt, strict } from '../not-built.js'
import { isOurs, registerSchemesAsPrivileged } from './scheme.js'

type Handler = Parameters<Protocol['handle']>[1]
type PermissionRequest = Parameters<Session['setPermissionRequestHandler']>[0]
type PermissionCheck = Parameters<Session['setPermissionCheckHandler']>[0]
export type Permission = Parameters<Exclude<PermissionCheck, null>>[1]

/** What the rest of the stand-in asks of a session. */
export interface StandInSession {
  handlerOf(scheme: string): Handler | undefined
  /** Whether a page may use this: Electron grants all that no handler refuses. */
  mayUse(permission: Permission, address: string): boolean
}

type Built =
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
  | 'closeAllConnections'

const known = new WeakMap<object, StandInSession>()
const partitions = new Map<string, Session>()

function createSession(): Session {
  const handlers = new Map<string, Handler>()
  let request: PermissionRequest = null
  let check: PermissionCheck = null
  const handle = (scheme: string, handler: Handler): void => {
    if (!isOurs(`${scheme}:`))
      throw new Error(`stand-in: the scheme ${scheme} was not registered as privileged`)
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  }
  // The part of a Session that is built.
  const electron = strict('session', {
    protocol: strict('protocol', { handle }),
    setPermissionRequestHandler: (handler: PermissionRequest) => {
      request = handler
    },
    setPermissionCheckHandler: (handler: PermissionCheck) => {
      check = handler
    },
    // No page of the stand-in reaches a device or a screen, so nothing asks these two.
    setDevicePermissionHandler: () => undefined,
    setDisplayMediaRequestHandler: () => undefined,
    setSpellCheckerEnabled: () => undefined,
    // Each request of the stand-in has a connection of its own, which ends with it.
    closeAllConnections: () => Promise.resolve()
  } satisfies Pick<Session, Built> & { protocol: unknown }) as unknown as Session
  known.set(electron, {
    handlerOf: (scheme) => handlers.get(scheme),
    mayUse: (permission, address) => {
      const contents = absent('the WebContents of a permission')
      const details = { isMainFrame: true, requestingUrl: address }
      if (check?.(contents, permission, address, details) === false) return false
      let granted = request === null
      // The check names a few more permissions than the request; a handler is asked the same for all.
      request?.(contents, permission, (answer) => (granted = answer), details)
      return granted
    }
  })
  return electron
}

/** The session behind what the app was given. */
export function knownSession(electron: object): StandInSession {
  const found = known.get(electron)
  if (found === undefined) throw new TypeError('stand-in: this is not a session')
  return found
}

export const session = strict('session', {
  fromPartition: (partition: string, options?: object) => {
    throwBeforeReady('session.fromPartition can only be received')
    onlyBuilt('session.fromPartition option', options ?? {}, 'cache')
    const found = partitions.get(partition) ?? createSession()
    partitions.set(partition, found)
    return found
  }
})

export const protocol = strict('protocol', { registerSchemesAsPrivileged })
