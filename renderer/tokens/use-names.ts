import type { ConsumerKind, FoundKind, UseView } from '../../electron/shared/consumer-view.js'
import { siteName } from '../../electron/shared/site.js'
import type { TokenView } from '../../electron/shared/view.js'

/** What reads a file of this kind. */
export const kindNames: Readonly<Record<ConsumerKind | FoundKind, string>> = {
  git: 'Git',
  'git-remote': 'Git remote',
  npmrc: 'npm',
  'nuget-config': 'NuGet',
  netrc: 'pip and curl',
  pypirc: 'twine',
  manual: 'A place that you look after'
}

/** Git has no entry in a token's uses, but stands in renewals under this id. */
export const gitUseId = 'git'

/** All places of a token that this app knows of, Git first. */
export function usesOf(token: Pick<TokenView, 'usedByGit' | 'uses' | 'organization'>): readonly UseView[] {
  const git: UseView = {
    id: gitUseId,
    kind: 'git',
    name: 'Git on this computer',
    entry: siteName(token.organization),
    link: '',
    note: '',
    plainText: false
  }
  return token.usedByGit ? [git, ...token.uses.filter(({ id }) => id !== gitUseId)] : token.uses
}

/** An entry as people know it: `shop · contoso/web`, a host, or what the file calls it. */
export function entryWords(entry: string): string {
  const host = /^([\w-]+(?:\.[\w-]+)+)=https:/.exec(entry)?.[1]
  if (host !== undefined) return host
  const [, where, feed] = /\/\/[^/]+\/(?:(.+)\/)?_packaging\/([^/]+)\//.exec(entry) ?? []
  if (feed === undefined) return entry
  return [feed, ...(where === undefined ? [] : [where])].map(decodeURIComponent).join(' · ')
}

/** A place in a few words, without its file. */
export const shortName = ({ kind, name }: Pick<UseView, 'kind' | 'name'>): string =>
  kind === 'git' || kind === 'manual' ? name : kindNames[kind]

/** One place in a sentence or a list: `npm (/home/ada/.npmrc)`, `Git on this computer`. */
export function placeName({ kind, name }: Pick<UseView, 'kind' | 'name'>): string {
  return kind === 'git' || kind === 'manual' ? name : `${kindNames[kind]} (${name})`
}
