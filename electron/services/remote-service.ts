import { AppFailure } from '../domain/app-failure.js'
import type { FoundRemote } from '../domain/git-remotes.js'
import type { UsesFound } from '../shared/consumer-view.js'
import { sameName } from '../shared/site.js'
import type { Needs } from './parts.js'

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

export function createRemoteService(
  deps: Needs<'keeper' | 'fingerprints' | 'adopting' | 'gitService' | 'chooseFolder' | 'remotes' | 'index'>
): RemoteService {
  const { chooseFolder, remotes, fingerprints, adopting, gitService, index, keeper } = deps
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
      .find(
        ({ organization: other, git: mark }) =>
          sameName(other, organization) && mark !== null && !mark.pending
      )
    // For git, other letters are another organization.
    if (inGit?.organization === organization) return inGit.id
    const given = inGit?.id ?? tokenId
    await gitService.useForGit({ tokenId: given, allowPlainText: false, setUpHelper: false })
    return given
  }

  async function clean(folder: string, remote: FoundRemote, taken: string): Promise<void> {
    const record = keeper.record(await handedOver(remote, taken))
    await gitService.prove(record, remote.address)
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
