import { siteOf } from '../shared/site.js'
import { siteAddress } from './addresses.js'

/*
 * Reading Git's configuration for one organization, or a Server's collection: which credential helpers would be
 * asked for its address, and what they are. Text in, facts out.
 */

/** A setting in the order in which git reads it. The key's section and name are in lower case. */
export interface GitSetting {
  readonly key: string
  readonly value: string
}

/** What `git config --list -z` prints: `key LF value NUL`; a key without a value has no LF. */
export function readSettings(text: string): readonly GitSetting[] {
  return text
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const end = entry.indexOf('\n')
      return end < 0
        ? { key: entry, value: 'true' }
        : { key: entry.slice(0, end), value: entry.slice(end + 1) }
    })
}

/** `credential.name` has no scope, `credential.https://host/path.name` has one. */
function credentialKey(key: string): { readonly scope: string | null; readonly name: string } | null {
  const match = /^credential\.(?:(.*)\.)?([^.]+)$/s.exec(key)
  return match === null ? null : { scope: match[1] ?? null, name: match[2] ?? '' }
}

/** git-config(1), «http.<url>.*»: scheme, host (with `*` for one label) and port, then whole path parts. */
export function scopeMatches(scope: string, address: string): boolean {
  if (!URL.canParse(scope) || !URL.canParse(address)) return false
  const [wanted, given] = [new URL(scope), new URL(address)]
  const labels = wanted.hostname.split('.')
  const givenLabels = given.hostname.split('.')
  const sameHost =
    labels.length === givenLabels.length &&
    labels.every((label, index) => label === '*' || label === givenLabels[index])
  const path = wanted.pathname.replace(/\/$/, '')
  return (
    wanted.protocol === given.protocol &&
    wanted.port === given.port &&
    sameHost &&
    (wanted.username === '' || wanted.username === given.username) &&
    (given.pathname === path || given.pathname.startsWith(`${path}/`))
  )
}

/** The values of one credential setting that apply to an address, in git's order. */
export function credentialValues(
  settings: readonly GitSetting[],
  name: string,
  address: string
): readonly string[] {
  return settings.flatMap(({ key, value }) => {
    const read = credentialKey(key)
    if (read === null || read.name !== name.toLowerCase()) return []
    return read.scope === null || scopeMatches(read.scope, address) ? [value] : []
  })
}

/** The helpers that git would ask, first to last. An empty value clears those before it (gitcredentials(7)). */
export function helperChain(settings: readonly GitSetting[], address: string): readonly string[] {
  return credentialValues(settings, 'helper', address).reduce<readonly string[]>(
    (chain, helper) => (helper.trim() === '' ? [] : [...chain, helper.trim()]),
    []
  )
}

type GitHelper =
  | { readonly kind: 'manager' }
  /** `store`: plain text in `file`; null means the default file. */
  | { readonly kind: 'plain-text'; readonly file: string | null }
  | { readonly kind: 'other'; readonly name: string }

/** The group that matched; the others are undefined, whatever the types say. */
const firstGroup = (match: readonly (string | undefined)[] | null): string | undefined =>
  match?.slice(1).find((group) => group !== undefined)

/** The program's own name: `/usr/lib/git-core/git-credential-libsecret` is `libsecret`. */
function programName(helper: string): string {
  const words = helper.replace(/^!\s*/, '').replace(/\\ /g, '\0')
  const program = firstGroup(/^(?:"([^"]+)"|'([^']+)'|(\S+))/.exec(words)) ?? ''
  const file = program.replace(/\0/g, ' ').split(/[\\/]/).pop() ?? ''
  return file.replace(/\.exe$/i, '').replace(/^git-credential-/, '')
}

/** What a helper's value means. Git Credential Manager goes by several names (azure-devops.md 6.4). */
export function readHelper(helper: string): GitHelper {
  const name = programName(helper)
  if (/^manager(-core|-ui)?$/.test(name)) return { kind: 'manager' }
  if (name !== 'store') return { kind: 'other', name }
  const file = firstGroup(/--file[=\s]+(?:"([^"]+)"|'([^']+)'|(\S+))/.exec(helper))
  return { kind: 'plain-text', file: file ?? null }
}

/** The environment that changes what Git Credential Manager does. */
type ManagerEnvironment = Readonly<Record<string, string | undefined>>

const isSet = (value: string | undefined): boolean => value !== undefined && value.trim() !== ''

/**
 * True where Git Credential Manager signs in by itself: then `approve` would bind an account in place of storing
 * a token, and `erase` would sign the person out (azure-devops.md 6.4). Its environment wins over the settings.
 */
export function managerNeedsNoToken(
  settings: readonly GitSetting[],
  environment: ManagerEnvironment,
  address: string
): boolean {
  const setting = (name: string, variable: string): string | undefined => {
    const given = environment[variable]
    return isSet(given) ? given : credentialValues(settings, name, address).at(-1)
  }
  return (
    setting('azreposCredentialType', 'GCM_AZREPOS_CREDENTIALTYPE')?.trim().toLowerCase() === 'oauth' ||
    isSet(setting('azreposManagedIdentity', 'GCM_AZREPOS_MANAGEDIDENTITY')) ||
    isSet(setting('azreposServicePrincipal', 'GCM_AZREPOS_SERVICE_PRINCIPAL'))
  )
}

/**
 * The addresses under which an organization's repositories are reached, today's first. A Server's collection has
 * one alone.
 */
export function organizationAddresses(organization: string): readonly [string, ...string[]] {
  const now = siteAddress(organization)
  return siteOf(organization).kind === 'server' ? [now] : [now, `https://${organization}.visualstudio.com`]
}
