import path from 'node:path'
import { feedAddress, siteAddress } from '../../domain/addresses.js'
import { organizationOfAddress, splitEntry } from '../../domain/consumer-files/azure-hosts.js'
import { netrc } from '../../domain/consumer-files/netrc.js'
import { npmrc } from '../../domain/consumer-files/npmrc.js'
import { nugetConfig } from '../../domain/consumer-files/nuget-config.js'
import { pypirc } from '../../domain/consumer-files/pypirc.js'
import type { FileConsumer, FilePlace } from '../../services/ports/files.js'
import type { Http } from '../../services/ports/http.js'
import type { TokenCheck } from '../../services/ports/azure-devops.js'
import type { ProgramSearch } from '../programs/program-finder.js'
import { createFileConsumer, type FileKind } from './file-consumer.js'
import { inFeed, notProven, proveByRequest } from './feed-proof.js'
import { dotnet, npm, pip, proveByTool, type Tool } from './tool-proof.js'

export interface FileConsumersDeps extends Omit<ProgramSearch, 'program'> {
  readonly http: Http
  readonly tokenCheck: Pick<TokenCheck, 'identify'>
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

  /** Asks by the tool where it is there, else ourselves, at the address that `asked` makes of the feed's. */
  const byTool =
    (tool: Tool | null, asked: (feed: string) => string): FileKind['prove'] =>
    async (place, token, feed) => {
      if (feed === null) throw nowhere(place)
      const answered = tool === null ? null : await proveByTool(deps, tool, place, feed)
      return answered ?? ask(place, asked(feed), token)
    }

  /** A host without a feed is proven by the question whose the token is. */
  const proveHost: FileKind['prove'] = async (place, token, address) => {
    if (address?.includes('/_packaging/') === true) return byTool(pip, inFeed)(place, token, address)
    const host = splitEntry(place.entry).name.split(' ')[0] ?? ''
    const organization = organizationOfAddress(address ?? `https://${host}/`)
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
      prove: byTool(npm, inFeed)
    },
    {
      kind: 'nuget-config',
      format: nugetConfig,
      files: onWindows
        ? [path.win32.join(environment['APPDATA'] ?? '', 'NuGet', 'NuGet.Config')]
        : [inHome('.nuget', 'NuGet', 'NuGet.Config'), inHome('.config', 'NuGet', 'NuGet.Config')],
      entryOf: (organization, feed) => `${feed.name}=${feedAddress(organization, feed)}/nuget/v3/index.json`,
      prove: byTool(dotnet, (index) => index)
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
      // twine can do nothing but upload, and its address takes nothing else; what pip reads lies beside it.
      prove: byTool(null, (upload) => inFeed(upload.replace(/upload\/?$/, 'simple')))
    }
  ]
  return kinds.map(createFileConsumer)
}
