import { randomBytes, randomInt } from 'node:crypto'
import type { Grant } from './entra-tokens.js'
import { declined, type EntraRefusal } from './entra-sign-in.js'
import type { Person } from './organizations.js'

/** What a device asked for, waiting for a person at another screen. */
interface Pending extends Pick<Grant, 'clientId' | 'scope' | 'claims'> {
  /** The authority's, so that the page offers the accounts of it. */
  readonly tenant: string
  readonly userCode: string
  /** Milliseconds, UTC. */
  readonly expires: number
  outcome: Person | EntraRefusal | null
}

export type DeviceCodes = ReturnType<typeof createDeviceCodes>

/** Seconds that a code is good for. */
export const deviceCodeLife = 15 * 60
/** Seconds between two polls; the service says 5, and nobody here has to wait so long. */
export const pollInterval = 1

// Without letters and digits that look alike.
const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

export function createDeviceCodes(now: () => number) {
  const pending = new Map<string, Pending>()
  return {
    issue: (request: Pick<Pending, 'tenant' | 'clientId' | 'scope' | 'claims'>) => {
      const deviceCode = randomBytes(48).toString('base64url')
      const userCode = Array.from({ length: 9 }, () => signs[randomInt(signs.length)]).join('')
      const expires = now() + deviceCodeLife * 1000
      pending.set(deviceCode, { ...request, userCode, expires, outcome: null })
      return { deviceCode, userCode }
    },
    /** The request behind what a person typed, while it is open; whoever decides sets its outcome. */
    byUserCode: (text: string) =>
      [...pending.values()].find(
        ({ userCode, expires, outcome }) =>
          userCode === text.trim().toUpperCase() && expires > now() && outcome === null
      ),
    /** What the device is told. A grant is given once. */
    poll: (deviceCode: string, clientId: string): Grant | EntraRefusal => {
      const found = pending.get(deviceCode)
      if (found?.clientId !== clientId)
        return { error: 'bad_verification_code', code: 70000, text: 'The device code is not valid.' }
      if (found.expires <= now())
        return { error: 'expired_token', code: 70020, text: 'This device code has expired.' }
      if (found.outcome === null)
        return {
          ...{ error: 'authorization_pending', code: 70016 },
          text: 'Authorization is pending. Continue polling.'
        }
      pending.delete(deviceCode)
      if ('error' in found.outcome) return { ...declined, error: 'authorization_declined' }
      const { scope, claims, outcome: person } = found
      return { person, clientId, scope, claims, redirectUri: '', challenge: null, nonce: null }
    }
  }
}
