import { AppFailure } from '../../domain/app-failure.js'
import { splitEntry } from '../../domain/consumer-files/azure-hosts.js'
import type { FilePlace } from '../../services/ports/files.js'
import { runProgram } from '../programs/program.js'
import { findProgram, type ProgramSearch } from '../programs/program-finder.js'
import { failureOf, nobodysPackage } from './feed-proof.js'

/** Milliseconds. */
const toolLimit = 60_000

/**
 * How a tool asks a feed for nobody's package. SECURITY: it is told the file, never the token. Addresses go by the
 * environment, since a script on Windows takes few characters as arguments (program.ts).
 */
export interface Tool {
  /** The first of these that is installed. */
  readonly programs: readonly string[]
  readonly asks: string
  readonly args: (place: FilePlace) => readonly string[]
  readonly settings: (place: FilePlace, address: string) => Readonly<Record<string, string>>
  /** Finds in its output what the feed answered: three digits. */
  readonly status: RegExp
  /** Finds the word for what went wrong else. */
  readonly trouble: RegExp
}

export const npm: Tool = {
  programs: ['npm'],
  asks: 'npm view',
  args: () => ['view', nobodysPackage, '--json'],
  settings: ({ file }, address) => ({
    npm_config_userconfig: file,
    npm_config_registry: address,
    npm_config_logs_max: '0',
    npm_config_update_notifier: 'false',
    npm_config_fetch_retries: '0'
  }),
  status: /(?<=\bE)\d{3}\b/,
  trouble: /\bE[A-Z_]{4,}\b/
}

/** Reads one page of the feed and takes nothing from it, unlike `pip download`, which may build what it took. */
export const pip: Tool = {
  programs: ['pip', 'pip3'],
  asks: 'pip index versions',
  args: () => ['index', 'versions', '-vv', nobodysPackage],
  settings: ({ file }, address) => ({
    NETRC: file,
    PIP_INDEX_URL: address,
    // In the place of the person's: no other feed is asked.
    PIP_EXTRA_INDEX_URL: address,
    PIP_NO_INPUT: '1',
    PIP_NO_CACHE_DIR: '1',
    PIP_RETRIES: '0',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    // A keyring that answers for a refused token would prove nothing; the second is for pip before 23.1.
    PIP_KEYRING_PROVIDER: 'disabled',
    PYTHON_KEYRING_BACKEND: 'keyring.backends.null.Keyring'
  }),
  status: /\b\d{3}(?= (?:Client|Server) Error\b)|(?<=\btoo many )\d{3}(?= error responses\b)/,
  trouble: /^ERROR\b/m
}

/** From the SDK 8.0.200 on (learn.microsoft.com/dotnet/core/tools/dotnet-package-search). */
export const dotnet: Tool = {
  programs: ['dotnet'],
  asks: 'dotnet package search',
  args: ({ file, entry }) => [
    ...['package', 'search', nobodysPackage],
    ...['--source', splitEntry(entry).name, '--configfile', file]
  ],
  settings: ({ file }) => ({
    DOTNET_CLI_UI_LANGUAGE: 'en',
    DOTNET_CLI_TELEMETRY_OPTOUT: '1',
    DOTNET_NOLOGO: '1',
    // No credential provider is there: one that answers for a refused token would prove nothing.
    NUGET_NETCORE_PLUGIN_PATHS: `${file}.no-plugin`
  }),
  status: /\b\d{3}(?= \()/,
  trouble: /\berror\b/i
}

/** What npm says where no answer came, in the words of our own door (network-errors.ts). */
const troubles: Readonly<Record<string, string>> = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  ECONNREFUSED: 'no-connection',
  ENETUNREACH: 'no-connection',
  EHOSTUNREACH: 'no-connection',
  ECONNRESET: 'interrupted'
}

/**
 * Lets the tool itself ask the feed at `address`, with what is in the file. Gives what was asked; null where there is
 * no such tool, or where it says nothing of the feed. Rejects with `use-proof-failed`, or with what passes by itself.
 */
export async function proveByTool(
  search: ProgramSearch,
  { programs, asks, args, settings, ...finds }: Tool,
  place: FilePlace,
  address: string
): Promise<string | null> {
  const { environment, run = runProgram } = search
  let program: string | null = null
  for (const name of programs) program ??= await findProgram(name, search)
  if (program === null) return null
  const host = new URL(address).hostname
  // NuGet takes a source's credential from the environment before that of the file.
  const own = Object.entries(environment).filter(([name]) => !/^NuGetPackageSourceCredentials_/i.test(name))
  const { code, output, errors, timedOut } = await run({
    program,
    args: args(place),
    environment: { ...Object.fromEntries(own), ...settings(place, address) },
    timeout: toolLimit,
    keepErrors: true
  })
  if (timedOut) throw new AppFailure('timed-out', { host })
  // Its words are read for these two alone, and kept nowhere.
  const [status] = finds.status.exec(output + errors) ?? []
  const [trouble = ''] = finds.trouble.exec(output + errors) ?? []
  const failure = status === undefined ? null : failureOf(place, host, Number(status))
  if (failure !== null) throw failure
  if (status !== undefined || (code === 0 && trouble === '')) return `${asks}, ${host}`
  if (/TIMEDOUT$/.test(trouble)) throw new AppFailure('timed-out', { host, netError: trouble })
  const obstacle = troubles[trouble]
  if (obstacle !== undefined) throw new AppFailure('offline', { host, netError: trouble, obstacle })
  // One that cannot run, or stumbles over something of its own.
  return null
}
