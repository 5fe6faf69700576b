import { describe, expect, it } from 'vitest'
import { proposalOf, safeHelper } from '../../../electron/adapters/consumers/git-helper-proposal.js'
import { findGit } from '../../../electron/adapters/consumers/git-program.js'

const contrib = '/usr/share/doc/git/contrib/credential/libsecret'
const program = 'git-credential-libsecret'
const apt = ['sudo apt-get install libsecret-1-dev pkg-config gcc make', `sudo make -C ${contrib}`]

/** What is proposed on a computer on which these files are programs, and git's own are in `/opt/git-core`. */
async function proposed(
  platform: 'linux' | 'darwin' | 'win32',
  files: readonly string[],
  organization = 'contoso'
): Promise<ReturnType<typeof proposalOf>> {
  const answer = { code: 0, output: '/opt/git-core\n', errors: '', timedOut: false }
  const search = {
    ...{ platform, environment: { PATH: '/home/ada/bin' }, run: () => Promise.resolve(answer) },
    // Any program is a git: what it answers is played.
    program: () => process.execPath
  }
  const git = await findGit(search)
  if (git === null) throw new Error('no git')
  const helper = await safeHelper(git, {
    ...search,
    isProgram: (file) => Promise.resolve(files.includes(file))
  })
  return proposalOf(organization, helper, platform)
}

/** The commands that set a helper for both hosts of contoso. */
const set = (helper: string): readonly string[] =>
  ['https://dev.azure.com/contoso', 'https://contoso.visualstudio.com'].map(
    (address) => `git config --global credential.${address}.helper ${helper}`
  )

describe('the helper that is proposed', () => {
  it.each([
    ['darwin', [], 'osxkeychain', true, set('osxkeychain')],
    [
      'win32',
      [],
      'Git Credential Manager',
      true,
      [...set('manager'), 'git config --global credential.https://dev.azure.com.useHttpPath true']
    ],
    ...[`/home/ada/bin/${program}`, `/opt/git-core/${program}`, `/usr/libexec/git-core/${program}`].map(
      (file) => ['linux', [file, '/usr/bin/dnf'], 'libsecret', true, set(file)] as const
    ),
    ['linux', [`${contrib}/${program}`], 'libsecret', true, set(`${contrib}/${program}`)],
    [
      'linux',
      ['/usr/bin/dnf'],
      'libsecret',
      false,
      ['sudo dnf install git-credential-libsecret', ...set('libsecret')]
    ],
    ['linux', [], 'libsecret', false, [...apt, ...set(`${contrib}/${program}`)]]
  ] as const)('on %s with %j is %s', async (platform, files, helper, installed, commands) => {
    expect(await proposed(platform, files)).toEqual({ helper, installed, commands })
  })

  it('comes without a path for a Server, and in the quotes of the system’s shell', async () => {
    const collection = 'https://tfs.example.com/tfs/R&D'
    expect((await proposed('win32', [], collection)).commands).toEqual([
      `git config --global "credential.${collection}.helper" manager`
    ])
    expect((await proposed('darwin', [], collection)).commands).toEqual([
      `git config --global 'credential.${collection}.helper' osxkeychain`
    ])
  })
})
