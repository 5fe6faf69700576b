import { AppFailure, asAppError } from '../domain/app-failure.js'
import { siteAddress, tokenPage } from '../domain/addresses.js'
import type { TokenRecord } from '../domain/token.js'
import { mayBeForgotten } from '../domain/token-view.js'
import type { RevokeReport, RevokeStep } from '../shared/view.js'
import type { BearerService } from './bearer-service.js'
import type { OneAtATime } from './one-at-a-time.js'
import type { Patience } from './patience.js'
import type { Browser, Clock, GitConsumer, Log, PatApi, TokenIndex } from './ports.js'
import type { TokenKeeper } from './token-keeper.js'
import type { UseService } from './use-service.js'

/** How tokens leave us. */
export interface RevokeService {
  /**
   * Revokes with the service, takes the token out of Git's helpers, and erases it from the keychain. What fails
   * is reported, remembered, and alone tried again by the next call. A token made by hand can be revoked by
   * hand only: its page is opened, and it counts as unfinished until the person takes it off the list.
   */
  revoke(tokenId: string): Promise<RevokeReport>
  /**
   * Tries again, once an hour for each, what the service did not revoke although the person wanted it. Asks the
   * keychain for nothing. Never rejects.
   */
  retryLeft(): Promise<void>
  /** Erases our copies and takes the token off the list; `invalid-input` while it is still good. */
  forget(tokenId: string): Promise<void>
}

export interface RevokeServiceDeps {
  readonly keeper: TokenKeeper
  readonly index: TokenIndex
  readonly oneAtATime: OneAtATime
  readonly bearers: Pick<BearerService, 'withBearer'>
  readonly patApi: PatApi
  readonly patience: Pick<Patience, 'safely'>
  readonly git: GitConsumer
  readonly uses: Pick<UseService, 'removeFromFiles'>
  readonly browser: Browser
  readonly clock: Clock
  readonly log: Log
}

/** Milliseconds between two tries that nobody asked for. */
const betweenTries = 3_600_000

const done: RevokeStep = { state: 'done' }
const notNeeded: RevokeStep = { state: 'not-needed' }

export function createRevokeService(deps: RevokeServiceDeps): RevokeService {
  const { keeper, index, oneAtATime, bearers, patApi, patience, git, browser, clock, log } = deps

  /** The step's own answer, or its failure as an answer. */
  async function attempt(part: string, id: string, step: () => Promise<RevokeStep>): Promise<RevokeStep> {
    try {
      return await step()
    } catch (error) {
      if (!(error instanceof AppFailure)) log.bug(`revoke.${part}`, error)
      const failure = asAppError(error)
      log.warn('revoke.failed', { token: id, part, code: failure.code })
      return { state: 'failed', error: failure }
    }
  }

  async function atService(record: TokenRecord): Promise<RevokeStep> {
    if (record.revokedAt !== null) return notNeeded
    if (record.origin === 'assisted') {
      await browser.open(tokenPage(record.organization), siteAddress(record.organization))
      return { state: 'by-hand' }
    }
    const { organization, id } = record
    await bearers.withBearer(organization, null, (bearer) =>
      patience.safely(() => patApi.revoke(bearer, organization, id))
    )
    keeper.change(id, { revokedAt: new Date(clock.now()).toISOString() })
    return done
  }

  async function atGit(record: TokenRecord): Promise<RevokeStep> {
    if (record.git === null) return notNeeded
    await git.erase(record.organization, await keeper.secret(record.id), record.git)
    keeper.change(record.id, { git: null })
    return done
  }

  async function atFiles(record: TokenRecord): Promise<RevokeStep> {
    if (!record.uses.some(({ kind }) => kind !== 'manual')) return notNeeded
    await deps.uses.removeFromFiles(record.id)
    return done
  }

  async function atKeychain(record: TokenRecord): Promise<RevokeStep> {
    if (!record.inVault && !keeper.inMemory(record.id)) return notNeeded
    await keeper.erase(record.id)
    return done
  }

  async function revoke(id: string): Promise<RevokeReport> {
    const record = keeper.record(id)
    const service = await attempt('service', id, () => atService(record))
    const gitStep = await attempt('git', id, () => atGit(record))
    const files = await attempt('files', id, () => atFiles(record))
    // Git's entry is erased only where it equals our value, so that value stays until Git is done.
    const keychain =
      gitStep.state === 'failed'
        ? gitStep
        : files.state === 'failed'
          ? files
          : await attempt('keychain', id, () => atKeychain(record))
    const report = { service, git: gitStep, files, keychain }
    keeper.change(id, {
      revokeLeft: (['service', 'git', 'files', 'keychain'] as const).filter((part) =>
        ['failed', 'by-hand'].includes(report[part].state)
      )
    })
    return report
  }

  /** When the service was last asked again, by token. */
  const tried = new Map<string, number>()

  async function retry(record: TokenRecord): Promise<void> {
    if (clock.now() - (tried.get(record.id) ?? -Infinity) < betweenTries) return
    tried.set(record.id, clock.now())
    const { state } = await attempt('service', record.id, () => atService(record))
    if (state === 'failed') return
    const { revokeLeft } = keeper.record(record.id)
    keeper.change(record.id, { revokeLeft: revokeLeft.filter((part) => part !== 'service') })
  }

  return {
    retryLeft: async () => {
      const left = index
        .all()
        .filter(({ origin, revokeLeft }) => origin !== 'assisted' && revokeLeft.includes('service'))
      for (const { id } of left) await oneAtATime(id, () => retry(keeper.record(id)))
    },
    revoke: (tokenId) => oneAtATime(tokenId, () => revoke(tokenId)),
    forget: (tokenId) =>
      oneAtATime(tokenId, async () => {
        const record = keeper.record(tokenId)
        if (!mayBeForgotten(record, clock.now())) throw new AppFailure('invalid-input')
        // Best effort: the token is over, and Git drops what the service refuses.
        await attempt('git', tokenId, () => atGit(record))
        await attempt('files', tokenId, () => atFiles(record))
        await keeper.erase(tokenId)
        index.remove(tokenId)
        log.info('token.forgotten', { token: tokenId })
      })
  }
}
