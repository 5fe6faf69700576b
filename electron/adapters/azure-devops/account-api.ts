import { z } from 'zod'
import { AppFailure } from '../../domain/app-failure.js'
import type { Secret } from '../../domain/secret.js'
import type { AccountApi } from '../../services/ports/azure-devops.js'
import type { Http } from '../../services/ports/http.js'
import { readAnswer, usualHeaders } from './answers.js'

const host = 'https://app.vssps.visualstudio.com'

const profile = z.object({ id: z.guid() })
const accounts = z.object({ value: z.array(z.object({ accountName: z.string() })) })

/** SECURITY: an address in place of a name would make a Server of it (`shared/site.ts`). */
const organizationName = /^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/i

const wantsPreview = (failure: unknown): boolean =>
  failure instanceof AppFailure && failure.facts['typeKey'] === 'VssInvalidPreviewVersionException'

/** Profile and accounts, azure-devops.md 3. Both belong to no organization. */
export function createAccountApi(http: Http): AccountApi {
  async function ask<T>(
    bearer: Secret,
    path: string,
    query: Record<string, string>,
    schema: z.ZodType<T>
  ): Promise<T> {
    const answer = await http.send({
      method: 'GET',
      url: `${host}/_apis/${path}?${new URLSearchParams(query).toString()}`,
      authorization: { scheme: 'bearer', secret: bearer },
      headers: usualHeaders
    })
    return readAnswer(answer, schema, 'bearer', '')
  }

  /** Documented as 7.1, published as a preview. */
  async function askAnyVersion<T>(
    bearer: Secret,
    path: string,
    query: Record<string, string>,
    preview: string,
    schema: z.ZodType<T>
  ): Promise<T> {
    try {
      return await ask(bearer, path, { ...query, 'api-version': '7.1' }, schema)
    } catch (error) {
      if (!wantsPreview(error)) throw error
      return ask(bearer, path, { ...query, 'api-version': `7.1-${preview}` }, schema)
    }
  }

  return {
    organizations: async (bearer) => {
      const { id } = await askAnyVersion(bearer, 'profile/profiles/me', {}, 'preview.3', profile)
      const { value } = await askAnyVersion(bearer, 'accounts', { memberId: id }, 'preview.1', accounts)
      return value.map(({ accountName }) => accountName).filter((name) => organizationName.test(name))
    }
  }
}
