import type { Secret } from '../../domain/secret.js'
import type { PatList, ServicePat } from '../../domain/service-pat.js'

export type { ServicePat } from '../../domain/service-pat.js'

export interface PatDraft {
  readonly organization: string
  readonly name: string
  readonly scopes: readonly string[]
  /** Epoch milliseconds, UTC. */
  readonly validTo: number
}

interface PatChange extends PatDraft {
  readonly authorizationId: string
}

/** The PAT lifecycle API (azure-devops.md 1) for the signed-in person. `bearer` is an Entra access token. */
export interface PatApi {
  create(
    bearer: Secret,
    draft: PatDraft,
    signal?: AbortSignal
  ): Promise<ServicePat & { readonly secret: Secret }>
  /** Every page of one filter. */
  list(bearer: Secret, organization: string, filter: PatList): Promise<readonly ServicePat[]>
  /**
   * Changes name, scopes and end; the value stays (azure-devops.md 1.5). All fields are sent. Gives the token as
   * it is now: its end may be earlier than asked.
   */
  update(bearer: Secret, change: PatChange): Promise<ServicePat>
  /** Revoking what is already gone succeeds. */
  revoke(bearer: Secret, organization: string, authorizationId: string): Promise<void>
}

/** Asks the service with the token itself. */
export interface TokenCheck {
  /** The account behind the token. Rejects with `token-not-accepted`; the anonymous identity counts as that. */
  identify(organization: string, token: Secret): Promise<{ readonly account: string }>
  /** A clone address that the token can read, or null where the organization shows none. */
  findRepository(organization: string, token: Secret): Promise<string | null>
}

/** Profile and accounts (azure-devops.md 3). */
export interface AccountApi {
  /** The organizations that the bearer's identity belongs to. */
  organizations(bearer: Secret): Promise<readonly string[]>
}

/** A feed of Azure Artifacts. `project` null: the organization's. */
export interface Feed {
  readonly name: string
  readonly project: string | null
}

/** Lists the feeds that the token can see; empty where it may see none. */
export interface FeedApi {
  list(organization: string, token: Secret): Promise<readonly Feed[]>
}
