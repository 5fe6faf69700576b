import type { Secret } from '../../domain/secret.js'
import type { Tenant } from '../../shared/stored-organization.js'

export type { Tenant } from '../../shared/stored-organization.js'

/** Somebody who is signed in, as one engine knows them. */
export interface Account {
  /** msal's home account id; for Azure CLI the tenant and the name. */
  readonly id: string
  /** What the person signs in with, e.g. an e-mail address. */
  readonly name: string
  /** The tenant's id that this login is for. */
  readonly tenant: string
}

/** Asks an organization for its tenant (azure-devops.md 4.4). Never for a Server. */
export interface TenantFinder {
  find(organization: string, signal?: AbortSignal): Promise<Tenant>
}

export interface DeviceCode {
  readonly userCode: string
  /** Where it is entered. */
  readonly address: string
  /** Epoch milliseconds, UTC. */
  readonly expiresAt: number
}

export interface SignInOrder {
  /** A tenant's id or domain, or `organizations` or `common` where it is not known. */
  readonly tenant: string
  /** A claims challenge of the service, decoded JSON, that this sign-in must answer (azure-devops.md 4.6). */
  readonly claims: string | null
  /** Signs in on another device; called with the code to enter there. Null: in the system browser. */
  readonly onDeviceCode: ((code: DeviceCode) => void) | null
  /** Called with the address that the browser is sent to: it has a challenge and no secret. */
  readonly onAddress: (address: string) => void
}

/** The app's own sign-in. Accounts of several tenants are kept side by side. */
export interface SignIn {
  /** Waits for the person until `signal`: five minutes at most, on another device as long as the code lasts. */
  signIn(order: SignInOrder, signal: AbortSignal): Promise<Account>
  /** An access token without asking the person, or `sign-in-again`. `accountId` null: any account of the tenant. */
  bearer(tenant: string, accountId: string | null): Promise<Secret>
  /** Everybody who is signed in, without any request. */
  accounts(): Promise<readonly Account[]>
  /** Of everybody; nothing of theirs is left. */
  signOut(): Promise<void>
}

/** A login of Azure CLI, borrowed (azure-devops.md 4.3). Rejects with `azure-cli-…`. */
export interface AzureCli {
  /** One for each tenant of its profile; empty when nobody is signed in. */
  accounts(): Promise<readonly Account[]>
  /** `tenant` null: the one that is in use there. */
  bearer(tenant: string | null, signal?: AbortSignal): Promise<Secret>
}
