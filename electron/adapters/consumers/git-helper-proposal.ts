import path from 'node:path'
import { organizationAddresses, type GitSetting } from '../../domain/git-configuration.js'
import { siteOf } from '../../shared/site.js'
import type { GitHelperProposal } from '../../shared/git-view.js'
import type { GitProgram } from './git-program.js'
import { findProgram, firstProgram, type ProgramSearch } from '../programs/program-finder.js'

/** A helper that keeps tokens safely on this system. */
interface SafeHelper {
  readonly name: string
  /** The value of `credential.helper`, also where the program is not here yet. */
  readonly value: string
  /** The commands that get the program; none where it is here. */
  readonly install: readonly string[]
}

const contrib = '/usr/share/doc/git/contrib/credential/libsecret'

const inQuotes = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`

/** git runs an absolute path through the shell, so anything unusual in it is quoted. */
const asHelper = (program: string): string =>
  /^[\w./:\\-]+$/.test(program) ? program : `!${inQuotes(program)}`

/** A word of a command as a person's shell reads it; double quotes serve both of Windows. */
function shellWord(word: string, platform: NodeJS.Platform): string {
  if (/^[\w./:@%-]+$/.test(word)) return word
  return platform === 'win32' ? `"${word}"` : inQuotes(word)
}

async function libsecret(git: GitProgram, search: ProgramSearch): Promise<SafeHelper> {
  const { isProgram } = search
  // A path in the settings is git's own.
  const anywhere = { ...search, program: () => '' }
  const program = 'git-credential-libsecret'
  const folder = await git.helperFolder()
  const found =
    (await findProgram(program, anywhere)) ??
    (await firstProgram(
      [
        ...(folder === null ? [] : [path.join(folder, program)]),
        `/usr/libexec/git-core/${program}`,
        `/usr/lib/git-core/${program}`,
        `${contrib}/${program}`
      ],
      isProgram
    ))
  const name = 'libsecret'
  if (found !== null) return { name, value: asHelper(found), install: [] }
  if ((await findProgram('dnf', anywhere)) !== null) {
    // Fedora's package puts it among git's own programs, where its short name is enough.
    return { name, value: name, install: [`sudo dnf install ${program}`] }
  }
  return {
    name,
    value: `${contrib}/${program}`,
    // Debian and Ubuntu ship its source only (Debian package git).
    install: ['sudo apt-get install libsecret-1-dev pkg-config gcc make', `sudo make -C ${contrib}`]
  }
}

/** The helper that fits this system (git-scm.com, «Credential helpers»). */
export function safeHelper(git: GitProgram, search: ProgramSearch): Promise<SafeHelper> {
  switch (search.platform) {
    case 'darwin':
      return Promise.resolve({ name: 'osxkeychain', value: 'osxkeychain', install: [] })
    case 'win32':
      return Promise.resolve({ name: 'Git Credential Manager', value: 'manager', install: [] })
    default:
      return libsecret(git, search)
  }
}

/**
 * The settings that put a helper in charge of one organization only: a wider one would hand this token to other
 * organizations, which refuse it, whereupon git erases it (azure-devops.md 6.3).
 */
export function scopedHelper(organization: string, helper: string): readonly GitSetting[] {
  // For a Server, Git Credential Manager is a helper as any other and is asked without a path.
  const needsPath = helper === 'manager' && siteOf(organization).kind === 'services'
  return [
    ...organizationAddresses(organization).map((address) => ({
      key: `credential.${address}.helper`,
      value: helper
    })),
    ...(needsPath ? [{ key: 'credential.https://dev.azure.com.useHttpPath', value: 'true' }] : [])
  ]
}

/** What the page shows where there is no helper: the exact commands. */
export function proposalOf(
  organization: string,
  helper: SafeHelper,
  platform: NodeJS.Platform
): GitHelperProposal {
  return {
    helper: helper.name,
    installed: helper.install.length === 0,
    commands: [
      ...helper.install,
      ...scopedHelper(organization, helper.value).map(
        ({ key, value }) => `git config --global ${shellWord(key, platform)} ${shellWord(value, platform)}`
      )
    ]
  }
}
