import type { TrayActions } from '../domain/tray-model.js'
import type { CallHandlers } from '../shared/ipc-contract.js'
import { createAdoptService } from './adopt-service.js'
import { createAppState, type AppState } from './app-state.js'
import { createBearerService } from './bearer-service.js'
import { createChangeService } from './change-service.js'
import { createClipboardService, type CopiedToken } from './clipboard-service.js'
import { createDiagnostics } from './diagnostics.js'
import { createFingerprints } from './fingerprints.js'
import { createGitService } from './git-service.js'
import { createHandlers } from './handlers.js'
import { createHistory } from './history.js'
import { createLostCreates } from './lost-creates.js'
import { createMarkedClipboard } from './marked-clipboard.js'
import { createOneAtATime } from '../domain/one-at-a-time.js'
import { createPatience } from './patience.js'
import { noted, notedWords } from './noted-failure.js'
import type { Given } from './parts.js'
import { createRemoteService } from './remote-service.js'
import { createRemovalService } from './removal-service.js'
import { createRenewalNotices } from './renewal-notices.js'
import { createReminderService, type ReminderService } from './reminder-service.js'
import { createRecorder } from './recorded.js'
import { createRotationService } from './rotation-service.js'
import { createRevokeService } from './revoke-service.js'
import { createSignInService } from './sign-in-service.js'
import { createSnippetService } from './snippet-service.js'
import { createStopService } from './stop-service.js'
import { createTokenKeeper } from './token-keeper.js'
import { createTokenRefresh } from './token-refresh.js'
import { createTokenService } from './token-service.js'
import { createUseService } from './use-service.js'
import { createWatchedVault } from './watched-vault.js'
import { createWayService } from './way-service.js'

/** The app without its shell: all services over the ports that are given. */
export interface Core {
  readonly handlers: CallHandlers
  readonly state: AppState
  readonly reminders: ReminderService
  readonly commands: TrayActions
  /** Reminders begin, and what lost creates of earlier runs left is looked for. */
  start(): void
  /**
   * The app is in front, or the computer woke: what should be off the clipboard by now is cleared, and a keychain that
   * was locked or missing is asked how it is.
   */
  focused(): void
  /** The names of tokens whose value would be lost if the app ended now. */
  onlyInMemory(): readonly string[]
  /** Before the app ends: no sign-in and no create waits, no token of ours stays on the clipboard. */
  close(): Promise<void>
}

export function createCore(given: Given): Core {
  const { clock, log, settings, onOpen } = given
  const { zone } = given.facts
  const history = createHistory(given)
  const recorder = createRecorder(history, (id) =>
    given.rotationJournal.all().some(({ tokenId }) => tokenId === id)
  )
  const marked = createMarkedClipboard(given)
  const vault = createWatchedVault(given)
  const index = recorder.index(given.index)
  const onChange = (): void => state.publish()
  const oneAtATime = createOneAtATime()
  const means = {
    ...given,
    vault,
    history,
    index,
    clipboard: marked,
    zone,
    random: Math.random,
    onChange,
    oneAtATime
  }
  const keeper = createTokenKeeper(means)
  const bearers = createBearerService(means)
  const signingIn = createSignInService({ ...means, bearers })
  const copying = createClipboardService({ ...means, keeper })
  const recorded = async (copy: Promise<CopiedToken>, by: string): Promise<CopiedToken> => {
    const copied = await copy
    recorder.copied(keeper.record(copied.tokenId), by)
    return copied
  }
  const renew = (tokenId: string): void => {
    rotations.renew(tokenId).catch(noted(log, 'rotation.not-begun', { token: tokenId }))
  }
  const tellRenewals = createRenewalNotices(means)
  const reminders = createReminderService({
    ...means,
    onLook: () => {
      onChange()
      void tellRenewals()
      void revoking.retryLeft()
      if (vault.rests()) return
      void rotations.look()
      void state.lookAgain()
    },
    onRenew: renew
  })
  const patience = createPatience(means)
  const lostCreates = createLostCreates({ ...means, keeper })
  const fingerprints = createFingerprints({ ...means, keeper })
  const gitService = createGitService({ ...means, keeper, fingerprints })
  const uses = createUseService({ ...means, keeper, fingerprints, gitService })
  const parts = { ...means, keeper, bearers, patience, lostCreates, fingerprints, gitService, uses }
  const tokens = createTokenService(parts)
  const rotations = createRotationService({ ...parts, tokens })
  const revoking = createRevokeService(parts)
  const adopting = createAdoptService(parts)
  const state = createAppState({ ...parts, copying, signingIn, reminders, revoking, rotations })
  const ways = createWayService({
    ...parts,
    gitNeedsNoToken: async (organization) => (await given.git.plan(organization)).kind === 'needs-no-token'
  })
  const handlers = createHandlers({
    ...parts,
    ...{ ways, tokens, rotations, revoking, adopting, reminders, signingIn, state },
    copying: { ...copying, copyToken: (tokenId) => recorded(copying.copyToken(tokenId), 'copyToken') },
    refresh: createTokenRefresh({ ...parts, ways }),
    stops: createStopService(parts),
    change: createChangeService(parts),
    remoteService: createRemoteService({ ...parts, adopting }),
    snippets: createSnippetService({
      ...parts,
      copying: { copySecret: (tokenId, text) => recorded(copying.copySecret(tokenId, text), 'copySnippet') }
    }),
    removal: createRemovalService({ ...parts, signOut: () => signingIn.signOut() }),
    diagnostics: createDiagnostics({ ...parts, state })
  })
  return {
    handlers: recorder.handlers(handlers),
    state,
    reminders,
    commands: {
      copyToken: async (tokenId) => {
        await recorded(copying.copyToken(tokenId), 'tray')
      },
      renewToken: renew,
      pauseReminders: (length) => reminders.pause(length),
      resumeReminders: () => reminders.resume()
    },
    start: () => {
      // Before the first look, whose own notice would be the newest.
      const place = reminders.newestPlace()
      given.notifier.onEarlierClick(() => onOpen(place))
      reminders.look()
      // Nobody's choice but the administrator's is repeated: a person may have taken the app off the system's own list.
      const isSet = settings.lockedByAdministrator().includes('launchAtLogin')
      const wasSet = settings.loginItemWasSet()
      if (isSet || wasSet) {
        given.loginItem
          .set(settings.read().launchAtLogin)
          .then(() => isSet === wasSet || settings.rememberLoginItem(isSet))
          .catch(notedWords(log, 'login-item.refused'))
      }
      void marked.clearLeft()
      void tokens.lookForLost()
    },
    focused: () => {
      void marked.clearLeft()
      void state.lookAtOnce()
      const copied = copying.copied()
      if (copied === null || Date.parse(copied.clearsAt) > clock.now()) return
      copying.clear().catch(notedWords(log, 'clipboard.not-cleared'))
    },
    onlyInMemory: () =>
      index
        .all()
        .filter(({ id, revokedAt }) => revokedAt === null && keeper.inMemory(id))
        .map(({ name }) => name),
    close: async () => {
      reminders.stop()
      signingIn.cancel()
      tokens.cancelCreate()
      await Promise.all([copying.clear(), history.settled()])
    }
  }
}
