/** A token as the service lists it. Times in epoch milliseconds, UTC. */
export interface ServicePat {
  readonly authorizationId: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly validFrom: number
  readonly validTo: number
  /** True for a global token: valid in all organizations (azure-devops.md 5.2). */
  readonly allOrganizations: boolean
}

/** The service's lists of a person's tokens. */
export type PatList = 'active' | 'expired' | 'revoked'
