import os from 'node:os'
import path from 'node:path'
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
import type { GitConsumer, GitOrder } from '../../services/ports.js'
import type { GitPlan } from '../../shared/view.js'
import { proposalOf, safeHelper, scopedHelper } from './git-helper-proposal.js'
import { findGit } from './git-program.js'
import type { GitCredential, GitProgram, GitProgramDeps } from './git-program.js'

interface Setting {
  readonly key: string
  readonly value: string
}

const azureHost = 'https://dev.azure.com'
/** The user of addresses that name none, where helpers would answer with any token of the host. */
const nobodyInParticular = 'pat'
const widestUser = `credential.${azureHost}.username`

/** The plain-text file for one organization: in the common one any other organization would find the token. */
const plainTextFile = (organization: string, environment: Readonly<Record<string, string>>): string =>
  path.join(environment['HOME'] ?? os.homedir(), `.git-credentials-${organization}`)

/**
 * The forms in which git asks for an organization. `path` lets settings for the organization apply; git keeps it
 * from the helpers itself unless `useHttpPath` is on, as it is where Git Credential Manager answers.
 */
function formsOf(organization: string): readonly GitCredential[] {
  return [
    { protocol: 'https', host: 'dev.azure.com', path: organization },
    { protocol: 'https', host: 'dev.azure.com', path: organization, username: organization },
    { protocol: 'https', host: `${organization}.visualstudio.com` }
  ]
}

/** Under which names the token is kept: one for each host, the user name being the organization's. */
function entriesOf(organization: string): readonly GitCredential[] {
  return [
    { protocol: 'https', host: 'dev.azure.com', path: organization, username: organization },
    { protocol: 'https', host: `${organization}.visualstudio.com`, username: organization }
  ]
}

function planFrom(
  settings: readonly GitSetting[],
  deps: GitProgramDeps,
  organization: string
): GitPlan | null {
  const { now } = organizationAddresses(organization)
  const chain = helperChain(settings, now).map(readHelper)
  if (chain.length === 0) return null
  if (chain.some(({ kind }) => kind === 'manager') && managerNeedsNoToken(settings, deps.environment, now)) {
    return { kind: 'needs-no-token' }
  }
  if (chain.some(({ kind }) => kind === 'plain-text')) {
    return { kind: 'plain-text', helper: 'store', file: plainTextFile(organization, deps.environment) }
  }
  const names = chain.map((helper) => (helper.kind === 'other' ? helper.name : 'Git Credential Manager'))
  return { kind: 'ready', helper: [...new Set(names)].join(', ') }
}

/** Which users addresses of dev.azure.com ask for, as somebody, perhaps we, has set it. */
const azureUsers = (settings: readonly GitSetting[]): readonly GitSetting[] =>
  settings.filter(({ key }) => key.startsWith(`credential.${azureHost}`) && key.endsWith('.username'))

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
    const { now, old } = organizationAddresses(organization)
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
        for (const address of [now, old]) {
          missing.push(
            { key: `credential.${address}.helper`, value: '' },
            { key: `credential.${address}.helper`, value: ours }
          )
        }
      }
    }
    const chain = found?.kind === 'ready' ? helperChain(settings, now) : missing.map(({ value }) => value)
    const managed = chain.some((helper) => readHelper(helper).kind === 'manager')
    if (managed) return missing
    // Makes addresses without a user ask for this organization's token, not for any on the same host.
    if (credentialValues(settings, 'username', now).at(-1) !== organization) {
      missing.push({ key: `credential.${now}.username`, value: organization })
    }
    if (credentialValues(settings, 'useHttpPath', now).at(-1) === 'true') {
      missing.push({ key: `credential.${now}.useHttpPath`, value: 'false' })
    }
    return missing
  }

  /**
   * A helper for all of dev.azure.com would hand this token to other organizations as well, which refuse it,
   * whereupon git erases it. So their addresses ask for another user: the one that answers them today, or one
   * that has nothing. Git takes the last value, so this comes before the settings of organizations.
   */
  async function othersKeptApart(
    git: GitProgram,
    settings: readonly GitSetting[],
    found: GitPlan | null,
    organization: string
  ): Promise<readonly Setting[]> {
    const wide = helperChain(settings, azureHost).map(readHelper)
    if (found?.kind !== 'ready' || wide.length === 0 || wide.some(({ kind }) => kind === 'manager')) return []
    const users = azureUsers(settings)
    const ours = users.some(({ key, value }) => key === widestUser && value === nobodyInParticular)
    if (users.length > 0) return ours ? [{ key: widestUser, value: nobodyInParticular }] : []
    const today = await git.fill({ protocol: 'https', host: 'dev.azure.com' })
    const user = today === null || today.username === organization ? nobodyInParticular : today.username
    return [{ key: widestUser, value: user }]
  }

  async function holds(git: GitProgram, form: GitCredential, token: Secret): Promise<boolean> {
    return (await git.fill(form))?.password.equals(token) ?? false
  }

  /** Erases only what is exactly this token: older helpers ignore the password in `reject`. */
  async function eraseEntries(git: GitProgram, organization: string, token: Secret): Promise<boolean> {
    let erased = false
    for (const entry of entriesOf(organization)) {
      if (!(await holds(git, entry, token))) continue
      await git.reject(entry, token)
      erased = true
    }
    return erased
  }

  async function removeSettings(git: GitProgram, keys: readonly string[]): Promise<void> {
    for (const key of new Set(keys)) if (key !== widestUser) await git.removeSetting(key)
    // It keeps the other organizations apart for as long as one of them was handed a token.
    if (
      keys.includes(widestUser) &&
      azureUsers(await git.settings()).every(({ key }) => key === widestUser)
    ) {
      await git.removeSetting(widestUser)
    }
  }

  return {
    plan,
    write: async (order) => {
      const { organization, token, validTo, repository } = order
      const git = await findGit(deps)
      if (git === null) throw new AppFailure('git-missing')
      const missing = await missingSettings(git, order)
      const configured = missing.map(({ key }) => key)
      try {
        const settings = await git.settings()
        for (const { key, value } of missing) {
          if (!settings.some((one) => one.key === key && one.value === value))
            await git.addSetting(key, value)
        }
        const expiry = validTo === null ? null : Math.floor(validTo / 1000)
        for (const entry of entriesOf(organization)) await git.approve(entry, token, expiry)
        for (const form of formsOf(organization)) {
          if (!(await holds(git, form, token)))
            throw new AppFailure('git-proof-failed', { step: 'fill', host: form.host })
        }
        if (repository !== null && !(await git.canRead(repository))) {
          throw new AppFailure('git-proof-failed', { step: 'ls-remote', host: new URL(repository).host })
        }
      } catch (failure) {
        await eraseEntries(git, organization, token)
        await removeSettings(git, configured)
        throw failure
      }
      const chain = helperChain(await git.settings(), organizationAddresses(organization).now).map(readHelper)
      const last = chain.at(-1)
      const helper =
        last?.kind === 'other' ? last.name : last?.kind === 'manager' ? 'Git Credential Manager' : 'store'
      return { helper, filled: true, readRepository: repository, mark: { helper, configured } }
    },
    erase: async (organization, token, mark) => {
      const git = await findGit(deps)
      if (git === null) throw new AppFailure('git-missing')
      // In its own sign-in mode GCM would take an erase as signing out.
      if (planFrom(await git.settings(), deps, organization)?.kind === 'needs-no-token') return 'missing'
      const erased = await eraseEntries(git, organization, token)
      await removeSettings(git, mark.configured)
      return erased ? 'erased' : 'missing'
    }
  }
}
