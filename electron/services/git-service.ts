import { AppFailure, otherwise } from '../domain/app-failure.js'
import type { Secret } from '../domain/secret.js'
import type { GitMark, TokenRecord } from '../domain/token.js'
import { endOfToken } from '../domain/token-view.js'
import type { GitHandedOver, GitPlan } from '../shared/git-view.js'
import type { CallInput } from '../shared/ipc-contract.js'
import { readOrganization } from '../shared/organization.js'
import { sameName } from '../shared/site.js'
import type { GitOrder } from './ports/git.js'
import type { Needs } from './parts.js'

/** Tokens in Git on this computer. */
export interface GitService {
  plan(tokenId: string): Promise<GitPlan>
  /**
   * Rejects with `token-not-accepted` where the token cannot read code, before anything is written. From then on the
   * token's organization is written as the service writes it in the addresses of clones.
   */
  useForGit(wish: CallInput<'useForGit'>): Promise<GitHandedOver>
  /**
   * Gives Git the value of `to` in place of that of `from`, or of none; the mark of both stays. Rejects with
   * `entry-taken` (`file`), and writes nothing, where Git has another one.
   */
  move(from: TokenRecord, to: TokenRecord): Promise<void>
  /** Rejects as `GitConsumer.prove`. Without an address it proves with a repository that the token can read. */
  prove(record: TokenRecord, address?: string): Promise<void>
  /** Where Git has this token: tells it the end that its record has now, after which git does not give it out. */
  tellEnd(tokenId: string): Promise<void>
  /**
   * Takes the token out of Git, where that was handed it and still has it, also without our own copy of the value;
   * `vault-missing` (`file`) where nobody can tell.
   */
  takeOut(record: TokenRecord): Promise<void>
}

/** The organization in the letters of a clone address: git and its helpers tell `Contoso` from `contoso`. */
function spelledIn(address: string | null, organization: string): string {
  const read = readOrganization(address ?? '')
  return read.kind === 'organization' && sameName(read.organization, organization)
    ? read.organization
    : organization
}

export function createGitService(
  deps: Needs<'keeper' | 'index' | 'oneAtATime' | 'fingerprints' | 'git' | 'tokenCheck'>
): GitService {
  const { keeper, index, oneAtATime, fingerprints, git, tokenCheck } = deps

  const proofOf = (record: TokenRecord, token: Secret) => ({
    organization: record.organization,
    token,
    validTo: endOfToken(record)
  })

  /**
   * Hands a token to Git. Its record says so before Git has it, so that one that is cut off is known to be there.
   * `others` are the tokens that Git had before it, whose marks stay; what was set up for them is now this one's to
   * take out. Rejects as `GitConsumer.write`, all records being as they were.
   */
  async function handToGit(
    record: TokenRecord,
    others: readonly TokenRecord[],
    order: GitOrder
  ): Promise<GitHandedOver> {
    const withOthers = (mark: GitMark): GitMark => {
      const had = [...others, record].flatMap((one) => one.git?.configured ?? [])
      return { ...mark, configured: [...new Set([...had, ...mark.configured])] }
    }
    // So that it is recognised there also after the keychain lost it.
    if (record.inVault) await fingerprints.take(record.id)
    const { mark, ...handedOver } = await git.write(order, (coming) => {
      for (const { id, git: had } of others) {
        keeper.change(id, { git: coming === null || had === null ? had : { ...had, configured: [] } })
      }
      const pending = record.git === null ? ({ pending: true } as const) : {}
      keeper.change(record.id, { git: coming === null ? record.git : { ...withOthers(coming), ...pending } })
    })
    keeper.change(record.id, { git: withOthers(mark) })
    return handedOver
  }

  async function useForGit({
    tokenId,
    allowPlainText,
    setUpHelper
  }: CallInput<'useForGit'>): Promise<GitHandedOver> {
    const known = keeper.record(tokenId)
    if (known.revokedAt !== null) throw new AppFailure('token-not-accepted')
    const token = await keeper.secret(tokenId)
    const repository = await tokenCheck.findRepository(known.organization, token)
    const organization = spelledIn(repository, known.organization)
    const record = { ...known, organization }
    const others = index
      .all()
      .filter((one) => sameName(one.organization, organization) && one.git !== null && one.id !== tokenId)
    const order = { ...proofOf(record, token), allowPlainText, setUpHelper, repository }
    const handedOver = await handToGit(record, others, order)
    if (organization !== known.organization) {
      // Under other letters Git has another entry; what was set up for it is this one's now.
      if (known.git !== null) await git.erase(known.organization, token, { ...known.git, configured: [] })
      keeper.change(tokenId, { organization })
    }
    for (const { id } of others) {
      const other = keeper.record(id)
      // Git's helpers hold one token for a name: the one before is there no more, but under other letters.
      if (other.organization === organization) keeper.change(id, { git: null })
      else await service.takeOut(other).catch(otherwise(() => undefined))
    }
    return handedOver
  }

  async function move(from: TokenRecord, to: TokenRecord): Promise<void> {
    const there = await git.read(to.organization)
    const owner = there === null ? null : await fingerprints.ownerOf(there)
    // Both tokens of a renewal have the mark until it is settled; on the way back the old one is both of these.
    const isMarked = index.all().some(({ id, git: mark }) => id === owner && mark !== null)
    if (there !== null && !isMarked && !(await fingerprints.matches(from.id, there, 'Git')))
      throw new AppFailure('entry-taken', { file: 'Git' })
    await replace(from, to)
  }

  async function replace(from: TokenRecord, to: TokenRecord): Promise<void> {
    // What the person agreed to for the token before holds for the one in its place.
    const agreed = { allowPlainText: true, setUpHelper: true }
    const order = { ...proofOf(to, await keeper.secret(to.id)), ...agreed, repository: null }
    await handToGit(to, from.id === to.id ? [] : [from], order)
  }

  const service: GitService = {
    move,
    plan: async (tokenId) => git.plan(keeper.record(tokenId).organization),
    useForGit: (wish) => oneAtATime(wish.tokenId, () => useForGit(wish)),
    prove: async (record, address) => {
      const token = await keeper.secret(record.id)
      const repository = address ?? (await tokenCheck.findRepository(record.organization, token))
      await git.prove({ ...proofOf(record, token), repository })
    },
    tellEnd: async (tokenId) => {
      const record = keeper.record(tokenId)
      if (record.git === null) return
      // What another hand put there stays.
      if (await git.holds(record.organization, await keeper.secret(tokenId))) await replace(record, record)
    },
    takeOut: async ({ id, organization, git: mark }) => {
      if (mark === null) return
      const token = await keeper.secret(id).catch(
        otherwise(async (failure) => {
          if (failure.code !== 'vault-missing') throw failure
          const there = await git.read(organization)
          return there !== null && (await fingerprints.matches(id, there, 'Git')) ? there : null
        })
      )
      await git.erase(organization, token, mark)
      keeper.change(id, { git: null })
    }
  }
  return service
}
