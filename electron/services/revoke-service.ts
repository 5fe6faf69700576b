import { AppFailure, asAppError } from '../domain/app-failure.js'
import { siteAddress, tokenPage } from '../domain/addresses.js'
import type { TokenRecord } from '../domain/token.js'
import { mayBeForgotten } from '../domain/token-view.js'
import type { RevokeReport, RevokeStep } from '../shared/outcome-view.js'
import { noted } from './noted-failure.js'
import { createOwnerCalls } from './owner-calls.js'
import type { Needs } from './parts.js'

/** How tokens leave us. */
export interface RevokeService {
  /**
   * Revokes with the service, takes the token out of Git's helpers, and erases it from the keychain. What fails
   * is reported, remembered, and alone tried again by the next call. It does not renew itself any more. A token made by hand can be revoked by
   * hand only: its page is opened, and it counts as unfinished until the person takes it off the list.
   */
  revoke(tokenId: string): Promise<RevokeReport>
  /** True while `revoke` is at it: what is left of it then is no failure. */
  isRunning(tokenId: string): boolean
  /**
   * Tries again, once an hour for each, what did not go through, or was cut off by the end of the app; what needs
   * the keychain only while that is open. Never rejects.
   */
  retryLeft(): Promise<void>
  /** Erases our copies and takes the token off the list; `invalid-input` while it is still good. */
  forget(tokenId: string): Promise<void>
}

/** Milliseconds between two tries that nobody asked for. */
const betweenTries = 3_600_000

type RevokePart = TokenRecord['revokeLeft'][number]
const revokeParts: readonly RevokePart[] = ['service', 'git', 'files', 'keychain']

const done: RevokeStep = { state: 'done' }
const notNeeded: RevokeStep = { state: 'not-needed' }

export function createRevokeService(
  deps: Parameters<typeof createOwnerCalls>[0] &
    Needs<'oneAtATime' | 'gitService' | 'uses' | 'index' | 'browser' | 'vault' | 'clock' | 'log'>
): RevokeService {
  const { keeper, index, oneAtATime, browser, vault, clock, log } = deps
  const { revokeAsOwner } = createOwnerCalls(deps)

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
    await revokeAsOwner(record)
    keeper.change(record.id, { revokedAt: new Date(clock.now()).toISOString() })
    return done
  }

  async function atGit(record: TokenRecord): Promise<RevokeStep> {
    if (record.git === null) return notNeeded
    await deps.gitService.takeOut(record)
    return done
  }

  async function atFiles(record: TokenRecord): Promise<RevokeStep> {
    if (!record.uses.some(({ kind }) => kind !== 'manual')) return notNeeded
    await deps.uses.removeFromFiles(record.id)
    return done
  }

  async function atKeychain(record: TokenRecord): Promise<RevokeStep> {
    const { id, inVault, stray, origin } = record
    // A value that came from us may be there although the record does not say so.
    if ((stray || origin === 'elsewhere') && !inVault && !keeper.inMemory(id)) return notNeeded
    await keeper.erase(id)
    return done
  }

  const steps = { service: atService, git: atGit, files: atFiles, keychain: atKeychain } as const

  /** Does these parts, in their order; what is done is left no more. */
  async function work(id: string, wanted: readonly RevokePart[]): Promise<RevokeReport> {
    const report: Record<RevokePart, RevokeStep> = {
      ...{ service: notNeeded, git: notNeeded, files: notNeeded, keychain: notNeeded }
    }
    for (const part of wanted) {
      // What Git and the files hold is recognised by our value, so that stays until they are done.
      const before = part === 'keychain' ? [report.git, report.files] : []
      report[part] =
        before.find(({ state }) => state === 'failed') ??
        (await attempt(part, id, () => steps[part](keeper.record(id))))
      if (!['done', 'not-needed'].includes(report[part].state)) continue
      keeper.change(id, { revokeLeft: keeper.record(id).revokeLeft.filter((left) => left !== part) })
    }
    return report
  }

  const running = new Set<string>()

  async function revoke(id: string): Promise<RevokeReport> {
    const { inVault, revokedAt, revokeLeft } = keeper.record(id)
    const wasErased =
      !inVault && (revokedAt !== null || revokeLeft.length > 0) && !revokeLeft.includes('keychain')
    const parts = revokeParts.filter((part) => part !== 'keychain' || !wasErased)
    // All of it, so that a kill at any moment leaves on the list what is to be done.
    running.add(id)
    try {
      keeper.change(id, { revokeLeft: parts, autoRenew: false })
      return await work(id, parts)
    } finally {
      running.delete(id)
    }
  }

  /** When what is left was last tried again, by token. */
  const tried = new Map<string, number>()

  async function retry(id: string): Promise<void> {
    tried.set(id, clock.now())
    const isReady = (await vault.state()) === 'ready'
    const { origin, revokeLeft } = keeper.record(id)
    const mayDo = (part: RevokePart): boolean => (part === 'service' ? origin !== 'assisted' : isReady)
    await work(id, revokeLeft.filter(mayDo))
  }

  async function retryLeft(): Promise<void> {
    const isDue = ({ id, revokeLeft }: TokenRecord): boolean =>
      revokeLeft.length > 0 && clock.now() - (tried.get(id) ?? -Infinity) >= betweenTries
    for (const { id } of index.all().filter(isDue)) await oneAtATime(id, () => retry(id))
  }

  return {
    retryLeft: () => retryLeft().catch(noted(log, 'revoke.not-tried')),
    isRunning: (tokenId) => running.has(tokenId),
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
