import { randomUUID } from 'node:crypto'
import { AppFailure } from '../domain/app-failure.js'
import { Secret } from '../domain/secret.js'
import type { TokenRecord } from '../domain/token.js'
import { couldBeToken, looksLikeToken } from '../domain/token-form.js'
import { isCutShort } from '../shared/expiry.js'
import type { TokenMade } from '../shared/view.js'
import type { OneAtATime } from './one-at-a-time.js'
import type { Clipboard, Clock, Log, PatApi, SignIn, TokenCheck } from './ports.js'
import type { TokenKeeper } from './token-keeper.js'

/** What a person chose for a token. `validTo` is ISO 8601 in UTC. */
export interface TokenWish {
  readonly organization: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly validTo: string | null
}

/** How tokens come to us. */
export interface TokenService {
  /** Makes a token through the API and keeps it. Once made, it is never lost: at worst it is held in memory. */
  create(wish: TokenWish & { readonly validTo: string }): Promise<TokenMade>
  /**
   * Takes a token that was made by hand off the clipboard: checked with the service, kept, and then cleared from
   * the clipboard. Rejects with `clipboard-empty` or `token-not-accepted`; then nothing was kept or cleared.
   */
  paste(wish: TokenWish): Promise<TokenMade>
  /** Tries again to write a token that is held in memory to the keychain. */
  keep(tokenId: string): Promise<void>
}

export interface TokenServiceDeps {
  readonly keeper: TokenKeeper
  readonly oneAtATime: OneAtATime
  readonly signIn: Pick<SignIn, 'bearer'>
  readonly patApi: PatApi
  readonly tokenCheck: TokenCheck
  readonly clipboard: Clipboard
  readonly clock: Clock
  readonly log: Log
}

const iso = (instant: number): string => new Date(instant).toISOString()

export function createTokenService(deps: TokenServiceDeps): TokenService {
  const { keeper, oneAtATime, signIn, patApi, tokenCheck, clock, log } = deps

  const fresh = (wish: TokenWish): Omit<TokenRecord, 'id' | 'origin' | 'validTo' | 'requestedValidTo'> => ({
    name: wish.name,
    organization: wish.organization,
    scopes: wish.scopes,
    createdAt: iso(clock.now()),
    inVault: false,
    git: null,
    revokedAt: null,
    revokeLeft: [],
    remindedOf: null
  })

  async function create(wish: TokenWish & { readonly validTo: string }): Promise<TokenMade> {
    const { organization, name, scopes } = wish
    const requested = Date.parse(wish.validTo)
    const bearer = await signIn.bearer(organization)
    const made = await patApi.create(bearer, { organization, name, scopes, validTo: requested })
    const id = made.authorizationId
    const requestedValidTo = isCutShort(requested, made.validTo) ? iso(requested) : null
    const validTo = iso(made.validTo)
    try {
      keeper.take(
        { ...fresh(wish), id, origin: 'api', scopes: made.scopes, validTo, requestedValidTo },
        made.secret
      )
    } catch (failure) {
      // A token that is on no list can never be revoked from here.
      await patApi.revoke(bearer, organization, id).catch((error: unknown) => {
        log.bug('token.left-behind', error)
      })
      throw failure
    }
    const kept = await oneAtATime(id, () => keeper.tryToStore(id))
    log.info('token.made', { token: id, kept: kept.kept })
    return { tokenId: id, ...kept, requestedValidTo, validTo, account: null, looksLikeToken: true }
  }

  async function paste(wish: TokenWish): Promise<TokenMade> {
    const onClipboard = await deps.clipboard.read()
    const text = onClipboard.trim()
    if (text === '') throw new AppFailure('clipboard-empty')
    if (!couldBeToken(text)) throw new AppFailure('token-not-accepted', { sent: false })
    const secret = new Secret(text)
    const { account } = await tokenCheck.identify(wish.organization, secret)
    const id = `hand-${randomUUID()}`
    keeper.take(
      { ...fresh(wish), id, origin: 'assisted', validTo: wish.validTo, requestedValidTo: null },
      secret
    )
    const kept = await oneAtATime(id, () => keeper.tryToStore(id))
    log.info('token.pasted', { token: id, kept: kept.kept })
    // While the value is in memory only, the clipboard may be the one copy that outlives us.
    if (kept.kept === 'keychain') {
      await deps.clipboard.clearIfStill(new Secret(onClipboard)).catch((error: unknown) => {
        log.warn('clipboard.not-cleared', { message: String(error) })
      })
    }
    return {
      tokenId: id,
      ...kept,
      requestedValidTo: null,
      validTo: wish.validTo,
      account,
      looksLikeToken: looksLikeToken(text)
    }
  }

  return {
    create,
    // A second press finds the clipboard cleared instead of keeping the same token twice.
    paste: (wish) => oneAtATime('paste', () => paste(wish)),
    keep: (tokenId) => oneAtATime(tokenId, () => keeper.store(tokenId))
  }
}
