import { z } from 'zod'
import { AppFailure } from '../../domain/app-failure.js'
import type { Secret } from '../../domain/secret.js'
import type { AccountApi } from '../../services/ports/azure-devops.js'
import type { Http } from '../../services/ports/http.js'
import { get } from './answers.js'

const host = 'https://app.vssps.visualstudio.com'

const profile = z.object({ id: z.guid() })
const accounts = z.object({ value: z.array(z.object({ accountName: z.string() })) })

/** SECURITY: an address in place of a name would make a Server of it (`shared/site.ts`). */
const organizationName = /^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/i

const wantsPreview = (failure: unknown): boolean =>
  failure instanceof AppFailure && failure.facts['typeKey'] === 'VssInvalidPreviewVersionException'

/** Profile and accounts, azure-devops.md 3. Both belong to no organization. */
export function createAccountApi(http: Http): AccountApi {
  /** Documented as 7.1, published as a preview. */
  async function ask<T>(
    secret: Secret,
    path: string,
    query: Record<string, string>,
    preview: string,
    schema: z.ZodType<T>
  ): Promise<T> {
    const inVersion = (version: string): Promise<T> => {
      const asked = new URLSearchParams({ ...query, 'api-version': version }).toString()
      return get(http, { scheme: 'bearer', secret }, `${host}/_apis/${path}?${asked}`, schema, '')
    }
    try {
      return await inVersion('7.1')
    } catch (error) {
      if (!wantsPreview(error)) throw error
      return inVersion(`7.1-${preview}`)
    }
  }

  return {
    organizations: async (bearer) => {
      const { id } = await ask(bearer, 'profile/profiles/me', {}, 'preview.3', profile)
      const { value } = await ask(bearer, 'accounts', { memberId: id }, 'preview.1', accounts)
      return value.map(({ accountName }) => accountName).filter((name) => organizationName.test(name))
    }
  }
}
