import { AppFailure } from '../domain/app-failure.js'
import type { AppSnapshot } from '../shared/view.js'
import type { BearerService } from './bearer-service.js'
import { ownTenant } from './own-login.js'
import type { DeviceCode } from './ports/sign-in.js'
import type { Needs } from './parts.js'

/** Signing in, one at a time: a new sign-in ends the one that still waits for the person. */
export interface SignInService {
  /**
   * In the browser, or with `device` by a code on another device; binds the organization to who it was. Null: to
   * whatever the account can reach. Rejects with `sign-in-cancelled` when it was cancelled or another one was started.
   */
  signIn(organization: string | null, device: boolean): Promise<{ readonly account: string }>
  cancel(): void
  /** Of everybody; no organization is bound to an account of theirs any more. */
  signOut(): Promise<void>
  /** The code to enter on another device while such a sign-in waits. */
  deviceCode(): AppSnapshot['deviceCode']
  /** Where the browser was sent while such a sign-in waits, for a person whose browser did not open. */
  address(): string | null
}

export function createSignInService(
  deps: Needs<'settings' | 'tenants' | 'signIn' | 'organizations' | 'clock' | 'onChange'> & {
    readonly bearers: Pick<BearerService, 'takeClaims'>
  }
): SignInService {
  const { signIn: port, organizations, settings, bearers, clock, onChange } = deps
  let current: AbortController | null = null
  let code: DeviceCode | null = null
  let address: string | null = null

  function show(shownCode: DeviceCode | null, shownAddress: string | null): void {
    if (shownCode === code && shownAddress === address) return
    code = shownCode
    address = shownAddress
    onChange()
  }

  function end(): void {
    current = null
    show(null, null)
  }

  function cancel(): void {
    current?.abort(new AppFailure('sign-in-cancelled'))
    end()
  }

  /** Remembers that the tenant wants consent, and tells what an administrator needs to know for it. */
  function noted(organization: string | null, error: unknown): unknown {
    if (!(error instanceof AppFailure) || error.code !== 'consent-needed') return error
    const { clientId } = settings.read()
    if (organization !== null) organizations.change(organization, { consentWasNeeded: true })
    const facts = { ...error.facts, ...(organization === null ? {} : { organization }), clientId }
    return new AppFailure(error.code, facts, { cause: error })
  }

  return {
    cancel,
    address: () => address,
    deviceCode: () => (code === null ? null : { ...code, expiresAt: new Date(code.expiresAt).toISOString() }),
    signIn: async (organization, device) => {
      cancel()
      const mine = new AbortController()
      const { signal } = mine
      current = mine
      try {
        const tenant = await ownTenant(deps, organization, signal)
        signal.throwIfAborted()
        const onDeviceCode = (shown: DeviceCode): void => {
          if (!signal.aborted) show(shown, null)
        }
        const onAddress = (shown: string): void => {
          if (!signal.aborted) show(null, shown)
        }
        const claims = organization === null ? null : bearers.takeClaims(organization)
        const order = { tenant, claims, onDeviceCode: device ? onDeviceCode : null, onAddress }
        const { id, name } = await port.signIn(order, signal)
        signal.throwIfAborted()
        if (organization === null) return { account: name }
        organizations.change(organization, {
          engine: 'sign-in',
          account: { id, name },
          consentWasNeeded: false,
          signedInAt: new Date(clock.now()).toISOString()
        })
        return { account: name }
      } catch (error) {
        signal.throwIfAborted()
        throw noted(organization, error)
      } finally {
        if (current === mine) end()
      }
    },
    signOut: async () => {
      cancel()
      await port.signOut()
      for (const { organization, engine, account } of organizations.all()) {
        if (engine === 'sign-in' && account !== null) organizations.change(organization, { account: null })
      }
    }
  }
}
