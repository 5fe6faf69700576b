import { randomUUID } from 'node:crypto'
import { AppFailure } from '../domain/app-failure.js'
import type { Secret } from '../domain/secret.js'
import { newRecord, type TokenRecord, type TokenUse } from '../domain/token.js'
import { keptOf, tokenState } from '../domain/token-view.js'
import type { CallInput } from '../shared/ipc-contract.js'
import { canBeListed } from '../shared/listed-token.js'
import type { Needs } from './parts.js'
import { samePlace, type FileUse } from './use-place.js'

/** Tokens whose value came to us from somewhere else, and which of the service's list they are. */
export interface AdoptService {
  /**
   * Takes a token that is in a file, or in Git for the organization that is the entry, into the list and the keychain,
   * and gives its id. The service does not tell which of its tokens a value belongs to, so it becomes one of its own,
   * as one that was pasted: nothing is revoked by the id of a guess. Rejects with `entry-missing`, and with
   * `token-not-accepted` for one that does not work.
   */
  adopt(place: CallInput<'adoptToken'>): Promise<string>
  /** As `adopt`, one that was found in `foundIn`, a path or a name. Null where no organization was `named` there. */
  take(token: Secret, named: string | null, foundIn: string): Promise<string>
  /**
   * The person says which of the service's tokens it is: the listed one takes over value and places, and the other
   * leaves the list. `invalid-input` where that cannot be: another organization or account, or one with a value.
   */
  confirm(tokenId: string, listedId: string): void
}

export function createAdoptService(
  deps: Needs<'keeper' | 'oneAtATime' | 'fingerprints'> &
    Needs<'index' | 'files' | 'feeds' | 'git' | 'tokenCheck' | 'organizations' | 'clock'>
): AdoptService {
  const { keeper, index, oneAtATime, fingerprints, files, feeds, git, tokenCheck, organizations, clock } =
    deps

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

  const seen = (record: TokenRecord) => ({
    ...record,
    state: tokenState(record, clock.now()),
    kept: keptOf(record, keeper.inMemory(record.id))
  })

  async function takeNew(
    token: Secret,
    named: string | null,
    foundIn: string,
    usesIn: (organization: string) => Promise<readonly TokenUse[]> = () => Promise.resolve([])
  ): Promise<string> {
    const known = await fingerprints.ownerOf(token)
    if (known !== null) return known
    const { organization, account } = await ownerOf(token, named)
    const record = newRecord({
      ...{ id: `hand-${randomUUID()}`, name: `Found in ${foundIn.split(/[\\/]/).at(-1) ?? foundIn}` },
      ...{ organization, scopes: [], origin: 'assisted', validTo: null, account },
      ...{ uses: await usesIn(organization), createdAt: new Date(clock.now()).toISOString() }
    })
    keeper.take(record, token)
    await keeper.tryToStore(record.id)
    await fingerprints.take(record.id)
    return record.id
  }

  /** The second of two presses, or of two places with one token, finds it on the list. */
  const take = (...found: Parameters<typeof takeNew>): Promise<string> =>
    oneAtATime('adopt', () => takeNew(...found))

  async function adoptFromFile(wanted: FileUse): Promise<string> {
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
    const taken = await take(token, place.organization, file, async (organization) => {
      // As it would be written: with the address at which a proof asks.
      const offered = await consumer?.places(organization, await feeds.list(organization, token))
      const entry = offered?.find((one) => samePlace({ kind, ...one }, bare))?.entry ?? bare.entry
      return [{ ...bare, entry }]
    })
    const { uses } = keeper.record(taken)
    const isListed = uses.some((one) => one.kind !== 'manual' && samePlace(one, bare))
    if (!isListed) keeper.change(taken, { uses: [...uses, bare] })
    return taken
  }

  async function adoptFromGit(organization: string): Promise<string> {
    // SECURITY: the page names it, and the token goes there.
    const isKnown = [...index.all(), ...organizations.all()].some((one) => one.organization === organization)
    if (!isKnown) throw new AppFailure('invalid-input')
    const token = await git.read(organization)
    if (token === null) throw new AppFailure('entry-missing', { file: 'Git' })
    const taken = await take(token, organization, 'Git')
    const others = index
      .all()
      .filter((one) => one.id !== taken && one.organization === organization && one.git !== null)
    const had = [keeper.record(taken), ...others].flatMap((one) => one.git?.configured ?? [])
    // What was set up for another one of ours is this one's now: noted here first, so that an end in between loses none.
    keeper.change(taken, { git: { helper: 'Git', configured: [...new Set(had)] } })
    for (const { id } of others) keeper.change(id, { git: null })
    return taken
  }

  return {
    take,
    adopt: (wanted) =>
      wanted.kind === 'git' ? adoptFromGit(wanted.entry) : adoptFromFile({ ...wanted, kind: wanted.kind }),
    confirm: (tokenId, listedId) => {
      const [record, listed] = [keeper.record(tokenId), keeper.record(listedId)]
      if (!canBeListed(seen(record), seen(listed))) throw new AppFailure('invalid-input')
      const { label, inVault, fingerprint, git, uses } = record
      const pointing = index.all().filter(({ successor }) => successor === tokenId)
      index.save(
        { ...listed, label, inVault, fingerprint, git, uses: [...listed.uses, ...uses] },
        ...pointing.map((one) => ({ ...one, successor: listedId }))
      )
      index.remove(tokenId)
    }
  }
}
