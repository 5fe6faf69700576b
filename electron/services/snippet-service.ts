import { AppFailure } from '../domain/app-failure.js'
import { snippetView, type SnippetFacts } from '../domain/snippets.js'
import type { SnippetTool, SnippetView } from '../shared/consumer-view.js'
import type { ClipboardService, CopiedToken } from './clipboard-service.js'
import type { Needs } from './parts.js'

/** "Show me how": the text that a tool wants, shown without the token and copied with it. */
export interface SnippetService {
  /** For each feed that the token sees, where the text is another for each. */
  look(tokenId: string, tool: SnippetTool): Promise<readonly SnippetView[]>
  /** On the clipboard for as long as a token. `feed` is that of a view; one that was not shown is `invalid-input`. */
  copy(tokenId: string, tool: SnippetTool, feed: string): Promise<CopiedToken>
}

export function createSnippetService(
  deps: Needs<'keeper' | 'feeds' | 'fillSnippet'> & {
    readonly copying: Pick<ClipboardService, 'copySecret'>
  }
): SnippetService {
  const { keeper, feeds, fillSnippet, copying } = deps

  /** By token, as they were last seen: what is copied is what was shown. */
  const seen = new Map<string, readonly SnippetFacts[]>()

  async function factsOf(tokenId: string): Promise<readonly SnippetFacts[]> {
    const { organization } = keeper.record(tokenId)
    // A text with FEED in it is better than none.
    const known = await keeper
      .secret(tokenId)
      .then((token) => feeds.list(organization, token))
      .catch(() => [])
    const facts = (known.length === 0 ? [null] : known).map((feed) => ({ organization, feed }))
    seen.set(tokenId, facts)
    return facts
  }

  return {
    look: async (tokenId, tool) => {
      const views = (await factsOf(tokenId)).map((facts) => snippetView(tool, facts))
      const textsOf = ({ text, setup }: SnippetView): string => `${text}${setup?.text ?? ''}`
      return views.filter((view, at) => views.findIndex((one) => textsOf(one) === textsOf(view)) === at)
    },
    copy: async (tokenId, tool, feed) => {
      const facts = seen.get(tokenId)?.find((one) => snippetView(tool, one).feed === feed)
      if (facts === undefined) throw new AppFailure('invalid-input')
      return copying.copySecret(tokenId, fillSnippet(tool, facts, await keeper.secret(tokenId)))
    }
  }
}
