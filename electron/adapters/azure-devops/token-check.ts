import { z } from 'zod'
import { AppFailure } from '../../domain/app-failure.js'
import type { Secret } from '../../domain/secret.js'
import type { Http, HttpAnswer, TokenCheck } from '../../services/ports.js'
import { readAnswer, usualHeaders } from './answers.js'

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
  const url = new URL(remoteUrl)
  const name = organization.toLowerCase()
  const ours =
    (url.hostname === 'dev.azure.com' && url.pathname.toLowerCase().startsWith(`/${name}/`)) ||
    url.hostname === `${name}.visualstudio.com`
  if (!ours || url.protocol !== 'https:' || url.port !== '' || !url.pathname.includes('/_git/')) return null
  return `https://${url.hostname}${url.pathname}`
}

export function createTokenCheck(http: Http): TokenCheck {
  const ask = (organization: string, path: string, secret: Secret): Promise<HttpAnswer> =>
    http.send({
      method: 'GET',
      url: `https://dev.azure.com/${encodeURIComponent(organization)}/_apis/${path}`,
      authorization: { scheme: 'basic', secret },
      headers: usualHeaders
    })

  return {
    identify: async (organization, token) => {
      // Preview only: the plain version is answered with 400 (azure-devops.md 3).
      const answer = await ask(organization, 'connectionData?api-version=7.1-preview', token)
      const { authenticatedUser } = readAnswer(answer, connection, 'basic', organization)
      if (authenticatedUser.id.toLowerCase() === anonymous) {
        throw new AppFailure('token-not-accepted', { organization })
      }
      const { id, properties, providerDisplayName } = authenticatedUser
      return { account: properties?.Account?.$value ?? providerDisplayName ?? id }
    },
    findRepository: async (organization, token) => {
      // learn.microsoft.com/rest/api/azure/devops/git/repositories/list, without a project: all of them.
      const answer = await ask(organization, 'git/repositories?api-version=7.1', token)
      const { value } = readAnswer(answer, repositories, 'basic', organization)
      const addresses = value
        .filter(({ isDisabled }) => isDisabled !== true)
        .map(({ remoteUrl }) => (remoteUrl === undefined ? null : cloneAddress(remoteUrl, organization)))
      return addresses.find((address) => address !== null) ?? null
    }
  }
}
