import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { connectionData, createAccountApi, repositories } from './account-api.js'
import { createIdentify } from './callers.js'
import type { Asked, Site } from './callers.js'
import type { EntraTokens } from './entra-tokens.js'
import { answerEmpty, redirect } from './exchange.js'
import type { Answer, Exchange, Handler } from './exchange.js'
import { createPackages, feedList } from './feeds.js'
import { createGitServer } from './git-server.js'
import { addressOf, isCollection, sameName } from './organizations.js'
import type { Organization, Person } from './organizations.js'
import { claimsNeeded, conditionsNotMet, notFound, organizationMissing, tokenRefused } from './refusals.js'
import { createTokenApi } from './token-api.js'
import { createTokenPage } from './token-page.js'
import type { Tokens } from './tokens.js'

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
export function createAzureDevOps(options: {
  readonly organizations: readonly Organization[]
  readonly people: readonly Person[]
  readonly tokens: Tokens
  readonly entraTokens: EntraTokens
  /** Repositories are made in here. */
  readonly directory: string
  readonly byteOrderMark: boolean
  readonly now: () => number
}): Handler {
  const { organizations, tokens, directory, now } = options
  const identify = createIdentify(options)
  const tokenPage = createTokenPage(options)
  const accounts = createAccountApi(organizations, identify, now)

  /** By what follows the organization, for each host that has the organization in its path. */
  const web: readonly (readonly [RegExp, Site])[] = [
    [/^$/, discovery],
    [/^_usersSettings\/tokens$/i, tokenPage.show],
    [/^_apis\/connectionData$/i, connectionData],
    [/^(?:([^/]+)\/)?_apis\/git\/repositories$/i, repositories],
    [
      /^(?:DefaultCollection\/)?(?:([^/]+)\/)?_git\/([^/]+)(.*)$/i,
      createGitServer(path.join(directory, 'git'))
    ]
  ]
  const sites: Readonly<Record<string, typeof web>> = {
    'dev.azure.com': web,
    'vssps.dev.azure.com': [[/^_apis\/tokens\/pats$/i, createTokenApi(tokens, options)]],
    'feeds.dev.azure.com': [[/^(?:([^/]+)\/)?_apis\/packaging\/feeds(.*)$/i, feedList]],
    'pkgs.dev.azure.com': [
      [/^(?:([^/]+)\/)?_packaging\/([^/]+)\/(.*)$/i, createPackages(path.join(directory, 'packages.git'))]
    ]
  }

  /** The organization, what follows it in the address, and the sites of the host. */
  function placeOf({ host, url }: Exchange) {
    const [, first = ''] = url.pathname.split('/')
    const old = /^([a-z0-9-]+)\.visualstudio\.com$/i.exec(host)?.[1]
    const address = `https://${host}${url.pathname}`
    const isIn = (one: Organization) => sameName(address.slice(0, one.name.length + 1), `${one.name}/`)
    const collection = organizations.find(
      (one) => isCollection(one) && (isIn(one) || sameName(address, one.name))
    )
    const organization = collection ?? organizations.find((one) => sameName(one.name, old ?? first))
    const start = collection?.name ?? `https://${host}${old === undefined ? `/${first}` : ''}`
    const sitesHere = sites[collection || old !== undefined ? 'dev.azure.com' : host] ?? []
    return { organization, below: address.slice(start.length + 1), sitesHere }
  }

  return async (exchange): Promise<Answer> => {
    if (exchange.host === 'app.vssps.visualstudio.com') return accounts(exchange)
    if (exchange.host === 'dev.azure.com' && exchange.url.pathname === '/_signedin')
      return tokenPage.signedIn(exchange)
    const { organization, below, sitesHere } = placeOf(exchange)
    if (!organization) return organizationMissing()
    const caller = identify(exchange, organization)

    async function enter(asked: Asked): Promise<Answer> {
      const { conditionalAccess, continuousAccess } = asked.organization.policies
      if (caller.kind === 'person' && conditionalAccess) return conditionsNotMet()
      if (caller.kind === 'person' && continuousAccess && !caller.answersChallenge) return claimsNeeded()
      for (const [pattern, site] of sitesHere) {
        const parts = pattern.exec(below)?.slice(1)
        if (parts) return site(asked, ...parts.map((part) => decodeURIComponent(part ?? '')))
      }
      return notFound()
    }
    const answer = await enter({ ...exchange, organization, caller })
    // Every answer has one; without a tenant beside it, it is a Server's (azure-devops.md 4.4).
    return { ...answer, headers: { 'x-vss-e2eid': randomUUID(), ...answer.headers } }
  }
}
