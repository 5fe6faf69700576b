import { randomUUID } from 'node:crypto'
import { AppFailure } from '../domain/app-failure.js'
import { Secret } from '../domain/secret.js'
import { newRecord, type TokenRecord } from '../domain/token.js'
import { looksLikeToken, maySend, unlikelyForm } from '../domain/token-form.js'
import { isCutShort, iso } from '../shared/expiry.js'
import type { CallInput } from '../shared/ipc-contract.js'
import type { TokenMade } from '../shared/outcome-view.js'
import { sameName } from '../shared/site.js'
import { createCarefully } from './careful-create.js'
import { createLostSearch } from './lost-search.js'
import type { Account } from './ports/sign-in.js'
import type { OpenCreate } from './ports/stores.js'
import { noted, notedWords } from './noted-failure.js'
import type { Needs } from './parts.js'

type CreateWish = CallInput<'createToken'>
type PasteWish = CallInput<'pasteToken'>

/** How tokens come to us. */
export interface TokenService {
  /**
   * Makes a token through the API and keeps it. Once made, it is never lost: at worst it is held in memory. A
   * create whose answer was lost is never sent again: it rejects with `create-answer-lost`, and what it made is
   * on the list as a stray.
   */
  create(wish: CreateWish): Promise<TokenMade>
  /** Ends every create: `create-cancelled` where nothing can have been made, else as with a lost answer. */
  cancelCreate(): void
  /** Looks for what lost creates left, now and later; call it at the start of the app. Never rejects. */
  lookForLost(): Promise<void>
  /**
   * Takes a token that was made by hand off the clipboard: checked with the service, kept, and then cleared from
   * the clipboard. One that is on the list already stays what it is there, and has its value again. Rejects with
   * `clipboard-empty`, `token-not-accepted`, or, unless `anyway`, `unlikely-token` before anything is sent; then
   * nothing was kept or cleared.
   */
  paste(wish: PasteWish): Promise<TokenMade>
  /** The end of a pasted token, as the person read it; `invalid-input` for any other. ISO 8601 in UTC. */
  setEnd(tokenId: string, validTo: string | null): void
  /** Tries again to write a token that is held in memory to the keychain. */
  keep(tokenId: string): Promise<void>
}

/** The task, or the signal's reason as soon as it is aborted, unless `isPastThat`. */
function unlessAborted<T>(task: Promise<T>, signal: AbortSignal, isPastThat: () => boolean): Promise<T> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      if (!isPastThat()) reject(signal.reason)
    })
  })
  return Promise.race([task, aborted])
}

export function createTokenService(
  deps: Needs<'keeper' | 'oneAtATime' | 'bearers' | 'fingerprints' | 'lostCreates' | 'patience'> &
    Needs<'index' | 'vault' | 'patApi' | 'createJournal' | 'tokenCheck' | 'clipboard' | 'clock' | 'log'>
): TokenService {
  const { keeper, oneAtATime, bearers, patApi, lostCreates, tokenCheck, clock, log } = deps
  const send = createCarefully(deps)
  const lostSearch = createLostSearch(deps)
  const creating = new Set<AbortController>()
  /** Creates whose token is held in memory only. */
  const unkept = new Map<string, OpenCreate>()

  const fresh = (
    { name, organization, scopes }: CreateWish | PasteWish,
    known: Pick<TokenRecord, 'id' | 'origin' | 'validTo'> & Partial<TokenRecord>
  ): TokenRecord => newRecord({ name, organization, scopes, createdAt: iso(clock.now()), ...known })

  async function make(
    wish: CreateWish,
    bearer: Secret,
    account: Account | null,
    signal: AbortSignal
  ): Promise<TokenMade> {
    const { organization, name, scopes } = wish
    const requested = Date.parse(wish.validTo)
    const draft = { organization, name, scopes, validTo: requested }
    const owner = account?.name ?? null
    const { made, create } = await send(bearer, owner, draft, signal)
    const id = made.authorizationId
    const requestedValidTo = isCutShort(requested, made.validTo) ? iso(requested) : null
    const validTo = iso(made.validTo)
    const { scopes: given, allOrganizations } = made
    const known = { origin: 'api', scopes: given, allOrganizations, validTo, requestedValidTo } as const
    try {
      keeper.take(fresh(wish, { id, account: owner, ...known }), made.secret)
    } catch (failure) {
      // A token that is on no list can never be revoked from here.
      await patApi.revoke(bearer, organization, id).then(
        () => lostCreates.close(create),
        (error: unknown) => log.bug('token.left-behind', error)
      )
      throw failure
    }
    const kept = await oneAtATime(id, () => keeper.tryToStore(id))
    // In memory it would be a stray after a crash, so until it is in the keychain the create stays noted.
    if (kept.kept === 'keychain') lostCreates.close(create)
    else unkept.set(id, create)
    log.info('token.made', { token: id, kept: kept.kept })
    return { tokenId: id, ...kept, requestedValidTo, validTo, account: owner, looksLikeToken: true }
  }

  async function create(wish: CreateWish, signal: AbortSignal): Promise<TokenMade> {
    signal.throwIfAborted()
    let begun = false
    const task = bearers.withBearer(wish.organization, wish.engine, async (bearer, account) => {
      signal.throwIfAborted()
      begun = true
      return make(wish, bearer, account, signal)
    })
    return unlessAborted(task, signal, () => begun)
  }

  /** The token of this organization whose value it is. A keychain that is not open, or not in use yet, is not asked. */
  async function knownAs(value: Secret, organization: string): Promise<string | null> {
    const isInForce = ({ revokedAt, revokeLeft }: TokenRecord): boolean =>
      revokedAt === null && revokeLeft.length === 0
    const ours = deps.index.all().filter((one) => sameName(one.organization, organization) && isInForce(one))
    for (const { id } of ours) {
      if (keeper.inMemory(id) && (await keeper.secret(id)).equals(value)) return id
    }
    const isInUse = ours.some(({ inVault, fingerprint }) => inVault || fingerprint !== null)
    if (!isInUse || (await deps.vault.state()) !== 'ready') return null
    const owner = await deps.fingerprints.ownerOf(value)
    return ours.find(({ id }) => id === owner)?.id ?? null
  }

  async function paste(wish: PasteWish): Promise<TokenMade> {
    const onClipboard = await deps.clipboard.read()
    const text = onClipboard.trim()
    if (text === '') throw new AppFailure('clipboard-empty')
    const reason = unlikelyForm(text)
    if (reason !== null && !(wish.anyway && maySend(reason))) {
      const final = maySend(reason) ? {} : { final: true }
      throw new AppFailure('unlikely-token', { length: text.length, reason, ...final })
    }
    const secret = new Secret(text)
    const { account } = await tokenCheck.identify(wish.organization, secret)
    const known = await knownAs(secret, wish.organization).catch((error: unknown) => {
      noted(log, 'token.not-compared')(error)
      return null
    })
    const id = known ?? `hand-${randomUUID()}`
    const own = { id, origin: 'assisted', validTo: wish.validTo, account } as const
    const record = known === null ? fresh(wish, own) : keeper.record(known)
    // Also one that is known: its value may be what the keychain lost.
    keeper.take(record, secret)
    const kept = await oneAtATime(id, () => keeper.tryToStore(id))
    log.info('token.pasted', { token: id, kept: kept.kept })
    // While the value is in memory only, the clipboard may be the one copy that outlives us.
    if (kept.kept === 'keychain') {
      await deps.clipboard
        .clearIfStill(new Secret(onClipboard))
        .catch(notedWords(log, 'clipboard.not-cleared'))
    }
    const unusual = { looksLikeToken: looksLikeToken(text) }
    return { tokenId: id, ...kept, requestedValidTo: null, validTo: record.validTo, account, ...unusual }
  }

  return {
    create: async (wish) => {
      const stop = new AbortController()
      creating.add(stop)
      try {
        // One after another: a lost one is looked for by its name and time.
        return await oneAtATime('create', () => create(wish, stop.signal))
      } catch (error) {
        if (error instanceof AppFailure && error.code === 'create-answer-lost') lostSearch.lookLater()
        throw error
      } finally {
        creating.delete(stop)
      }
    },
    cancelCreate: () => {
      for (const stop of creating) stop.abort(new AppFailure('create-cancelled'))
    },
    lookForLost: () => lostSearch.look(),
    // A second press finds the clipboard cleared instead of keeping the same token twice.
    paste: (wish) => oneAtATime('paste', () => paste(wish)),
    setEnd: (tokenId, validTo) => {
      if (keeper.record(tokenId).origin !== 'assisted') throw new AppFailure('invalid-input')
      keeper.change(tokenId, { validTo: validTo === null ? null : iso(Date.parse(validTo)) })
    },
    keep: (tokenId) =>
      oneAtATime(tokenId, async () => {
        await keeper.store(tokenId)
        const create = unkept.get(tokenId)
        if (create !== undefined) lostCreates.close(create)
        unkept.delete(tokenId)
      })
  }
}
