import { AppFailure } from '../../domain/app-failure.js'
import { helperChain, organizationAddresses, readHelper } from '../../domain/git-configuration.js'
import type { Secret } from '../../domain/secret.js'
import type { GitConsumer, GitProof } from '../../services/ports/git.js'
import type { GitPlan } from '../../shared/view.js'
import { entriesOf, formsOf } from './git-entries.js'
import { proposalOf, safeHelper } from './git-helper-proposal.js'
import { findGit } from './git-program.js'
import type { GitCredential, GitFilled, GitProgram, GitProgramDeps } from './git-program.js'
import { isManaged, missingSettings, planFrom, refuseOwnSignIn, removeSettings } from './git-settings.js'

/** Git's credential helpers on this computer. */
export function createGitConsumer(deps: GitProgramDeps): GitConsumer {
  async function plan(organization: string): Promise<GitPlan> {
    const git = await findGit(deps)
    if (git === null) return { kind: 'git-missing' }
    const found = planFrom(await git.settings(), deps, organization)
    if (found !== null) return found
    const helper = await safeHelper(git, deps.platform, deps.environment)
    return { kind: 'no-helper', proposal: proposalOf(organization, helper, deps.platform) }
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
      const missing = await missingSettings(git, deps, order)
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
          if (await fills(git, form, token)) continue
          if (isManaged(organization, chain)) await refuseOwnSignIn(git, organization, settings)
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
    read: async (organization) => {
      const git = await findGit(deps)
      if (git === null || planFrom(await git.settings(), deps, organization)?.kind === 'needs-no-token') {
        return null
      }
      for (const form of formsOf(organization)) {
        const held = await git.fill(form)
        // A login of Git Credential Manager's own is no token (azure-devops.md 5.4).
        if (held !== null && !held.password.reveal().startsWith('eyJ')) return held.password
      }
      return null
    },
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
