import { z } from 'zod'
import { siteAddress } from '../../domain/addresses.js'
import { AppFailure } from '../../domain/app-failure.js'
import type { Secret } from '../../domain/secret.js'
import type { Http } from '../../services/ports/http.js'
import type { TokenCheck } from '../../services/ports/azure-devops.js'
import { siteOf } from '../../shared/site.js'
import { get } from './answers.js'

/** Organizations with public projects answer a bad token with this identity (azure-devops.md 3). */
const anonymous = 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa'

const connection = z.object({
  authenticatedUser: z.object({
    id: z.string(),
    providerDisplayName: z.string().nullish(),
    properties: z.object({ Account: z.object({ $value: z.string() }).optional() }).nullish()
  })
})

const repositories = z.object({
  value: z.array(z.object({ remoteUrl: z.string().optional(), isDisabled: z.boolean().optional() }))
})

/**
 * A clone address of this organization without its user part, or null for any other address.
 * SECURITY: git will be given the token for it, so the answer's word is not enough.
 */
function cloneAddress(remoteUrl: string, organization: string): string | null {
  if (!URL.canParse(remoteUrl)) return null
  const { protocol, host, origin, pathname } = new URL(remoteUrl)
  const collection = new URL(siteAddress(organization))
  const isBelow = pathname.toLowerCase().startsWith(`${collection.pathname.toLowerCase()}/`)
  const isOldHost =
    siteOf(organization).kind === 'services' && host === `${organization.toLowerCase()}.visualstudio.com`
  const ours = (origin === collection.origin && isBelow) || isOldHost
  return ours && protocol === 'https:' && pathname.includes('/_git/') ? `${origin}${pathname}` : null
}

export function createTokenCheck(http: Http): TokenCheck {
  function ask<T>(organization: string, path: string, secret: Secret, schema: z.ZodType<T>): Promise<T> {
    const site = siteOf(organization)
    const server = site.kind === 'server' ? { server: site.address } : {}
    const url = `${siteAddress(organization)}/_apis/${path}`
    return get(http, { scheme: 'basic', secret }, url, schema, organization, server)
  }
  /** A Server refuses versions that are newer than itself, and there is no telling how old it is. */
  const version = (organization: string, services: string, server: string): string =>
    siteOf(organization).kind === 'services' ? services : server

  return {
    identify: async (organization, token) => {
      // Preview only: the plain version is answered with 400; none at all works, too (azure-devops.md 3).
      const query = version(organization, '?api-version=7.1-preview', '')
      const { authenticatedUser } = await ask(organization, `connectionData${query}`, token, connection)
      if (authenticatedUser.id.toLowerCase() === anonymous) {
        throw new AppFailure('token-not-accepted', { organization })
      }
      const { id, properties, providerDisplayName } = authenticatedUser
      return { account: properties?.Account?.$value ?? providerDisplayName ?? id }
    },
    findRepository: async (organization, token) => {
      // learn.microsoft.com/rest/api/azure/devops/git/repositories/list, without a project: all of them.
      const number = version(organization, '7.1', '1.0')
      const path = `git/repositories?api-version=${number}`
      const { value } = await ask(organization, path, token, repositories)
      const addresses = value
        .filter(({ isDisabled }) => isDisabled !== true)
        .map(({ remoteUrl }) => (remoteUrl === undefined ? null : cloneAddress(remoteUrl, organization)))
      return addresses.find((address) => address !== null) ?? null
    }
  }
}
