import { randomBytes, randomInt } from 'node:crypto'
import type { SimulatorClock } from './clock.js'
import { declined } from './entra-refusal.js'
import type { EntraRefusal } from './entra-refusal.js'
import type { Grant } from './entra-tokens.js'
import type { Person } from './organizations.js'

/** What a device asked for, waiting for a person at another screen. */
export interface DeviceRequest extends Pick<Grant, 'clientId' | 'scope' | 'claims'> {
  /** The authority's, so that the page offers the accounts of it. */
  readonly tenant: string
}

export type DeviceCodes = ReturnType<typeof createDeviceCodes>

interface Pending {
  readonly request: DeviceRequest
  readonly userCode: string
  /** Milliseconds, UTC. */
  readonly expires: number
  outcome: Person | 'declined' | null
  /** Of the machine's own clock: the simulator's may stand still. */
  askedAt: number | null
}

/** Seconds that a code is good for. */
export const deviceCodeLife = 15 * 60
/** Seconds between two polls; the service says 5, and nobody here has to wait so long. */
export const pollInterval = 1

// Without letters and digits that look alike.
const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

export function createDeviceCodes(clock: SimulatorClock) {
  const pending = new Map<string, Pending>()

  const open = (userCode: string) =>
    [...pending.values()].find(
      (one) => one.userCode === userCode && one.expires > clock.now() && one.outcome === null
    )

  return {
    issue: (request: DeviceRequest) => {
      const deviceCode = randomBytes(48).toString('base64url')
      const userCode = Array.from({ length: 9 }, () => signs[randomInt(signs.length)]).join('')
      const expires = clock.now() + deviceCodeLife * 1000
      pending.set(deviceCode, { request, userCode, expires, outcome: null, askedAt: null })
      return { deviceCode, userCode }
    },
    /** The request behind what a person typed, while it is open. */
    byUserCode: (text: string) => open(text.trim().toUpperCase())?.request,
    /** The person agreed, or did not. */
    settle: (text: string, outcome: Person | 'declined') => {
      const found = open(text.trim().toUpperCase())
      if (found) found.outcome = outcome
    },
    /** What the device is told. A grant is given once. */
    poll: (deviceCode: string, clientId: string): Grant | EntraRefusal => {
      const found = pending.get(deviceCode)
      if (found?.request.clientId !== clientId) {
        return { error: 'bad_verification_code', code: 70000, text: 'The device code is not valid.' }
      }
      if (found.expires <= clock.now()) {
        const text = `The provided value for the input parameter 'device_code' is not valid. This device code has expired.`
        return { error: 'expired_token', code: 70020, text }
      }
      const before = found.askedAt
      found.askedAt = performance.now()
      if (found.outcome === null) {
        // Timers are not exact, so only what is far too early is blamed.
        const early = before !== null && found.askedAt - before < (pollInterval * 1000) / 2
        return early
          ? { error: 'slow_down', code: 70016, text: 'The polling interval was not kept.' }
          : {
              error: 'authorization_pending',
              code: 70016,
              text: 'Authorization is pending. Continue polling.'
            }
      }
      pending.delete(deviceCode)
      return found.outcome === 'declined'
        ? { ...declined, error: 'authorization_declined' }
        : { ...found.request, person: found.outcome, redirectUri: '', challenge: null, nonce: null }
    }
  }
}
