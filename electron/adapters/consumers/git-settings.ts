import { AppFailure } from '../../domain/app-failure.js'
import {
  credentialValues,
  helperChain,
  managerNeedsNoToken,
  organizationAddresses,
  readHelper,
  type GitSetting
} from '../../domain/git-configuration.js'
import type { GitOrder } from '../../services/ports/git.js'
import { siteOf } from '../../shared/site.js'
import type { GitPlan } from '../../shared/git-view.js'
import type { ProgramSearch } from '../programs/program-finder.js'
import { entriesOf, hostOf, plainTextFile } from './git-entries.js'
import { safeHelper, scopedHelper } from './git-helper-proposal.js'
import type { GitProgram } from './git-program.js'

/** The user of addresses that name none, where helpers would answer with any token of the host. */
const nobodyInParticular = 'pat'

/** True where Git Credential Manager signs in and keeps tokens by organization; for it a Server is any host. */
export const isManaged = (organization: string, helpers: readonly string[]): boolean =>
  siteOf(organization).kind === 'services' && helpers.some((helper) => readHelper(helper).kind === 'manager')

/** How Git would take a token with these settings; null where it has no helper. */
export function planFrom(
  settings: readonly GitSetting[],
  { environment }: ProgramSearch,
  organization: string
): GitPlan | null {
  const [now] = organizationAddresses(organization)
  const helpers = helperChain(settings, now)
  if (helpers.length === 0) return null
  if (isManaged(organization, helpers) && managerNeedsNoToken(settings, environment, now)) {
    return { kind: 'needs-no-token' }
  }
  const own = ownChain(organization, helpers, environment)
  const helper = helperNames(own)
  return own.some(isPlainText)
    ? { kind: 'plain-text', helper, file: plainTextFile(organization, environment) }
    : { kind: 'ready', helper, withoutStore: helpers.some(isPlainText) }
}

/**
 * The helpers that this organization shall have in place of those that Git has for it: the same, but for `store`,
 * which gets a file of its own. Where Git Credential Manager answers, Git would give `store` whole paths and have it
 * keep a copy for each repository that nothing takes out again, so it is left out (azure-devops.md 6.3).
 */
function ownChain(
  organization: string,
  helpers: readonly string[],
  environment: ProgramSearch['environment']
): readonly string[] {
  const plainText = isManaged(organization, helpers)
    ? []
    : [`store --file "${plainTextFile(organization, environment)}"`]
  return [...new Set(helpers.flatMap((helper) => (isPlainText(helper) ? plainText : [helper])))]
}

const isPlainText = (helper: string): boolean => readHelper(helper).kind === 'plain-text'

const kindNames = { manager: 'Git Credential Manager', 'plain-text': 'store' } as const

/** The helpers of a chain by the names that people know: `libsecret, store`. */
export function helperNames(helpers: readonly string[]): string {
  const names = helpers
    .map(readHelper)
    .map((helper) => (helper.kind === 'other' ? helper.name : kindNames[helper.kind]))
  return [...new Set(names)].join(', ')
}

/** Which users addresses of a host ask for, as somebody, perhaps we, has set it. */
const usersOf = (settings: readonly GitSetting[], host: string): readonly GitSetting[] =>
  settings.filter(
    ({ key }) =>
      (key.startsWith(`credential.${host}.`) || key.startsWith(`credential.${host}/`)) &&
      key.endsWith('.username')
  )

/** The settings that this hand-over needs and that the person has not made; rejects where the person must agree first. */
export async function missingSettings(
  git: GitProgram,
  search: ProgramSearch,
  order: GitOrder
): Promise<readonly GitSetting[]> {
  const { organization } = order
  const addresses = organizationAddresses(organization)
  const [now] = addresses
  const [{ username: user = '' }] = entriesOf(organization)
  const settings = await git.settings()
  const found = planFrom(settings, search, organization)
  if (found?.kind === 'needs-no-token') throw new AppFailure('git-needs-no-token')
  const missing: GitSetting[] = [...(await othersKeptApart(git, settings, organization))]
  let chain = helperChain(settings, now)
  if (found === null) {
    const helper = await safeHelper(git, search)
    if (!order.setUpHelper || helper.install.length > 0)
      throw new AppFailure('git-no-helper', { helper: helper.name })
    chain = [helper.value]
    missing.push(...scopedHelper(organization, helper.value))
  }
  if (found?.kind === 'plain-text' && !order.allowPlainText)
    throw new AppFailure('git-plain-text-helper', { file: found.file })
  const own = ownChain(organization, chain, search.environment)
  if (own.join('\n') !== chain.join('\n')) {
    const ours = ['', ...own]
    for (const address of addresses) {
      const key = `credential.${address}.helper`
      const held = settings.filter((one) => one.key === key).map(({ value }) => value)
      // Where the person's own settings stand further down in the file, what we made is not the end of the chain.
      const isHeld = held.slice(-ours.length).join('\n') === ours.join('\n')
      if (!isHeld) missing.push(...ours.map((value) => ({ key, value })))
    }
  }
  if (isManaged(organization, chain)) return missing
  // Makes addresses without a user ask for this organization's token, not for any on the same host.
  if (credentialValues(settings, 'username', now).at(-1) !== user) {
    missing.push({ key: `credential.${now}.username`, value: user })
  }
  if (credentialValues(settings, 'useHttpPath', now).at(-1) === 'true') {
    missing.push({ key: `credential.${now}.useHttpPath`, value: 'false' })
  }
  return missing
}

/**
 * A helper for the whole host would hand this token to other organizations as well, which refuse it, whereupon
 * git erases it. So their addresses ask for another user: the one that answers them today, or one that has
 * nothing. Git takes the last value, so this comes before the settings of organizations.
 */
async function othersKeptApart(
  git: GitProgram,
  settings: readonly GitSetting[],
  organization: string
): Promise<readonly GitSetting[]> {
  const { address, userKey } = hostOf(organization)
  const wide = helperChain(settings, address)
  // Its own settings put a file of its own in the place of a common one.
  if (wide.every(isPlainText) || isManaged(organization, wide)) return []
  const users = usersOf(settings, address)
  const ours = users.some(({ key, value }) => key === userKey && value === nobodyInParticular)
  if (users.length > 0) return ours ? [{ key: userKey, value: nobodyInParticular }] : []
  const [{ host, username }] = entriesOf(organization)
  const today = await git.fill({ protocol: 'https', host })
  const user = today === null || today.username === username ? nobodyInParticular : today.username
  return [{ key: userKey, value: user }]
}

/**
 * Its own sign-in is Git Credential Manager's default on some managed machines, which no setting tells: then it
 * has bound the organization to the user of the token in place of keeping that (azure-devops.md 6.4).
 */
export async function refuseOwnSignIn(
  git: GitProgram,
  organization: string,
  before: readonly GitSetting[]
): Promise<void> {
  // GCM's AzureReposBindingManager.cs.
  const isBinding = ({ key }: GitSetting): boolean =>
    key === `credential.azrepos:org/${organization}.username`
  if (!(await git.settings()).some(isBinding)) return
  if (!before.some(isBinding)) await git.unbindManager(organization)
  throw new AppFailure('git-needs-no-token')
}

/** Takes out the settings that a hand-over has made. */
export async function removeSettings(
  git: GitProgram,
  organization: string,
  keys: readonly string[]
): Promise<void> {
  const { address, userKey } = hostOf(organization)
  for (const key of new Set(keys)) {
    if (key === userKey) continue
    const values = await git.globalValues(key)
    await git.removeSetting(key)
    // Helpers of the person's own stand before the empty value that ours begin with.
    for (const value of values.slice(0, Math.max(0, values.lastIndexOf('')))) await git.addSetting(key, value)
  }
  // It keeps the other organizations apart for as long as one of them was handed a token.
  const users = keys.includes(userKey) ? usersOf(await git.settings(), address) : []
  if (users.every(({ key }) => key === userKey) && users.length > 0) await git.removeSetting(userKey)
}
