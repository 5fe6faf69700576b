import { AppFailure } from '../domain/app-failure.js'
import { endOfToken } from '../domain/token-view.js'
import type { GitHandedOver, GitPlan } from '../shared/view.js'
import { handToGit } from './git-hand-over.js'
import type { Needs } from './parts.js'

export interface GitWish {
  readonly tokenId: string
  readonly allowPlainText: boolean
  readonly setUpHelper: boolean
}

/** Handing a token to Git on this computer. */
export interface GitService {
  plan(tokenId: string): Promise<GitPlan>
  /** Rejects with `token-not-accepted` where the token cannot read code, before anything is written. */
  useForGit(wish: GitWish): Promise<GitHandedOver>
}

export function createGitService({
  keeper,
  index,
  oneAtATime,
  git,
  tokenCheck
}: Needs<'keeper' | 'index' | 'oneAtATime' | 'git' | 'tokenCheck'>): GitService {
  async function handOver({ tokenId, allowPlainText, setUpHelper }: GitWish): Promise<GitHandedOver> {
    const record = keeper.record(tokenId)
    const { organization } = record
    if (record.revokedAt !== null) throw new AppFailure('token-not-accepted')
    const token = await keeper.secret(tokenId)
    const repository = await tokenCheck.findRepository(organization, token)
    const others = index
      .all()
      .filter((other) => other.organization === organization && other.git !== null && other.id !== tokenId)
    const order = { token, validTo: endOfToken(record), allowPlainText, setUpHelper, repository }
    const handedOver = await handToGit({ keeper, git }, record, others, order)
    // Git's helpers hold one token for an organization: the one before is not there any more.
    for (const { id } of others) keeper.change(id, { git: null })
    return handedOver
  }

  return {
    plan: async (tokenId) => git.plan(keeper.record(tokenId).organization),
    useForGit: (wish) => oneAtATime(wish.tokenId, () => handOver(wish))
  }
}
