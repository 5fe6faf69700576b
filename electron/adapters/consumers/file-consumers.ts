import path from 'node:path'
import { siteAddress } from '../../domain/addresses.js'
import { organizationOfAddress, splitEntry } from '../../domain/consumer-files/azure-hosts.js'
import { netrc } from '../../domain/consumer-files/netrc.js'
import { npmrc } from '../../domain/consumer-files/npmrc.js'
import { nugetConfig } from '../../domain/consumer-files/nuget-config.js'
import { pypirc } from '../../domain/consumer-files/pypirc.js'
import type { Secret } from '../../domain/secret.js'
import type { FileConsumer, FilePlace } from '../../services/ports/files.js'
import type { Http } from '../../services/ports/http.js'
import type { TokenCheck } from '../../services/ports/azure-devops.js'
import type { RunProgram } from '../programs/program.js'
import { createFileConsumer, feedAddress } from './file-consumer.js'
import type { FileKind } from './file-consumer.js'
import { inFeed, notProven, proveByRequest } from './feed-proof.js'
import { readText } from './text-file.js'
import { dotnet, npm, pip, proveByTool } from './tool-proof.js'

export interface FileConsumersDeps {
  readonly platform: NodeJS.Platform
  /** The person's own environment: home folder, PATH, and what tools read their places from. */
  readonly environment: Readonly<Record<string, string>>
  readonly http: Http
  readonly tokenCheck: Pick<TokenCheck, 'identify'>
  readonly run?: RunProgram
}

/** Every kind of file that tools read tokens from, at the places where they look (azure-devops.md 6.5 to 6.7). */
export function createFileConsumers(deps: FileConsumersDeps): readonly FileConsumer[] {
  const { platform, environment, http } = deps
  const onWindows = platform === 'win32'
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? ''
  const inHome = (...parts: string[]): string => path.join(home, ...parts)
  /** The place that the environment names, else the usual ones. */
  const places = (name: string, ...usual: readonly string[]): readonly string[] => {
    // npm reads its settings from names in any letters.
    const given = environment[name] ?? environment[name.toLowerCase()]
    return given === undefined || given === '' ? usual : [given]
  }
  const ask = proveByRequest(http)
  const nowhere = (place: FilePlace): Error => notProven(place, 'it names no feed to ask')

  /** A host without a feed is proven by the question whose the token is. */
  async function proveHost(place: FilePlace, token: Secret): Promise<string> {
    const { name, address } = splitEntry(place.entry)
    if (address?.includes('/_packaging/') === true) {
      return (await proveByTool(deps, pip, place, address)) ?? ask(place, inFeed(address), token)
    }
    const organization = organizationOfAddress(address ?? `https://${name.split(' ')[0] ?? ''}/`)
    if (organization === null) throw nowhere(place)
    await deps.tokenCheck.identify(organization, token)
    return `GET ${new URL(siteAddress(organization)).hostname}`
  }

  const kinds: readonly FileKind[] = [
    {
      kind: 'npmrc',
      format: npmrc,
      files: places('NPM_CONFIG_USERCONFIG', inHome('.npmrc')),
      entryOf: (organization, feed) => `${feedAddress(organization, feed).slice('https:'.length)}/npm/`,
      prove: async (place, token) => {
        const registry = `https:${place.entry}registry/`
        return (await proveByTool(deps, npm, place, registry)) ?? ask(place, inFeed(registry), token)
      }
    },
    {
      kind: 'nuget-config',
      format: nugetConfig,
      files: onWindows
        ? [path.win32.join(environment['APPDATA'] ?? '', 'NuGet', 'NuGet.Config')]
        : [inHome('.nuget', 'NuGet', 'NuGet.Config'), inHome('.config', 'NuGet', 'NuGet.Config')],
      entryOf: (organization, feed) => `${feed.name}=${feedAddress(organization, feed)}/nuget/v3/index.json`,
      prove: async (place, token) => {
        const index = await sourceAddress(place)
        return (await proveByTool(deps, dotnet, place, index)) ?? ask(place, index, token)
      }
    },
    {
      kind: 'netrc',
      format: netrc,
      files: places('NETRC', ...(onWindows ? [inHome('_netrc'), inHome('.netrc')] : [inHome('.netrc')])),
      entryOf: (organization, feed) => `pkgs.dev.azure.com=${feedAddress(organization, feed)}/pypi/simple/`,
      prove: proveHost
    },
    {
      kind: 'pypirc',
      format: pypirc,
      files: [inHome('.pypirc')],
      entryOf: (organization, feed) => `${feed.name}=${feedAddress(organization, feed)}/pypi/upload/`,
      prove: async (place, token) => {
        const upload = await sourceAddress(place)
        // twine can do nothing but upload, and its address takes nothing else; what pip reads lies beside it.
        return ask(place, inFeed(upload.replace(/upload\/?$/, 'simple')), token)
      }
    }
  ]

  /** The address that the entry brings along, or that its file has for it. */
  async function sourceAddress(place: FilePlace): Promise<string> {
    const { name, address } = splitEntry(place.entry)
    if (address !== null) return address
    const kind = kinds.find(({ files }) => files.includes(place.file))
    const text = (await readText(place.file)) ?? ''
    const read = kind?.format.read(text)
    const found = read?.ok === true ? read.entries.find(({ entry }) => entry === name) : undefined
    if (found?.address == null) throw nowhere(place)
    return found.address
  }

  return kinds.map(createFileConsumer)
}
