import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { connectionData, createAccountApi, repositories } from './account-api.js'
import { createIdentify, type Asked, type Site, type World } from './callers.js'
import { answerEmpty, redirect, type Answer, type Handler } from './exchange.js'
import { createPackages, feedList } from './feeds.js'
import { createGitServer } from './git-server.js'
import { addressOf, isCollection, type Organization } from './organizations.js'
import { claimsNeeded, conditionsNotMet, notFound, organizationMissing, tokenRefused } from './refusals.js'
import { createTokenApi } from './token-api.js'
import { createTokenPage } from './token-page.js'

/** The address alone: which tenant it belongs to, told without any credential (azure-devops.md 4.4). */
const discovery: Site = (asked) => {
  const { organization, request } = asked
  if (request.method !== 'HEAD') return redirect(`${addressOf(organization)}/_usersSettings/tokens`)
  if (isCollection(organization)) return tokenRefused(asked)
  const { tenant } = organization
  if (tenant === null)
    return answerEmpty(401, { 'x-vss-resourcetenant': '00000000-0000-0000-0000-000000000000' })
  return answerEmpty(401, {
    'x-vss-resourcetenant': tenant,
    'www-authenticate': `Bearer authorization_uri=https://login.microsoftonline.com/${tenant}`
  })
}

/** Everything of Azure DevOps. */
export function createAzureDevOps(world: World): Handler {
  const { organizations, directory } = world
  const identify = createIdentify(world)
  const tokenPage = createTokenPage(world)
  const accounts = createAccountApi(world, identify)
  const git = createGitServer(path.join(directory, 'git'))
  const packages = createPackages(path.join(directory, 'packages.git'))

  /** What answers at a host to what follows the organization in the address. */
  const sites: readonly (readonly [host: string, below: RegExp, site: Site])[] = [
    ['dev.azure.com', /^$/, discovery],
    ['dev.azure.com', /^_usersSettings\/tokens$/i, tokenPage.show],
    ['dev.azure.com', /^_apis\/connectionData$/i, connectionData],
    ['dev.azure.com', /^_apis\/git\/repositories$/i, repositories],
    ['dev.azure.com', /^(?:DefaultCollection\/)?(?:([^/]+)\/)?_git\/([^/]+)(.*)$/i, git],
    ['vssps.dev.azure.com', /^_apis\/tokens\/pats$/i, createTokenApi(world)],
    ['feeds.dev.azure.com', /^_apis\/packaging\/feeds$/i, feedList],
    ['pkgs.dev.azure.com', /^(?:([^/]+)\/)?_packaging\/([^/]+)\/(.*)$/i, packages]
  ]

  function enter(asked: Asked, host: string, below: string): Answer | Promise<Answer> {
    const { caller, organization } = asked
    const { conditionalAccess, continuousAccess } = organization.policies
    if (caller.kind === 'person' && conditionalAccess) return conditionsNotMet()
    if (caller.kind === 'person' && continuousAccess && !caller.answersChallenge) return claimsNeeded()
    for (const [where, pattern, site] of sites) {
      const parts = where === host ? pattern.exec(below)?.slice(1) : undefined
      // A group that found nothing is undefined, which the type does not say.
      if (parts)
        return site(asked, ...parts.map((part: string | undefined) => decodeURIComponent(part ?? '')))
    }
    return notFound()
  }

  return async (exchange) => {
    const { host, url } = exchange
    if (host === 'app.vssps.visualstudio.com') return accounts(exchange)
    if (host === 'dev.azure.com' && url.pathname === '/_signedin') return tokenPage.signedIn(exchange)
    // On the old host the organization is in the name.
    const address = `https://${host}${url.pathname}`.replace(
      /^https:\/\/([a-z0-9-]+)\.visualstudio\.com/,
      'https://dev.azure.com/$1'
    )
    const baseOf = (one: Organization) => addressOf(one).replace('dev.azure.com', new URL(address).host)
    const organization = organizations.find((one) =>
      `${address}/`.toLowerCase().startsWith(`${baseOf(one)}/`.toLowerCase())
    )
    if (!organization) return organizationMissing()
    const asked = { ...exchange, organization, caller: identify(exchange, organization) }
    const service = isCollection(organization) ? 'dev.azure.com' : new URL(address).host
    const answer = await enter(asked, service, address.slice(baseOf(organization).length + 1))
    // Every answer has one; without a tenant beside it, it is a Server's (azure-devops.md 4.4).
    return { ...answer, headers: { 'x-vss-e2eid': randomUUID(), ...answer.headers } }
  }
}
