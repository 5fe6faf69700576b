import type { FoundRemote } from '../../domain/git-remotes.js'
import type { Secret } from '../../domain/secret.js'
import type { GitMark } from '../../domain/token.js'
import type { GitHandedOver, GitPlan } from '../../shared/git-view.js'

/** Git's credential helpers as a consumer of a token (azure-devops.md 6.3, 6.4). */
export interface GitConsumer {
  plan(organization: string): Promise<GitPlan>
  /**
   * Hands the token to the helpers and proves it. Rejects with `git-plain-text-helper` or `git-no-helper`
   * unless the person agreed to that. A hand-over that fails its proof is taken back: what Git had before, it has
   * again. A failure that passes (`offline`, `timed-out`, `rate-limited`, `service-unavailable`, `vault-no-answer`)
   * says nothing against the token. `note` hears what Git is about to have before anything is written, and null
   * once that was taken back.
   */
  write(
    order: GitOrder,
    note: (mark: GitMark | null) => void
  ): Promise<GitHandedOver & { readonly mark: GitMark }>
  /**
   * Erases exactly this token where it is still there; gives `missing` where another one, or none, is found. Null:
   * it is known not to be there, and only what was set up for it is taken back.
   */
  erase(organization: string, token: Secret | null, mark: GitMark): Promise<'erased' | 'missing'>
  /** True while Git has exactly this token for every form of address. Writes nothing, asks nobody. */
  holds(organization: string, token: Secret): Promise<boolean>
  /** What Git gives for an organization; null where it has no token, or needs none. Writes nothing, asks nobody. */
  read(organization: string): Promise<Secret | null>
  /**
   * Proves what Git has, which stays as it is whatever comes out. Rejects with `entry-missing` where that is not
   * exactly this token, and otherwise as `write`.
   */
  prove(proof: GitProof): Promise<void>
}

export interface GitProof {
  readonly organization: string
  readonly token: Secret
  /** Epoch milliseconds, UTC. */
  readonly validTo: number | null
  /** A clone address to prove with; null skips that half of the proof. */
  readonly repository: string | null
}

export interface GitOrder extends GitProof {
  readonly allowPlainText: boolean
  readonly setUpHelper: boolean
}

/** The remotes of a repository on this computer. Rejects with `no-repository` for a folder that is none. */
export interface GitRemotes {
  /** Those with a token of Azure DevOps Services in their address. Writes nothing. */
  find(folder: string): Promise<readonly FoundRemote[]>
  /** Takes the token out of the remote's address. */
  clean(folder: string, key: string): Promise<void>
}
