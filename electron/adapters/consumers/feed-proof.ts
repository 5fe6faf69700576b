import { AppFailure } from '../../domain/app-failure.js'
import { splitEntry } from '../../domain/consumer-files/azure-hosts.js'
import type { Secret } from '../../domain/secret.js'
import type { FilePlace, Http } from '../../services/ports.js'
import { runProgram } from '../programs/program.js'
import type { RunProgram } from '../programs/program.js'
import { findProgram } from '../programs/program-finder.js'

/** A package that nobody has: a feed that takes the token answers that there is none (azure-devops.md 4.6). */
const nobodysPackage = 'token-tray-proof'
/** Milliseconds. */
const toolLimit = 60_000

const failed = ({ file, entry }: FilePlace, answered: string): AppFailure =>
  new AppFailure('use-proof-failed', { file, entry: splitEntry(entry).name, serviceMessage: answered })

/** Asks over our own door. A wrong token is refused before the feed looks for the package. */
export function proveByRequest(http: Http) {
  return async (place: FilePlace, address: string, token: Secret): Promise<string> => {
    const { status } = await http.send({
      method: 'GET',
      url: address,
      authorization: { scheme: 'basic', secret: token }
    })
    if (status !== 200 && status !== 404) throw failed(place, `HTTP ${status}`)
    return `GET ${new URL(address).hostname}`
  }
}

export interface NpmProofDeps {
  readonly platform: NodeJS.Platform
  readonly environment: Readonly<Record<string, string>>
  readonly run?: RunProgram
}

/**
 * Lets npm itself ask, with the file as its user's configuration: `npm view` of a package that nobody has. Null
 * where there is no npm that could. A new home keeps its log and its cache from the person's.
 */
export async function proveByNpm(
  { platform, environment, run = runProgram }: NpmProofDeps,
  place: FilePlace
): Promise<string | null> {
  const program = await findProgram('npm', platform, environment)
  if (program === null) return null
  const registry = `https:${place.entry}registry/`
  const { code, output, errors, timedOut } = await run({
    program,
    args: ['view', nobodysPackage, '--json'],
    environment: {
      ...environment,
      // Not as arguments: a script on Windows takes no paths (program.ts).
      npm_config_userconfig: place.file,
      npm_config_registry: registry,
      npm_config_logs_max: '0',
      npm_config_update_notifier: 'false',
      npm_config_fetch_retries: '0'
    },
    timeout: toolLimit,
    keepErrors: true
  })
  if (timedOut) throw failed(place, 'npm did not answer')
  // Its words are read for its code alone, and kept nowhere.
  const [answered] = /\bE\d{3}\b|\bE[A-Z]{4,}\b/.exec(output + errors) ?? []
  // An npm that cannot run, or stumbles over something of its own, says nothing of the feed.
  if (code !== 0 && answered === undefined) return null
  if (code !== 0 && answered !== 'E404') throw failed(place, answered ?? '')
  return `npm view, ${new URL(registry).hostname}`
}

/** What is asked of a feed of this address. */
export const inFeed = (address: string): string => `${address.replace(/\/$/, '')}/${nobodysPackage}`
