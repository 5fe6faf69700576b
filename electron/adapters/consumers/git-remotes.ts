import { AppFailure } from '../../domain/app-failure.js'
import { remotesWithToken } from '../../domain/git-remotes.js'
import type { GitRemotes } from '../../services/ports/git.js'
import type { ProgramSearch } from '../programs/program-finder.js'
import { installedGit } from './git-program.js'

/** The remotes of repositories, through git itself. */
export function createGitRemotes(search: ProgramSearch): GitRemotes {
  return {
    find: async (folder) => remotesWithToken(await (await installedGit(search)).repositorySettings(folder)),
    clean: async (folder, key) => {
      const git = await installedGit(search)
      const remote = remotesWithToken(await git.repositorySettings(folder)).find((one) => one.key === key)
      if (remote === undefined) throw new AppFailure('entry-missing', { file: folder })
      await git.setInRepository(folder, key, remote.address)
    }
  }
}
