import { AppFailure } from '../../electron/domain/app-failure.js'
import type { FoundRemote } from '../../electron/domain/git-remotes.js'
import type { GitRemotes } from '../../electron/services/ports/git.js'

/** One repository, `/home/ada/clone`, whose remotes a test sets. */
export function createFakeGitRemotes(): GitRemotes & { found: FoundRemote[] } {
  const remotes: GitRemotes & { found: FoundRemote[] } = {
    found: [],
    find: async (folder) => {
      if (folder !== '/home/ada/clone') throw new AppFailure('no-repository', { folder })
      return remotes.found
    },
    clean: async (_folder, wanted) => {
      remotes.found = remotes.found.filter(({ key }) => key !== wanted)
    }
  }
  return remotes
}
