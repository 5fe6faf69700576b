import { AppFailure } from '../../domain/app-failure.js'
import {
  credentialValues,
  helperChain,
  managerNeedsNoToken,
  organizationAddresses,
  readHelper
} from '../../domain/git-configuration.js'
import type { GitSetting } from '../../domain/git-configuration.js'
import type { Secret } from '../../domain/secret.js'
import type { GitConsumer, GitOrder, GitProof } from '../../services/ports.js'
import { siteOf } from '../../shared/site.js'
import type { GitPlan } from '../../shared/view.js'
import { entriesOf, formsOf, hostOf, plainTextFile } from './git-entries.js'
import { proposalOf, safeHelper, scopedHelper } from './git-helper-proposal.js'
import { findGit } from './git-program.js'
import type { GitCredential, GitFilled, GitProgram, GitProgramDeps } from './git-program.js'

interface Setting {
  readonly key: string
  readonly value: string
}

/** The user of addresses that name none, where helpers would answer with any token of the host. */
const nobodyInParticular = 'pat'

/** True where Git Credential Manager signs in and keeps tokens by organization; for it a Server is any host. */
const isManaged = (organization: string, helpers: readonly string[]): boolean =>
  siteOf(organization).kind === 'services' && helpers.some((helper) => readHelper(helper).kind === 'manager')

function planFrom(
  settings: readonly GitSetting[],
  deps: GitProgramDeps,
  organization: string
): GitPlan | null {
  const [now] = organizationAddresses(organization)
  const helpers = helperChain(settings, now)
  const chain = helpers.map(readHelper)
  if (chain.length === 0) return null
  if (isManaged(organization, helpers) && managerNeedsNoToken(settings, deps.environment, now)) {
    return { kind: 'needs-no-token' }
  }
  if (chain.some(({ kind }) => kind === 'plain-text')) {
    return { kind: 'plain-text', helper: 'store', file: plainTextFile(organization, deps.environment) }
  }
  const names = chain.map((helper) => (helper.kind === 'other' ? helper.name : 'Git Credential Manager'))
  return { kind: 'ready', helper: [...new Set(names)].join(', ') }
}

/** Which users addresses of a host ask for, as somebody, perhaps we, has set it. */
const usersOf = (settings: readonly GitSetting[], host: string): readonly GitSetting[] =>
  settings.filter(
    ({ key }) =>
      (key.startsWith(`credential.${host}.`) || key.startsWith(`credential.${host}/`)) &&
      key.endsWith('.username')
  )

/** Git's credential helpers on this computer. */
export function createGitConsumer(deps: GitProgramDeps): GitConsumer {
  async function plan(organization: string): Promise<GitPlan> {
    const git = await findGit(deps)
    if (git === null) return { kind: 'git-missing' }
    const found = planFrom(await git.settings(), deps, organization)
    if (found !== null) return found
    const helper = await safeHelper(git, deps.platform, deps.environment)
    return { kind: 'no-helper', proposal: proposalOf(organization, helper) }
  }

  /** The settings that this hand-over needs and that the person has not made; rejects where the person must agree first. */
  async function missingSettings(git: GitProgram, order: GitOrder): Promise<readonly Setting[]> {
    const { organization } = order
    const addresses = organizationAddresses(organization)
    const [now] = addresses
    const [{ username: user = '' }] = entriesOf(organization)
    const settings = await git.settings()
    const found = planFrom(settings, deps, organization)
    if (found?.kind === 'needs-no-token') throw new AppFailure('git-needs-no-token')
    const missing: Setting[] = [...(await othersKeptApart(git, settings, found, organization))]
    if (found === null) {
      const helper = await safeHelper(git, deps.platform, deps.environment)
      if (!order.setUpHelper || helper.value === null)
        throw new AppFailure('git-no-helper', { helper: helper.name })
      missing.push(...scopedHelper(organization, helper.value))
    }
    if (found?.kind === 'plain-text') {
      if (!order.allowPlainText) throw new AppFailure('git-plain-text-helper', { file: found.file })
      const ours = `store --file "${found.file}"`
      if (!helperChain(settings, now).includes(ours)) {
        for (const address of addresses) {
          missing.push(
            { key: `credential.${address}.helper`, value: '' },
            { key: `credential.${address}.helper`, value: ours }
          )
        }
      }
    }
    const chain = found?.kind === 'ready' ? helperChain(settings, now) : missing.map(({ value }) => value)
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
    found: GitPlan | null,
    organization: string
  ): Promise<readonly Setting[]> {
    const { address, userKey } = hostOf(organization)
    const wide = helperChain(settings, address)
    if (found?.kind !== 'ready' || wide.length === 0 || isManaged(organization, wide)) return []
    const users = usersOf(settings, address)
    const ours = users.some(({ key, value }) => key === userKey && value === nobodyInParticular)
    if (users.length > 0) return ours ? [{ key: userKey, value: nobodyInParticular }] : []
    const [{ host, username }] = entriesOf(organization)
    const today = await git.fill({ protocol: 'https', host })
    const user = today === null || today.username === username ? nobodyInParticular : today.username
    return [{ key: userKey, value: user }]
  }

  async function fills(git: GitProgram, form: GitCredential, token: Secret): Promise<boolean> {
    return (await git.fill(form))?.password.equals(token) ?? false
  }

  /** Erases only what is exactly this token: older helpers ignore the password in `reject`. */
  async function eraseEntries(git: GitProgram, organization: string, token: Secret): Promise<boolean> {
    let erased = false
    for (const entry of entriesOf(organization)) {
      if (!(await fills(git, entry, token))) continue
      await git.reject(entry, token)
      erased = true
    }
    return erased
  }

  async function approveAll(git: GitProgram, { organization, token, validTo }: GitProof): Promise<void> {
    const expiry = validTo === null ? null : Math.floor(validTo / 1000)
    for (const entry of entriesOf(organization)) await git.approve(entry, token, expiry)
  }

  type Before = readonly (readonly [GitCredential, GitFilled | null])[]

  async function heldBefore(git: GitProgram, organization: string): Promise<Before> {
    const before: [GitCredential, GitFilled | null][] = []
    for (const entry of entriesOf(organization)) before.push([entry, await git.fill(entry)])
    return before
  }

  /** Overwrites before it erases: Git is without a token at no moment. */
  async function takeBack(git: GitProgram, before: Before, token: Secret): Promise<void> {
    for (const [entry, held] of before) {
      if (held !== null) {
        await git.approve({ ...entry, username: held.username }, held.password, held.expiry)
      }
      const wasOurs = held?.password.equals(token) === true
      if (!wasOurs && (await fills(git, entry, token))) await git.reject(entry, token)
    }
  }

  async function removeSettings(
    git: GitProgram,
    organization: string,
    keys: readonly string[]
  ): Promise<void> {
    const { address, userKey } = hostOf(organization)
    for (const key of new Set(keys)) if (key !== userKey) await git.removeSetting(key)
    // It keeps the other organizations apart for as long as one of them was handed a token.
    const users = keys.includes(userKey) ? usersOf(await git.settings(), address) : []
    if (users.every(({ key }) => key === userKey) && users.length > 0) await git.removeSetting(userKey)
  }

  async function gitToAsk(organization: string): Promise<GitProgram> {
    const git = await findGit(deps)
    if (git === null) throw new AppFailure('git-missing')
    // It would answer with its own sign-in.
    if (planFrom(await git.settings(), deps, organization)?.kind === 'needs-no-token') {
      throw new AppFailure('git-needs-no-token')
    }
    return git
  }

  async function holds(git: GitProgram, organization: string, token: Secret): Promise<boolean> {
    for (const form of formsOf(organization)) if (!(await fills(git, form, token))) return false
    return true
  }

  return {
    plan,
    write: async (order, note) => {
      const { organization, token, repository } = order
      const git = await findGit(deps)
      if (git === null) throw new AppFailure('git-missing')
      const missing = await missingSettings(git, order)
      const configured = missing.map(({ key }) => key)
      const settings = await git.settings()
      const chain = helperChain([...settings, ...missing], organizationAddresses(organization)[0])
      const last = chain.map(readHelper).at(-1)
      const helper =
        last?.kind === 'other' ? last.name : last?.kind === 'manager' ? 'Git Credential Manager' : 'store'
      const mark = { helper, configured }
      note(mark)
      let before: Before = []
      try {
        for (const { key, value } of missing) {
          if (!settings.some((one) => one.key === key && one.value === value))
            await git.addSetting(key, value)
        }
        before = await heldBefore(git, organization)
        await approveAll(git, order)
        for (const form of formsOf(organization)) {
          if (!(await fills(git, form, token)))
            throw new AppFailure('git-proof-failed', { step: 'fill', host: form.host })
        }
        if (repository !== null) await git.readRemote(repository)
      } catch (failure) {
        await takeBack(git, before, token)
        await removeSettings(git, organization, configured)
        note(null)
        throw failure
      }
      return { helper, filled: true, readRepository: repository, mark }
    },
    erase: async (organization, token, mark) => {
      const git = await findGit(deps)
      if (git === null) throw new AppFailure('git-missing')
      // In its own sign-in mode GCM would take an erase as signing out.
      if (planFrom(await git.settings(), deps, organization)?.kind === 'needs-no-token') return 'missing'
      const erased = await eraseEntries(git, organization, token)
      await removeSettings(git, organization, mark.configured)
      return erased ? 'erased' : 'missing'
    },
    holds: async (organization, token) => holds(await gitToAsk(organization), organization, token),
    prove: async (order) => {
      const { organization, token, repository } = order
      const git = await gitToAsk(organization)
      if (!(await holds(git, organization, token))) throw new AppFailure('entry-missing', { file: 'Git' })
      if (repository === null) return
      try {
        await git.readRemote(repository)
      } catch (failure) {
        // Git took it out of its helpers where the server refused it.
        if (!(await holds(git, organization, token))) await approveAll(git, order)
        throw failure
      }
    }
  }
}
