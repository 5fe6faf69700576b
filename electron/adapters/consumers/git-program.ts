import { AppFailure } from '../../domain/app-failure.js'
import { readSettings } from '../../domain/git-configuration.js'
import { whyNotRead } from '../../domain/git-refusal.js'
import { Secret } from '../../domain/secret.js'
import { runProgram, type ProgramAnswer } from '../programs/program.js'
import { findProgram, type ProgramSearch } from '../programs/program-finder.js'

/** Milliseconds. A helper that talks to a slow keychain may take a while; none may ask the person. */
const helperLimit = 20_000
const remoteLimit = 60_000

/** A credential as git's helpers know it (git-credential(1)). */
export interface GitCredential {
  readonly protocol: 'https'
  readonly host: string
  readonly path?: string
  readonly username?: string
}

/** What the helpers gave. */
export interface GitFilled {
  readonly username: string
  readonly password: Secret
  /** Seconds since 1970 in UTC; null where the helper does not say. */
  readonly expiry: number | null
}

const lines = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => {
      // A line end would let one value become another field.
      if (/[\n\0]/.test(value)) throw new RangeError(`a git credential field with a line end: ${name}`)
      return `${name}=${value}\n`
    })
    .join('')

/** SECURITY: nobody is asked: no terminal, no askpass program, no window of Git Credential Manager. */
const silent = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  GCM_INTERACTIVE: 'never'
} as const

/** The git of this computer, without prompts of any kind; or null. */
export async function findGit(search: ProgramSearch) {
  const { run = runProgram } = search
  const program = await findProgram('git', search)
  if (program === null) return null
  const environment = { ...search.environment, ...silent }
  const git = (args: readonly string[], input = ''): Promise<ProgramAnswer> =>
    run({ program, args, environment, timeout: helperLimit, input })

  async function must(args: readonly string[], input?: string): Promise<string> {
    const { code, output } = await git(args, input)
    if (code !== 0) throw new AppFailure('git-failed', { step: args.slice(0, 2).join(' '), code: code ?? -1 })
    return output
  }

  return {
    settings: async () => readSettings(await must(['config', '--list', '-z'])),
    /** What the person's own file says, and no other. */
    globalValues: async (key: string) => {
      const { code, output } = await git(['config', '--global', '--get-all', '-z', key])
      return code === 0 ? output.split('\0').slice(0, -1) : []
    },
    addSetting: (key: string, value: string) => must(['config', '--global', '--add', key, value]),
    /** Takes out every value of a key of the global configuration; gone already is fine. */
    removeSetting: async (key: string) => {
      const { code } = await git(['config', '--global', '--unset-all', key])
      // 5: there is no such key (git-config(1)).
      if (code !== 0 && code !== 5) throw new AppFailure('git-failed', { step: 'config', code: code ?? -1 })
    },
    /** A repository's own; `no-repository` for a folder that is none. */
    repositorySettings: async (folder: string) => {
      const { code, output } = await git(['-C', folder, 'config', '--local', '--list', '-z'])
      if (code !== 0) throw new AppFailure('no-repository', { folder })
      return readSettings(output)
    },
    /** SECURITY: never a value with a token in it. */
    setInRepository: async (folder: string, key: string, value: string) => {
      const { code } = await git(['-C', folder, 'config', '--local', key, value])
      if (code !== 0) throw new AppFailure('git-failed', { step: 'config', code: code ?? -1 })
    },
    /** The folder of git's own helpers. */
    helperFolder: async () => {
      const { code, output } = await git(['--exec-path'])
      return code === 0 ? output.trim() : null
    },
    /** `expiry` in seconds since 1970, UTC. */
    approve: async (credential: GitCredential, token: Secret, expiry: number | null) => {
      const until = expiry === null ? {} : { password_expiry_utc: String(expiry) }
      return must(['credential', 'approve'], lines({ ...credential, password: token.reveal(), ...until }))
    },
    /** What the helpers would give for this; null where they have nothing. Rejects with `vault-no-answer`. */
    fill: async (credential: GitCredential): Promise<GitFilled | null> => {
      const { code, output, timedOut } = await git(['credential', 'fill'], lines({ ...credential }))
      if (timedOut) throw new AppFailure('vault-no-answer')
      if (code !== 0) return null
      const field = (name: string): string =>
        output
          .split('\n')
          .find((line) => line.startsWith(`${name}=`))
          ?.slice(name.length + 1) ?? ''
      if (field('password') === '') return null
      const expiry = Number(field('password_expiry_utc') || NaN)
      return {
        ...{ username: field('username'), password: new Secret(field('password')) },
        expiry: Number.isSafeInteger(expiry) ? expiry : null
      }
    },
    reject: async (credential: GitCredential, token: Secret) =>
      must(['credential', 'reject'], lines({ ...credential, password: token.reveal() })),
    /** Git Credential Manager forgets which account an organization is bound to (its docs/azrepos-users-and-tokens.md). */
    unbindManager: (organization: string) =>
      must(['credential-manager', 'azure-repos', 'unbind', organization]),
    /**
     * Reads the repository with what the helpers give; git takes out of them what the server refuses. Rejects with
     * `git-proof-failed`, or with `offline`, `timed-out`, `rate-limited`, `service-unavailable`.
     */
    readRemote: async (address: string) => {
      const { code, errors, timedOut } = await run({
        ...{ program, args: ['ls-remote', '--quiet', '--', address], timeout: remoteLimit },
        // Its words are read, and they are in English in this locale only.
        ...{ environment: { ...environment, LC_ALL: 'C' }, keepErrors: true }
      })
      if (code === 0) return
      const facts = { step: 'ls-remote', host: new URL(address).host }
      throw new AppFailure(timedOut ? 'timed-out' : whyNotRead(errors), facts)
    }
  }
}
export type GitProgram = NonNullable<Awaited<ReturnType<typeof findGit>>>

/** As `findGit`; rejects with `git-missing` where there is none. */
export async function installedGit(search: ProgramSearch): Promise<GitProgram> {
  const git = await findGit(search)
  if (git === null) throw new AppFailure('git-missing')
  return git
}
