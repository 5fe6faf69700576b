import { scopeTable } from './scope-table.js'

/** One scope of a personal access token. */
export interface Scope {
  readonly id: string
  readonly category: string
  /** As the token page names it. */
  readonly name: string
  /** What it allows, as the end of "it can …", with all that it includes. */
  readonly allows: string
  readonly highPrivilege: boolean
  /** The next smaller scope inside this one. */
  readonly includes: string | null
  /** False where a person cannot choose it for a token: no longer public, or an Entra permission only. */
  readonly offered: boolean
}

/** Full access: everything that the person can do. */
export const fullAccess = 'app_token'

export const scopes: readonly Scope[] = readTable()

function readTable(): readonly Scope[] {
  let category = ''
  return scopeTable
    .trim()
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('# ')) {
        category = line.slice(2)
        return []
      }
      const [id = '', name = '', allows = '', includes = '-', marks = ''] = line.split(' | ')
      return {
        id,
        category,
        name,
        allows,
        includes: includes === '-' ? null : includes,
        highPrivilege: marks.includes('high'),
        offered: !marks.includes('not-offered')
      }
    })
}

const byId: ReadonlyMap<string, Scope> = new Map(scopes.map((scope) => [scope.id, scope]))

/** The scope with this id, or null for one that this app does not know. */
export function scopeOf(id: string): Scope | null {
  return byId.get(id) ?? null
}

/** These scopes and all that they include, without repetition; unknown ids stay. */
export function withIncluded(ids: readonly string[]): readonly string[] {
  const all = new Set<string>()
  for (const id of ids) {
    let next: string | null = id
    while (next !== null && !all.has(next)) {
      all.add(next)
      next = scopeOf(next)?.includes ?? null
    }
  }
  return [...all]
}

/** The chosen scope that has this one in it already; null where none has. Full access has all of them. */
export function swallowedBy(id: string, chosen: readonly string[]): string | null {
  if (id !== fullAccess && chosen.includes(fullAccess)) return fullAccess
  return chosen.find((one) => one !== id && withIncluded([one]).includes(id)) ?? null
}

/**
 * The highest of each chain only, in the table's order, unknown ids last; full access swallows all. What is
 * sent: how the service takes redundant pairs is not known (azure-devops.md 2, notes).
 */
export function reduceToHighest(ids: readonly string[]): readonly string[] {
  const left = [...new Set(ids)].filter((id) => swallowedBy(id, ids) === null)
  const known = scopes.map((scope) => scope.id).filter((id) => left.includes(id))
  return [...known, ...left.filter((id) => !byId.has(id))]
}

/** What people call things, beside the table's words. */
const everyday: Readonly<Record<string, string>> = {
  'Full access': 'everything all',
  'Agent pools': 'self-hosted runner register pipeline',
  Auditing: 'history events',
  Build: 'pipeline ci artifacts',
  Code: 'git repository clone fetch push commit branch pull request',
  Entitlements: 'license member',
  'Graph and identity': 'people member account',
  Marketplace: 'extension publish vsce tfx',
  Packaging: 'artifacts feed npm nuget pip maven gradle cargo',
  Release: 'deploy pipeline cd',
  'Secure files': 'secret certificate key library',
  'Service connections': 'secret credential',
  'Test management': 'suite case run',
  Tokens: 'pat',
  'Variable groups': 'secret library',
  Wiki: 'documentation page',
  'Work items': 'boards backlog bug issue query sprint'
}

/** All that a scope is found by, in lower case. */
export function searchWords({ id, category, name, allows }: Scope): string {
  return [id, category, name, allows, everyday[category] ?? ''].join(' ').toLowerCase()
}

/** One line for a list: `Read and change code`, `Read code and 2 more`. */
export function shortWords(ids: readonly string[]): string {
  const [first, ...more] = reduceToHighest(ids)
  if (first === undefined) return 'Nothing known'
  const words = first === fullAccess ? 'everything' : (scopeOf(first)?.allows ?? first)
  const start = scopeOf(first) === null ? words : words.charAt(0).toUpperCase() + words.slice(1)
  return more.length === 0 ? start : `${start} and ${more.length} more`
}

/** What a token with these scopes can do in an organization, as one sentence and its limit. */
export function consequence(ids: readonly string[], organization: string): string {
  const highest = reduceToHighest(ids)
  if (highest.length === 0) return 'Choose at least one scope.'
  if (highest[0] === fullAccess) {
    return `This token can do everything that you can do in ${organization}: code, packages, pipelines, settings and people.`
  }
  const words = highest.map((id) => scopeOf(id)?.allows ?? `use ${id}`)
  const where = highest.every((id) => scopeOf(id)?.category === 'Code')
    ? `in every repository of ${organization} that you can`
    : `everywhere in ${organization} where you can`
  return `This token can ${listed(words)} ${where}. Nothing else.`
}

/** The worst that somebody can do with a scope, worst first, where that is not plain from what it allows. */
const losses: readonly (readonly [RegExp, string])[] = [
  [/^vso\.((security|graph|identity)_manage|memberentitlementmanagement_write)$/, 'give anybody more rights'],
  [
    /^vso\.(agentpools|environment|machinegroup)_manage$/,
    'add a machine that receives your builds and their secrets'
  ],
  [/^vso\.serviceendpoint_manage$/, 'misuse your connections to other services'],
  [
    /^vso\.(build_execute|release_(execute|manage)|pipelineresources_.*)$/,
    'run your pipelines with all that they reach'
  ],
  [/^vso\.code_(write|manage|full)$/, 'put changes into your code'],
  [/^vso\.packaging_(write|manage)$/, 'publish packages that others trust'],
  [/^vso\.gallery_(publish|manage)$/, 'publish extensions in your name'],
  [/^vso\.extension_manage$/, 'install extensions that see your data']
]
const onlyReads = /^(?:read|query)\b(?!.*\b(?:add|approve|change|delete|manage|set|start|upload|write)\b)/

/**
 * What it would cost to lose a token with these scopes, as one sentence. `organization` is its name in a sentence
 * (`siteName`).
 */
export function lossWords(ids: readonly string[], organization: string): string {
  const finder = `Whoever finds it is taken for you by ${organization} and can`
  const highest = reduceToHighest(ids)
  if (highest.length === 0) return 'What it can do is not known: count on everything.'
  if (highest[0] === fullAccess) {
    return `${finder} read, change and delete all that you can, and let others in, until it ends or you revoke it.`
  }
  const worst = losses.flatMap(([scope, words]) => (highest.some((id) => scope.test(id)) ? [words] : []))
  const rest = highest
    .filter((id) => !losses.some(([scope]) => scope.test(id)))
    .map((id) => scopeOf(id)?.allows ?? `use ${id}`)
  const words = [...worst, ...rest]
  return words.every((word) => onlyReads.test(word))
    ? `${finder} ${listed(words)}, and keep what was read even after you revoke it.`
    : `${finder} ${listed(words)}, until it ends or you revoke it.`
}

/** `a`, `a and b`, `a, b and c`; more than four end in `and 3 more things`. */
function listed(words: readonly string[]): string {
  if (words.length === 1) return words[0] ?? ''
  const shown = words.length > 4 ? words.slice(0, 3) : words.slice(0, -1)
  const last = words.length > 4 ? `${words.length - 3} more things` : words.at(-1)
  return `${shown.join(', ')}${shown.some((word) => word.includes(' and ')) ? ',' : ''} and ${last ?? ''}`
}
