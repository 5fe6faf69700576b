import type { Caller, Identify } from './callers.js'
import { answer, answerEmpty, answerJson } from './exchange.js'
import type { Answered, Exchange } from './exchange.js'
import { feedFiles } from './feed-packages.js'
import { idOf, sameName } from './organizations.js'
import type { Feed, Organization } from './organizations.js'
import { isPreview, notFound, signInNeeded, tokenRefused, versionRefused } from './refusals.js'
import { allows } from './scope-rules.js'

type Site = (exchange: Exchange, organization: Organization, parts: readonly string[]) => Answered

const mayRead = (caller: Caller) => caller.kind === 'token' && allows(caller.token.scope, 'vso.packaging')

/** Splits what follows the organization into the project, where there is one, and the parts from `word` on. */
function split(parts: readonly string[], word: string) {
  const at = parts.findIndex((part) => sameName(part, word))
  return at === 0 || at === 1 ? { project: at === 1 ? parts[0] : null, rest: parts.slice(at + 1) } : null
}

const isIn = (feed: Feed, project: string | null | undefined) => sameName(feed.project ?? '', project ?? '')

/** `feeds.dev.azure.com`: the list of feeds, of an organization all, of a project its own. */
export function createFeedApi(identify: Identify): Site {
  return (exchange, organization, parts) => {
    const caller = identify(exchange, organization)
    if (caller.kind === 'nobody') return signInNeeded(exchange)
    if (!mayRead(caller)) return tokenRefused(exchange)
    if (!isPreview(exchange, false)) return versionRefused(exchange)
    const asked = split(parts, '_apis')
    if (asked?.rest.join('/').toLowerCase() !== 'packaging/feeds') return notFound(exchange)
    const value = (organization.feeds ?? [])
      .filter((feed) => asked.project === null || isIn(feed, asked.project))
      .map((feed) => {
        const project = organization.projects.find((one) => one.name === feed.project)
        const id = idOf(`${organization.name} ${feed.name}`)
        return {
          ...{ id, name: feed.name, fullyQualifiedName: feed.name, upstreamEnabled: false },
          url: `https://feeds.dev.azure.com/${organization.name}/_apis/Packaging/Feeds/${id}`,
          ...(project && { project: { id: project.id, name: project.name, visibility: 'private' } })
        }
      })
    return answerJson(exchange, 200, { count: value.length, value })
  }
}

/**
 * `pkgs.dev.azure.com`: tools that ask without a credential first need the challenge, so nobody, a dead token and one
 * without the scope get the same 401; whoever may read is told by 404 what is not there (azure-devops.md 3, 4.6).
 */
export function createPackages(identify: Identify): Site {
  const made = new Map<string, ReturnType<typeof feedFiles>>()
  return (exchange, organization, parts) => {
    if (!mayRead(identify(exchange, organization))) return tokenRefused(exchange)
    if (!['GET', 'HEAD', 'POST'].includes(exchange.request.method ?? '')) return answerEmpty(exchange, 405)
    const asked = split(parts, '_packaging')
    const [name = '', ...below] = asked?.rest ?? []
    const feed = organization.feeds?.find((one) => sameName(one.name, name) && isIn(one, asked?.project))
    if (!asked || !feed) return notFound(exchange)
    const project = feed.project === null ? '' : `/${encodeURIComponent(feed.project)}`
    const base = `https://${exchange.host}/${organization.name}${project}/_packaging/${feed.name}`
    const files = made.get(base) ?? feedFiles(base)
    made.set(base, files)
    const file = files.get(
      below
        .filter((part) => part !== '')
        .join('/')
        .toLowerCase()
    )
    return file ? answer(exchange, 200, { 'content-type': file.type }, file.body) : notFound(exchange)
  }
}
