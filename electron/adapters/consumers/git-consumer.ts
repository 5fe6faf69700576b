import { AppFailure } from '../../domain/app-failure.js'
import { helperChain, organizationAddresses } from '../../domain/git-configuration.js'
import type { Secret } from '../../domain/secret.js'
import type { GitConsumer, GitProof } from '../../services/ports/git.js'
import type { GitPlan } from '../../shared/git-view.js'
import type { ProgramSearch } from '../programs/program-finder.js'
import { entriesOf, formsOf } from './git-entries.js'
import { proposalOf, safeHelper } from './git-helper-proposal.js'
import { findGit, installedGit, type GitCredential, type GitFilled, type GitProgram } from './git-program.js'
import {
  helperNames,
  isManaged,
  missingSettings,
  planFrom,
  refuseOwnSignIn,
  removeSettings
} from './git-settings.js'

/** Git's credential helpers on this computer. */
export function createGitConsumer(search: ProgramSearch): GitConsumer {
  async function plan(organization: string): Promise<GitPlan> {
    const git = await findGit(search)
    if (git === null) return { kind: 'git-missing' }
    const found = planFrom(await git.settings(), search, organization)
    if (found !== null) return found
    const helper = await safeHelper(git, search)
    return { kind: 'no-helper', proposal: proposalOf(organization, helper, search.platform) }
  }

  /** It would answer with its own sign-in. */
  const needsNoToken = async (git: GitProgram, organization: string): Promise<boolean> =>
    planFrom(await git.settings(), search, organization)?.kind === 'needs-no-token'

  const fills = async (git: GitProgram, form: GitCredential, token: Secret): Promise<boolean> =>
    (await git.fill(form))?.password.equals(token) ?? false

  /** The first form of address for which Git has not exactly this token. */
  async function unfilled(
    git: GitProgram,
    { organization, token }: Pick<GitProof, 'organization' | 'token'>
  ): Promise<GitCredential | null> {
    for (const form of formsOf(organization)) if (!(await fills(git, form, token))) return form
    return null
  }

  async function approveAll(git: GitProgram, { organization, token, validTo }: GitProof): Promise<void> {
    const expiry = validTo === null ? null : Math.floor(validTo / 1000)
    for (const entry of entriesOf(organization)) await git.approve(entry, token, expiry)
  }

  type Before = ReadonlyMap<GitCredential, GitFilled | null>

  async function heldBefore(git: GitProgram, organization: string): Promise<Before> {
    const before = new Map<GitCredential, GitFilled | null>()
    for (const entry of entriesOf(organization)) before.set(entry, await git.fill(entry))
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

  async function gitToAsk(organization: string): Promise<GitProgram> {
    const git = await installedGit(search)
    if (await needsNoToken(git, organization)) throw new AppFailure('git-needs-no-token')
    return git
  }

  return {
    plan,
    write: async (order, note) => {
      const { organization, token, repository } = order
      const git = await installedGit(search)
      const missing = await missingSettings(git, search, order)
      const configured = missing.map(({ key }) => key)
      const settings = await git.settings()
      const chain = helperChain([...settings, ...missing], organizationAddresses(organization)[0])
      const helper = helperNames(chain)
      const mark = { helper, configured }
      note(mark)
      let before: Before = new Map()
      const added: string[] = []
      try {
        for (const { key, value } of missing) {
          // Of helpers the order counts, so one that stands before an empty value comes again.
          const isThere = settings.some((one) => one.key === key && one.value === value)
          if (isThere && !key.endsWith('.helper')) continue
          await git.addSetting(key, value)
          added.push(key)
        }
        before = await heldBefore(git, organization)
        await approveAll(git, order)
        const form = await unfilled(git, order)
        if (form !== null) {
          if (isManaged(organization, chain)) await refuseOwnSignIn(git, organization, settings)
          throw new AppFailure('git-proof-failed', { step: 'fill', host: form.host })
        }
        if (repository !== null) await git.readRemote(repository)
      } catch (failure) {
        await takeBack(git, before, token)
        await removeSettings(git, organization, added)
        note(null)
        throw failure
      }
      return { helper, readRepository: repository, mark }
    },
    erase: async (organization, token, mark) => {
      const git = await installedGit(search)
      // In its own sign-in mode GCM would take an erase as signing out.
      if (await needsNoToken(git, organization)) return 'missing'
      let erased = false
      // Only what is exactly this token: older helpers ignore the password in `reject`.
      for (const entry of entriesOf(organization)) {
        if (token === null || !(await fills(git, entry, token))) continue
        await git.reject(entry, token)
        erased = true
      }
      await removeSettings(git, organization, mark.configured)
      return erased ? 'erased' : 'missing'
    },
    holds: async (organization, token) =>
      (await unfilled(await gitToAsk(organization), { organization, token })) === null,
    read: async (organization) => {
      const git = await findGit(search)
      if (git === null || (await needsNoToken(git, organization))) return null
      for (const form of formsOf(organization)) {
        const held = await git.fill(form)
        // A login of Git Credential Manager's own is no token (azure-devops.md 5.4).
        if (held !== null && !held.password.reveal().startsWith('eyJ')) return held.password
      }
      return null
    },
    prove: async (order) => {
      const { organization, repository } = order
      const git = await gitToAsk(organization)
      if ((await unfilled(git, order)) !== null) throw new AppFailure('entry-missing', { file: 'Git' })
      if (repository === null) return
      try {
        await git.readRemote(repository)
      } catch (failure) {
        // Git took it out of its helpers where the server refused it.
        if ((await unfilled(git, order)) !== null) await approveAll(git, order)
        throw failure
      }
    }
  }
}
