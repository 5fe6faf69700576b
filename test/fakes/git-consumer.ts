import { AppFailure } from '../../electron/domain/app-failure.js'
import type { Secret } from '../../electron/domain/secret.js'
import type { GitConsumer, GitOrder } from '../../electron/services/ports/git.js'

export interface FakeGitConsumer extends GitConsumer {
  readonly given: GitOrder[]
  /** What Git's helpers hold for each organization. */
  readonly held: Map<string, Secret>
  /** Every call but a plan rejects with this until it is null again. */
  problem: AppFailure | null
  /** What became of the proofs of hand-overs: a failure takes them back, anything else cuts them off. */
  proof: Error | null
}

export function createFakeGitConsumer(): FakeGitConsumer {
  const enter = (): void => {
    if (git.problem !== null) throw git.problem
  }
  const git: FakeGitConsumer = {
    given: [],
    held: new Map(),
    problem: null,
    proof: null,
    plan: async () => ({ kind: 'ready', helper: 'libsecret', withoutStore: false }),
    write: async (order, note) => {
      enter()
      git.given.push(order)
      // Set up for the first token; the next one finds it there.
      const mark = { helper: 'libsecret', configured: git.given.length === 1 ? ['credential.helper'] : [] }
      note(mark)
      const before = git.held.get(order.organization)
      git.held.set(order.organization, order.token)
      if (git.proof instanceof AppFailure) {
        if (before === undefined) git.held.delete(order.organization)
        else git.held.set(order.organization, before)
        note(null)
      }
      if (git.proof !== null) throw git.proof
      return { helper: 'libsecret', readRepository: order.repository, mark }
    },
    holds: async (organization, token) => {
      enter()
      return git.held.get(organization)?.equals(token) === true
    },
    read: async (organization) => {
      enter()
      return git.held.get(organization) ?? null
    },
    prove: async ({ organization, token }) => {
      enter()
      if (git.held.get(organization)?.equals(token) === true) return
      throw new AppFailure('entry-missing', { file: 'Git' })
    },
    erase: async (organization, token) => {
      enter()
      if (token === null || git.held.get(organization)?.equals(token) !== true) return 'missing'
      git.held.delete(organization)
      return 'erased'
    }
  }
  return git
}
