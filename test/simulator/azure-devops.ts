import { randomUUID } from 'node:crypto'
import { createAccountApi, createConnectionData } from './account-api.js'
import type { World } from './callers.js'
import { answerEmpty, redirect } from './exchange.js'
import type { Answered, Exchange, Handler } from './exchange.js'
import { createFeedApi, createPackages } from './feeds.js'
import { createGitServer, gitAddress } from './git-server.js'
import { addressOf, isCollection, sameName } from './organizations.js'
import type { Organization } from './organizations.js'
import { claimsNeeded, conditionsNotMet, notFound, organizationMissing, tokenRefused } from './refusals.js'
import { createRepositoryApi } from './repository-api.js'
import { createTokenApi } from './token-api.js'
import { createTokenPage } from './token-page.js'

const noTenant = '00000000-0000-0000-0000-000000000000'

/** Which organization and tenant an address belongs to, told without any credential (azure-devops.md 4.4). */
function discover(exchange: Exchange, organization: Organization): Answered {
  if (isCollection(organization)) return tokenRefused(exchange)
  const tenant = organization.tenant
  return answerEmpty(exchange, 401, {
    'x-vss-resourcetenant': tenant ?? noTenant,
    ...(tenant === null
      ? {}
      : { 'www-authenticate': `Bearer authorization_uri=https://login.microsoftonline.com/${tenant}` })
  })
}

const decoded = (part: string) => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Everything of Azure DevOps: gives the handler of a host, or undefined for one that is not its own. */
export function createAzureDevOps(world: World): (host: string) => Handler | undefined {
  const { organizations, identify } = world
  const tokenApi = createTokenApi(world)
  const tokenPage = createTokenPage(world)
  const connectionData = createConnectionData(identify)
  const repositoryApi = createRepositoryApi(identify)
  const git = createGitServer(world)
  const accounts = createAccountApi(world)

  type Site = (
    exchange: Exchange,
    organization: Organization,
    parts: readonly string[]
  ) => Answered | Promise<Answered>

  /** Into a site, for whom the organization's conditions let in. */
  const enter = (
    site: Site,
    exchange: Exchange,
    organization: Organization | undefined,
    parts: readonly string[]
  ) => {
    if (!organization) return organizationMissing(exchange)
    // Every answer has one; without a tenant beside it, it is a Server's (azure-devops.md 4.4).
    exchange.response.setHeader('x-vss-e2eid', randomUUID())
    const caller = identify(exchange, organization)
    const { conditionalAccess, continuousAccess } = organization.policies ?? {}
    if (caller.kind === 'person' && conditionalAccess) return conditionsNotMet(exchange)
    if (caller.kind === 'person' && continuousAccess && !caller.answersChallenge)
      return claimsNeeded(exchange)
    return site(exchange, organization, parts)
  }

  const named = (name: string) => organizations.find((one) => !isCollection(one) && sameName(one.name, name))
  const partsOf = ({ url }: Exchange) => url.pathname.split('/').slice(1).map(decoded)

  /** A site whose organization is in the path. */
  const byPath =
    (site: Site): Handler =>
    (exchange) => {
      const [name = '', ...parts] = partsOf(exchange)
      return enter(site, exchange, named(name), parts)
    }

  const web: Site = (exchange, organization, parts) => {
    const address = gitAddress(parts)
    if (address) return git(exchange, organization, address)
    const path = parts.filter((part) => part !== '').map((part) => part.toLowerCase())
    if (path.length === 0) {
      if (exchange.request.method === 'HEAD') return discover(exchange, organization)
      return redirect(exchange, `${addressOf(organization)}/_usersSettings/tokens`)
    }
    if (path.join('/') === '_userssettings/tokens') return tokenPage.show(exchange, organization)
    if (path.join('/') === '_apis/connectiondata') return connectionData(exchange, organization)
    if (path.join('/').endsWith('_apis/git/repositories') && path.length <= 4) {
      return repositoryApi(exchange, organization, path.length === 4 ? (parts[0] ?? null) : null)
    }
    return notFound(exchange)
  }

  const identityService: Site = (exchange, organization, parts) => {
    if (parts.join('/').toLowerCase() === '_apis/tokens/pats') return tokenApi(exchange, organization)
    if (exchange.request.method === 'HEAD') return discover(exchange, organization)
    return notFound(exchange)
  }

  const hosts: Readonly<Record<string, Handler>> = {
    'dev.azure.com': (exchange) =>
      exchange.url.pathname === '/_signedin' ? tokenPage.signedIn(exchange) : byPath(web)(exchange),
    'vssps.dev.azure.com': byPath(identityService),
    'app.vssps.visualstudio.com': accounts,
    'pkgs.dev.azure.com': byPath(createPackages(identify)),
    'feeds.dev.azure.com': byPath(createFeedApi(identify))
  }

  /** The old host, where the organization is in the name. */
  const oldHost =
    (name: string): Handler =>
    (exchange) =>
      enter(web, exchange, named(name), partsOf(exchange))

  const collections = organizations.filter(isCollection).map((organization) => {
    const { host, pathname } = new URL(organization.name)
    return { organization, host, base: pathname.split('/').slice(1) }
  })
  const server: Handler = (exchange) => {
    const parts = partsOf(exchange)
    const found = collections.find(
      ({ host, base }) =>
        host === exchange.host && sameName(base.join('/'), parts.slice(0, base.length).join('/'))
    )
    return enter(web, exchange, found?.organization, parts.slice(found?.base.length))
  }

  return (host) => {
    const name = /^([a-z0-9-]+)\.visualstudio\.com$/i.exec(host)?.[1]
    if (collections.some((one) => one.host === host)) return server
    return hosts[host] ?? (name === undefined ? undefined : oldHost(name))
  }
}
