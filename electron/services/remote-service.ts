import { AppFailure } from '../domain/app-failure.js'
import type { FoundRemote } from '../domain/git-remotes.js'
import { endOfToken } from '../domain/token-view.js'
import type { UsesFound } from '../shared/consumer-view.js'
import type { AdoptService } from './adopt-service.js'
import type { Fingerprints } from './fingerprints.js'
import type { GitService } from './git-service.js'
import type { ChooseFolder, GitConsumer, GitRemotes, TokenIndex } from './ports.js'
import type { TokenKeeper } from './token-keeper.js'

/** Tokens in the addresses of Git remotes. */
export interface RemoteService {
  /** Looks into the repository that the person chooses; null where they chose none. `no-repository` for any other folder. */
  look(): Promise<UsesFound | null>
  /**
   * Takes the token into the list and gives its id, hands it to Git unless that has one for the organization, and takes it out of
   * the address once Git has read it without. Rejects as `GitService.useForGit`; then the address stays as it is, and
   * the fact `tokenId` says that the token is in the list.
   */
  moveOut(key: string): Promise<string>
}

export interface RemoteServiceDeps {
  readonly chooseFolder: ChooseFolder
  readonly remotes: GitRemotes
  readonly fingerprints: Pick<Fingerprints, 'ownerOf'>
  readonly adopting: Pick<AdoptService, 'take'>
  readonly gitService: Pick<GitService, 'useForGit'>
  readonly git: Pick<GitConsumer, 'prove'>
  readonly index: Pick<TokenIndex, 'all'>
  readonly keeper: Pick<TokenKeeper, 'record' | 'secret'>
}

export function createRemoteService(deps: RemoteServiceDeps): RemoteService {
  const { chooseFolder, remotes, fingerprints, adopting, gitService, git, index, keeper } = deps
  // SECURITY: the page names a remote of the folder that the person chose, and no folder.
  let folder: string | null = null

  async function look(): Promise<UsesFound | null> {
    const chosen = await chooseFolder()
    if (chosen === null) return null
    const found = await remotes.find(chosen)
    folder = chosen
    const named = found.map(async ({ key, organization, token }) => {
      const owner = await fingerprints.ownerOf(token)
      return {
        ...{ kind: 'git-remote' as const, file: chosen, entry: key, organization, drifted: null },
        holds: owner === null ? { what: 'stranger' as const } : { what: 'token' as const, tokenId: owner }
      }
    })
    return { found: await Promise.all(named), unreadable: [], looked: [chosen] }
  }

  /** The token that Git has for the organization of this remote, which may be another one of it. */
  async function handedOver({ organization }: FoundRemote, tokenId: string): Promise<string> {
    const inGit = index
      .all()
      .find(({ organization: other, git: mark }) => other === organization && mark !== null && !mark.pending)
    if (inGit !== undefined) return inGit.id
    await gitService.useForGit({ tokenId, allowPlainText: false, setUpHelper: false })
    return tokenId
  }

  async function clean(folder: string, remote: FoundRemote, taken: string): Promise<void> {
    const record = keeper.record(await handedOver(remote, taken))
    await git.prove({
      ...{ organization: record.organization, repository: remote.address },
      ...{ token: await keeper.secret(record.id), validTo: endOfToken(record) }
    })
    await remotes.clean(folder, remote.key)
  }

  return {
    look,
    moveOut: async (key) => {
      const remote = folder === null ? undefined : (await remotes.find(folder)).find((one) => one.key === key)
      if (folder === null || remote === undefined) throw new AppFailure('entry-missing')
      const tokenId = await adopting.take(remote.token, remote.organization, folder)
      try {
        await clean(folder, remote, tokenId)
      } catch (error) {
        if (!(error instanceof AppFailure)) throw error
        throw new AppFailure(error.code, { ...error.facts, tokenId }, { cause: error })
      }
      return tokenId
    }
  }
}
