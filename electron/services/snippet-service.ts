import { snippetView } from '../domain/snippets.js'
import type { SnippetFacts } from '../domain/snippets.js'
import type { SnippetTool, SnippetView } from '../shared/consumer-view.js'
import type { ClipboardService, CopiedToken } from './clipboard-service.js'
import type { FeedApi, FillSnippet } from './ports.js'
import type { TokenKeeper } from './token-keeper.js'

/** "Show me how": the text that a tool wants, shown without the token and copied with it. */
export interface SnippetService {
  look(tokenId: string, tool: SnippetTool): Promise<SnippetView>
  /** On the clipboard for as long as a token. */
  copy(tokenId: string, tool: SnippetTool): Promise<CopiedToken>
}

export interface SnippetServiceDeps {
  readonly keeper: TokenKeeper
  readonly feeds: FeedApi
  readonly fillSnippet: FillSnippet
  readonly copying: Pick<ClipboardService, 'copySecret'>
}

export function createSnippetService(deps: SnippetServiceDeps): SnippetService {
  const { keeper, feeds, fillSnippet, copying } = deps

  async function factsOf(tokenId: string): Promise<SnippetFacts> {
    const { organization } = keeper.record(tokenId)
    // A text with FEED in it is better than none.
    const known = await keeper
      .secret(tokenId)
      .then((token) => feeds.list(organization, token))
      .catch(() => [])
    return { organization, feed: known[0] ?? null }
  }

  return {
    look: async (tokenId, tool) => snippetView(tool, await factsOf(tokenId)),
    copy: async (tokenId, tool) => {
      const facts = await factsOf(tokenId)
      return copying.copySecret(tokenId, fillSnippet(tool, facts, await keeper.secret(tokenId)))
    }
  }
}
