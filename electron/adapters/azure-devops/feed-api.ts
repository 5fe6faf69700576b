import { z } from 'zod'
import { AppFailure } from '../../domain/app-failure.js'
import type { FeedApi } from '../../services/ports/azure-devops.js'
import type { Http } from '../../services/ports/http.js'
import { siteOf } from '../../shared/site.js'
import { get } from './answers.js'

const feeds = z.object({
  value: z.array(z.object({ name: z.string(), project: z.object({ name: z.string() }).nullish() }))
})

/** The feeds of Azure Artifacts (learn.microsoft.com/rest/api/azure/devops/artifacts, Feed Management - Get Feeds). */
export function createFeedApi(http: Http): FeedApi {
  return {
    list: async (organization, secret) => {
      // A Server's feeds are at addresses of its own, of which nothing is published that we could rely on.
      if (siteOf(organization).kind === 'server') return []
      const url = `https://feeds.dev.azure.com/${encodeURIComponent(organization)}/_apis/packaging/feeds?api-version=7.1-preview.1`
      try {
        const { value } = await get(http, { scheme: 'basic', secret }, url, feeds, organization)
        return value.map(({ name, project }) => ({ name, project: project?.name ?? null }))
      } catch (error) {
        // The token may not see feeds, which is no fault of it.
        const isRefusal =
          error instanceof AppFailure && ['token-not-accepted', 'access-denied'].includes(error.code)
        if (isRefusal) return []
        throw error
      }
    }
  }
}
