import type { TokenView } from '../../electron/shared/view.js'
import { canBeRevoked } from './token-words.js'

/** What is worth a second look: it may be left over, or nobody may know it. */
export type Oddity = 'same-name' | 'credential-manager' | 'unused'

/** How Git Credential Manager names what it makes by itself (azure-devops.md 5.3). */
const credentialManagerName = /^git: https?:\/\/\S+ on .+$/

/** What is odd about tokens that still work, by their ids. One that is being replaced is no duplicate. */
export function oddities(
  tokens: readonly TokenView[],
  renewing: ReadonlySet<string>
): ReadonlyMap<string, readonly Oddity[]> {
  const working = tokens.filter(canBeRevoked)
  const named = new Map<string, number>()
  const key = ({ organization, name }: TokenView): string => `${organization}\n${name}`
  const counts = ({ id, successor }: TokenView): boolean => successor === null && !renewing.has(id)
  for (const token of working.filter(counts)) named.set(key(token), (named.get(key(token)) ?? 0) + 1)
  const odd = new Map<string, readonly Oddity[]>()
  for (const token of working) {
    const made = credentialManagerName.test(token.name)
    const found: readonly Oddity[] = [
      ...(counts(token) && (named.get(key(token)) ?? 0) > 1 ? (['same-name'] as const) : []),
      ...(made && token.origin === 'elsewhere' ? (['credential-manager'] as const) : []),
      ...(!token.usedByGit && token.uses.length === 0 && !made ? (['unused'] as const) : [])
    ]
    if (found.length > 0) odd.set(token.id, found)
  }
  return odd
}

/** What is said of it in its details. */
export const oddityWords: Readonly<Record<Oddity, string>> = {
  'same-name': 'Another token of this organization has the same name. One of the two may be left over.',
  'credential-manager':
    'Git Credential Manager made it by itself. It makes a new one when it needs one, so an old one can go.',
  unused: 'Nothing that this app knows of uses it.'
}
