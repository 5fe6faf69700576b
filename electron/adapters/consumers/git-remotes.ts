import { AppFailure } from '../../domain/app-failure.js'
import { remotesWithToken } from '../../domain/git-remotes.js'
import type { GitRemotes } from '../../services/ports/git.js'
import { findGit } from './git-program.js'
import type { GitProgram, GitProgramDeps } from './git-program.js'

/** The remotes of repositories, through git itself. */
export function createGitRemotes(deps: GitProgramDeps): GitRemotes {
  async function program(): Promise<GitProgram> {
    const git = await findGit(deps)
    if (git === null) throw new AppFailure('git-missing')
    return git
  }
  return {
    find: async (folder) => remotesWithToken(await (await program()).repositorySettings(folder)),
    clean: async (folder, key) => {
      const git = await program()
      const remote = remotesWithToken(await git.repositorySettings(folder)).find((one) => one.key === key)
      if (remote === undefined) throw new AppFailure('entry-missing', { file: folder })
      await git.setInRepository(folder, key, remote.address)
    }
  }
}
