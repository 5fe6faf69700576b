import { randomUUID } from 'node:crypto'
import { AppFailure } from '../domain/app-failure.js'
import { newRecord } from '../domain/token.js'
import type { TokenRecord } from '../domain/token.js'
import { tokenState } from '../domain/token-view.js'
import type { Fingerprints } from './fingerprints.js'
import type { Clock, FeedApi, FileConsumer, OrganizationIndex, TokenCheck, TokenIndex } from './ports.js'
import type { Secret } from '../domain/secret.js'
import type { TokenKeeper } from './token-keeper.js'
import { samePlace } from './use-place.js'
import type { FileUse } from './use-place.js'

export interface Adopted {
  readonly tokenId: string
  /** Which token of the service's list it is was guessed, or is not known. */
  readonly uncertain: boolean
}

export interface AdoptServiceDeps {
  readonly keeper: TokenKeeper
  readonly index: TokenIndex
  readonly fingerprints: Fingerprints
  readonly files: readonly FileConsumer[]
  readonly feeds: FeedApi
  readonly tokenCheck: Pick<TokenCheck, 'identify'>
  readonly organizations: Pick<OrganizationIndex, 'all'>
  readonly clock: Clock
}

/**
 * Takes a token that was found in a file into the list and the keychain. The service does not tell which of its
 * tokens a value belongs to: where exactly one of this account is without its value, it is that one; otherwise it
 * becomes one of its own. Rejects with `entry-missing`, and with `token-not-accepted` for one that does not work.
 */
export function createAdoptService(deps: AdoptServiceDeps): (use: FileUse) => Promise<Adopted> {
  const { keeper, index, fingerprints, files, feeds, tokenCheck, organizations, clock } = deps

  /** The organization that takes it: the entry's own, else the first of those that are known. */
  async function ownerOf(
    token: Secret,
    named: string | null
  ): Promise<{ readonly organization: string; readonly account: string }> {
    const known = [...index.all(), ...organizations.all()].map(({ organization }) => organization)
    let failure: unknown = new AppFailure('token-not-accepted')
    for (const organization of named === null ? new Set(known) : [named]) {
      try {
        return { organization, ...(await tokenCheck.identify(organization, token)) }
      } catch (error) {
        if (!(error instanceof AppFailure)) throw error
        failure = error
      }
    }
    throw failure
  }

  const mayBe =
    (organization: string, account: string) =>
    (record: TokenRecord): boolean =>
      record.organization.toLowerCase() === organization.toLowerCase() &&
      (record.account === null || record.account.toLowerCase() === account.toLowerCase()) &&
      ['active', 'ending-soon'].includes(tokenState(record, clock.now())) &&
      !record.stray &&
      !record.inVault &&
      !keeper.inMemory(record.id)

  return async (wanted) => {
    const consumer = files.find(({ kind }) => kind === wanted.kind)
    const found = (await consumer?.find())?.flatMap(({ file, entries }) =>
      entries.map((entry) => ({ ...entry, kind: wanted.kind, file }))
    )
    const place = found?.find((one) => samePlace(one, wanted))
    if (place === undefined || place.token === null) {
      throw new AppFailure('entry-missing', { file: wanted.file, entry: wanted.entry })
    }
    const { kind, file, token } = place
    const bare = { id: randomUUID(), kind, file, entry: place.entry }
    const known = await fingerprints.ownerOf(token)
    if (known !== null) {
      const { uses } = keeper.record(known)
      const isListed = uses.some((one) => one.kind !== 'manual' && samePlace(one, bare))
      if (!isListed) keeper.change(known, { uses: [...uses, bare] })
      return { tokenId: known, uncertain: false }
    }
    const { organization, account } = await ownerOf(token, place.organization)
    // As it would be written: with the address at which a proof asks.
    const offered = await consumer?.places(organization, await feeds.list(organization, token))
    const entry = offered?.find((one) => samePlace({ kind, ...one }, bare))?.entry ?? bare.entry
    const use = { ...bare, entry }
    const candidates = index.all().filter(mayBe(organization, account))
    const [only] = candidates
    const record =
      only !== undefined && candidates.length === 1
        ? only
        : newRecord({
            ...{ id: `hand-${randomUUID()}`, name: `Found in ${file.split(/[\\/]/).at(-1) ?? file}` },
            ...{ organization, scopes: [], origin: 'assisted', validTo: null, account },
            createdAt: new Date(clock.now()).toISOString()
          })
    keeper.take({ ...record, uses: [...record.uses, use] }, token)
    await keeper.tryToStore(record.id)
    await fingerprints.take(record.id)
    return { tokenId: record.id, uncertain: true }
  }
}
