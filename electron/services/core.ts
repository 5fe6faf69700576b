import { AppFailure } from '../domain/app-failure.js'
import type { TrayActions } from '../domain/tray-model.js'
import type { CallHandlers } from '../shared/ipc-contract.js'
import type { Place } from '../shared/view.js'
import { createAdoptService } from './adopt-service.js'
import { createAppState } from './app-state.js'
import type { AppFacts, AppState } from './app-state.js'
import { createBearerService } from './bearer-service.js'
import { createChangeService } from './change-service.js'
import { createClipboardService } from './clipboard-service.js'
import type { CopiedToken } from './clipboard-service.js'
import { createDiagnostics } from './diagnostics.js'
import { createFingerprints } from './fingerprints.js'
import { createGitService } from './git-service.js'
import { createHandlers } from './handlers.js'
import { createHistory } from './history.js'
import { createLostCreates } from './lost-creates.js'
import { createMarkedClipboard } from './marked-clipboard.js'
import { createOneAtATime } from '../domain/one-at-a-time.js'
import { createPatience } from './patience.js'
import type {
  AccountApi,
  AzureCli,
  Browser,
  ChooseFolder,
  Clipboard,
  ClipboardMark,
  Clock,
  CreateJournal,
  FeedApi,
  FileConsumer,
  FillSnippet,
  GitConsumer,
  GitRemotes,
  HistoryFile,
  HistorySeal,
  Log,
  LoginItem,
  Notifier,
  OrganizationIndex,
  PatApi,
  ReadLog,
  ReminderStore,
  RotationJournal,
  SaveText,
  SettingsStore,
  SignIn,
  TenantFinder,
  TokenCheck,
  TokenIndex,
  Vault
} from './ports.js'
import type { ProxyLogin } from './proxy-login.js'
import { createRemoteService } from './remote-service.js'
import { createRemovalService } from './removal-service.js'
import { createRenewalNotices } from './renewal-notices.js'
import { createReminderService } from './reminder-service.js'
import type { ReminderService } from './reminder-service.js'
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

export interface CoreDeps {
  readonly facts: AppFacts
  readonly clock: Clock
  readonly log: Log
  readonly settings: SettingsStore
  readonly index: TokenIndex
  readonly reminderStore: ReminderStore
  readonly vault: Vault
  readonly patApi: PatApi
  readonly tokenCheck: TokenCheck
  readonly signIn: SignIn
  readonly azureCli: AzureCli
  readonly tenants: TenantFinder
  readonly accountApi: AccountApi
  readonly organizations: OrganizationIndex
  readonly createJournal: CreateJournal
  readonly rotationJournal: RotationJournal
  readonly git: GitConsumer
  readonly remotes: GitRemotes
  readonly chooseFolder: ChooseFolder
  readonly files: readonly FileConsumer[]
  readonly feeds: FeedApi
  readonly fillSnippet: FillSnippet
  readonly clipboard: Clipboard
  readonly clipboardMark: ClipboardMark
  readonly notifier: Notifier
  readonly browser: Browser
  readonly loginItem: LoginItem
  /** Made before the HTTP door, which asks it. Its `onChange` calls `state.publish`. */
  readonly proxyLogin: ProxyLogin
  readonly takePlace: () => Place | null
  readonly historyFile: HistoryFile
  readonly historySeal: HistorySeal
  readonly readLog: ReadLog
  readonly saveText: SaveText
  /** How often the bridge refused what. */
  readonly refusals: () => Readonly<Record<string, number>>
  /** Opens the window at a place: a notice was clicked. */
  readonly onOpen: (place: Place) => void
}

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

export function createCore(given: CoreDeps): Core {
  const history = createHistory(given)
  const recorder = createRecorder(history)
  const marked = createMarkedClipboard(given)
  const vault = createWatchedVault(given)
  const deps = { ...given, clipboard: marked, index: recorder.index(given.index), vault }
  const { clock, log, settings, index, onOpen } = deps
  const oneAtATime = createOneAtATime()
  const keeper = createTokenKeeper(deps)
  const onChange = (): void => state.publish()
  const patience = createPatience({ clock, random: Math.random, onChange })
  const bearers = createBearerService(deps)
  const signIn = createSignInService({ ...deps, bearers, onChange })
  const copying = createClipboardService({ ...deps, secretOf: (id) => keeper.secret(id), onChange })
  const noted = async (copy: Promise<CopiedToken>, by: string): Promise<CopiedToken> => {
    const copied = await copy
    recorder.copied(keeper.record(copied.tokenId), by)
    return copied
  }
  const renew = (tokenId: string): void => {
    rotations.renew(tokenId).catch((error: unknown) => {
      if (error instanceof AppFailure) log.warn('rotation.not-begun', { token: tokenId, code: error.code })
      else log.bug('rotation.not-begun', error)
    })
  }
  const tellRenewals = createRenewalNotices({ ...deps, zone: deps.facts.zone })
  const reminders = createReminderService({
    index,
    organizations: deps.organizations,
    settings,
    notifier: deps.notifier,
    clock,
    log,
    store: deps.reminderStore,
    zone: deps.facts.zone,
    onLook: () => {
      onChange()
      void tellRenewals()
      void revoking.retryLeft()
      if (vault.rests()) return
      void rotations.look()
      void state.lookAgain()
    },
    onOpen,
    onRenew: renew
  })
  const lostCreates = createLostCreates({ ...deps, keeper })
  const fingerprints = createFingerprints({ ...deps, keeper })
  const uses = createUseService({ ...deps, keeper, oneAtATime, fingerprints })
  const parts = { ...deps, keeper, oneAtATime, bearers, patience, lostCreates, fingerprints, uses }
  const tokens = createTokenService(parts)
  const rotations = createRotationService({
    ...parts,
    random: Math.random,
    journal: deps.rotationJournal,
    tokens,
    onChange
  })
  const revoking = createRevokeService(parts)
  const gitService = createGitService(parts)
  const adopting = createAdoptService(parts)
  const state = createAppState({
    ...parts,
    clipboard: { ...copying, needsFocus: marked.needsFocus },
    signingIn: signIn,
    reminders,
    revoking,
    rotations
  })
  const ways = createWayService({
    ...parts,
    gitNeedsNoToken: async (organization) => (await deps.git.plan(organization)).kind === 'needs-no-token'
  })
  const handlers = createHandlers({
    ...deps,
    history,
    diagnostics: createDiagnostics({ ...deps, snapshot: () => state.snapshot() }),
    state,
    reminders,
    signIn,
    clipboard: { ...copying, copyToken: (tokenId) => noted(copying.copyToken(tokenId), 'copyToken') },
    ways,
    tokens,
    rotations,
    refresh: createTokenRefresh({ ...parts, ways }),
    revoking,
    stops: createStopService(parts),
    git: gitService,
    uses,
    change: createChangeService(parts),
    adopting,
    remotes: createRemoteService({ ...parts, adopting, gitService }),
    snippets: createSnippetService({
      ...parts,
      copying: { copySecret: (tokenId, text) => noted(copying.copySecret(tokenId, text), 'copySnippet') }
    }),
    removal: createRemovalService({ ...parts, signOut: () => signIn.signOut() })
  })
  return {
    handlers: recorder.handlers(handlers),
    state,
    reminders,
    commands: {
      copyToken: async (tokenId) => {
        await noted(copying.copyToken(tokenId), 'tray')
      },
      renewToken: renew,
      pauseReminders: (length) => reminders.pause(length),
      resumeReminders: () => reminders.resume()
    },
    start: () => {
      // Before the first look, whose own notice would be the newest.
      const place = reminders.newestPlace()
      deps.notifier.onEarlierClick(() => onOpen(place))
      reminders.look()
      // Nobody's choice but the administrator's is repeated: a person may have taken the app off the system's own list.
      const isSet = settings.lockedByAdministrator().includes('launchAtLogin')
      const wasSet = settings.loginItemWasSet()
      if (isSet || wasSet) {
        deps.loginItem
          .set(settings.read().launchAtLogin)
          .then(() => isSet === wasSet || settings.rememberLoginItem(isSet))
          .catch((error: unknown) => log.warn('login-item.refused', { message: String(error) }))
      }
      void marked.clearLeft()
      void tokens.lookForLost()
    },
    focused: () => {
      void marked.clearLeft()
      void state.lookAtOnce()
      const copied = copying.copied()
      if (copied === null || Date.parse(copied.clearsAt) > clock.now()) return
      copying.clear().catch((error: unknown) => log.warn('clipboard.not-cleared', { message: String(error) }))
    },
    onlyInMemory: () =>
      index
        .all()
        .filter(({ id, revokedAt }) => revokedAt === null && keeper.inMemory(id))
        .map(({ name }) => name),
    close: async () => {
      reminders.stop()
      signIn.cancel()
      tokens.cancelCreate()
      await Promise.all([copying.clear(), history.settled()])
    }
  }
}
