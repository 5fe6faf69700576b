import { AppFailure, asAppError } from '../domain/app-failure.js'
import type { RemovalItem, RemovalReport } from '../shared/consumer-view.js'
import { clipboardKey } from './marked-clipboard.js'
import type { SignIn } from './ports/sign-in.js'
import { isFile } from './use-place.js'
import type { Needs } from './parts.js'

/** "Remove everything this app did": nothing that it wrote for other programs, and no secret, is left. */
export interface RemovalService {
  /** All that there is to undo, in the order in which it is done; `rotation-open` (`name`) during a renewal. */
  list(): Promise<readonly RemovalItem[]>
  /**
   * What fails stays, and is on the next list. Tokens are not revoked by this, and none renews itself any more: a
   * file that was brought back may hold the very token that a renewal would revoke. Rejects as the list does.
   */
  remove(): Promise<RemovalReport>
}

export function createRemovalService(
  deps: Needs<'keeper' | 'fingerprints' | 'gitService' | 'uses'> &
    Needs<'index' | 'rotationJournal' | 'files' | 'vault' | 'loginItem' | 'settings' | 'log'> & {
      readonly signIn: Pick<SignIn, 'accounts'>
      readonly signOut: () => Promise<void>
    }
): RemovalService {
  const { keeper, index, fingerprints, gitService, uses, files, vault, signIn, loginItem, settings, log } =
    deps

  /** What a renewal under way has in hand would be taken from it. */
  function refuseWhileRenewing(): void {
    const [open] = deps.rotationJournal.all()
    if (open === undefined) return
    const token = index.all().find(({ id }) => id === open.tokenId || id === open.successorId)
    throw new AppFailure('rotation-open', { name: token?.name ?? '' })
  }

  /** Each undo may give the path of what it kept beside. */
  async function everything(): Promise<readonly (readonly [RemovalItem, () => Promise<string | null>])[]> {
    const items: (readonly [RemovalItem, () => Promise<string | null>])[] = []
    await keeper.recoverAll()
    const tokens = index.all()
    for (const consumer of files) {
      const recorded = tokens
        .flatMap((token) => token.uses.filter(isFile))
        .filter(({ kind }) => kind === consumer.kind)
      for (const file of await consumer.changed(recorded.map((use) => use.file))) {
        items.push([
          { id: `file ${file}`, what: 'file', name: file },
          async () => {
            // A copy of what another hand wrote there since must have no token of ours.
            await uses.clear(file)
            return consumer.restore(file)
          }
        ])
      }
    }
    for (const record of tokens) {
      if (record.git === null) continue
      const { id, name } = record
      items.push([
        { id: `git ${id}`, what: 'git', name },
        async () => {
          await gitService.takeOut(record)
          return null
        }
      ])
    }
    // After Git, whose entry is known by the value.
    for (const { id, name, inVault } of tokens) {
      if (!inVault && !keeper.inMemory(id)) continue
      const isInGit = (): boolean => index.all().some((record) => record.id === id && record.git !== null)
      items.push([
        { id: `keychain ${id}`, what: 'keychain', name },
        async () => {
          if (isInGit()) throw new AppFailure('git-failed')
          await keeper.erase(id)
          return null
        }
      ])
    }
    const accounts = await signIn.accounts()
    if (accounts.length > 0) {
      const name = accounts.map((account) => account.name).join(', ')
      items.push([{ id: 'sign-in', what: 'sign-in', name }, () => deps.signOut().then(() => null)])
    }
    if (settings.read().launchAtLogin) {
      items.push([
        { id: 'login-item', what: 'login-item', name: '' },
        async () => {
          await loginItem.set(false)
          settings.change({ launchAtLogin: false })
          return null
        }
      ])
    }
    return items
  }

  return {
    list: async () => {
      refuseWhileRenewing()
      return (await everything()).map(([item]) => item)
    },
    remove: async () => {
      refuseWhileRenewing()
      for (const { id, autoRenew } of index.all()) if (autoRenew) keeper.change(id, { autoRenew: false })
      const done: RemovalReport['done'][number][] = []
      const failed: { item: RemovalItem; error: ReturnType<typeof asAppError> }[] = []
      for (const [item, undo] of await everything()) {
        try {
          done.push({ ...item, kept: await undo() })
        } catch (error) {
          if (!(error instanceof AppFailure)) log.bug('removal.failed', error)
          failed.push({ item, error: asAppError(error) })
        }
      }
      // Without tokens there is nothing to recognise. The history and its key stay: they say what was done.
      if (failed.length === 0) {
        await fingerprints.forget()
        await vault.delete(clipboardKey)
      }
      log.info('removal.done', { done: done.length, failed: failed.length })
      return { done, failed }
    }
  }
}
