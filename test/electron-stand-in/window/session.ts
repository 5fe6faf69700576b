import type { Protocol, Session, WebContents } from 'electron'
import type Electron from 'electron'
import { throwBeforeReady } from '../app/life-cycle.js'
import { strict } from '../not-built.js'
import { isOurScheme, registerSchemesAsPrivileged } from './scheme.js'

type Handler = Parameters<Protocol['handle']>[1]
type PermissionRequest = Parameters<Session['setPermissionRequestHandler']>[0]
type PermissionCheck = Parameters<Session['setPermissionCheckHandler']>[0]
type Permission = Parameters<Exclude<PermissionCheck, null>>[1]

/** What the rest of the stand-in asks of a session. */
export interface StandInSession {
  handlerOf(scheme: string): Handler | undefined
  /** Whether a page may use this: Electron grants all that no handler refuses. */
  mayUse(permission: Permission, contents: WebContents, origin: string): boolean
  /** What the app sees. */
  readonly electron: Session
}

type Built =
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
  | 'closeAllConnections'

const known = new Map<unknown, StandInSession>()
const partitions = new Map<string, StandInSession>()

function createProtocol(handlers: Map<string, Handler>): Pick<Protocol, 'handle' | 'isProtocolHandled'> {
  return {
    handle: (scheme, handler) => {
      throwBeforeReady('protocol.handle() cannot be called')
      if (!isOurScheme(scheme))
        throw new Error(`stand-in: the scheme ${scheme} was not registered as privileged`)
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
      handlers.set(scheme, handler)
    },
    isProtocolHandled: (scheme) => handlers.has(scheme)
  }
}

function createSession(): StandInSession {
  const handlers = new Map<string, Handler>()
  let request: PermissionRequest = null
  let check: PermissionCheck = null
  const electron = strict('session', {
    protocol: strict('protocol', createProtocol(handlers)),
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
  } satisfies Pick<Session, Built> & { protocol: unknown })

  const standIn: StandInSession = {
    handlerOf: (scheme) => handlers.get(scheme),
    mayUse: (permission, contents, origin) => {
      const details = { isMainFrame: true, requestingUrl: origin }
      if (check !== null && !check(contents, permission, origin, details)) return false
      if (request === null) return true
      let granted = false
      // The check names a few more permissions than the request; a handler is asked the same for all.
      request(
        contents,
        permission,
        (answer) => {
          granted = answer
        },
        details
      )
      return granted
    },
    // The part of Electron's Session that is built; the rest throws with its name.
    electron: electron as unknown as Session
  }
  known.set(electron, standIn)
  return standIn
}

/** The session of a partition, made when first asked for; '' is the default one. */
export function sessionOf(partition: string): StandInSession {
  const found = partitions.get(partition) ?? createSession()
  partitions.set(partition, found)
  return found
}

/** The session behind what the app was given. */
export function knownSession(electron: unknown): StandInSession {
  const found = known.get(electron)
  if (found === undefined) throw new TypeError('stand-in: this is not a session')
  return found
}

export const session = strict('session', {
  get defaultSession() {
    throwBeforeReady('session.defaultSession can only be received')
    return sessionOf('').electron
  },
  fromPartition: (partition: string) => {
    throwBeforeReady('session.fromPartition can only be received')
    return sessionOf(partition).electron
  }
} satisfies Pick<typeof Electron.session, 'defaultSession' | 'fromPartition'>)

/** The default session's protocol, and the registration of schemes. */
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged,
  handle: (scheme: string, handler: Handler) => sessionOf('').electron.protocol.handle(scheme, handler),
  isProtocolHandled: (scheme: string) => sessionOf('').electron.protocol.isProtocolHandled(scheme)
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'isProtocolHandled'>)
