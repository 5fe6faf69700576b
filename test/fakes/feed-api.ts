import type { Feed, FeedApi } from '../../electron/services/ports/azure-devops.js'

/** The same feeds for every token. */
export function createFakeFeedApi(
  feeds: readonly Feed[] = [{ name: 'shop', project: null }]
): FeedApi & { readonly feeds: Feed[] } {
  const known = [...feeds]
  return { feeds: known, list: async () => known }
}
