import { AppFailure } from '../domain/app-failure.js'
import type { TokenRecord } from '../domain/token.js'
import { tokenView } from '../domain/token-view.js'
import { clocksOf } from './own-login.js'
import { trayModel, type TrayModel } from '../domain/tray-model.js'
import type { AppSnapshot, TokenView, VaultView } from '../shared/view.js'
import type { BearerService } from './bearer-service.js'
import type { Needs } from './parts.js'
import type { WatchedVault } from './watched-vault.js'

/** What does not change while the app runs, but for the tray's host and the time zone. */
export interface AppFacts {
  readonly version: string
  readonly practice: boolean
  readonly platform: AppSnapshot['platform']
  /** XDG_CURRENT_DESKTOP on Linux, else empty. */
  readonly desktop: string
  readonly computer: string
  readonly tray: () => AppSnapshot['tray']
  /** The person's time zone, as an IANA name. */
  readonly zone: () => string
}

export interface AppStateListener {
  /** The state changed. */
  readonly onSnapshot: (snapshot: AppSnapshot) => void
  /** The state, or what the time makes of it, may have changed. */
  readonly onTray: (tray: TrayModel) => void
}

/** The one state of the app, put together from its parts. */
export interface AppState {
  snapshot(): AppSnapshot
  tray(): TrayModel
  /** Hears every later change; gives back its remover. */
  subscribe(listener: AppStateListener): () => void
  /** Puts the state together anew and tells the listeners. Call it after any change. */
  publish(): void
  /**
   * Asks the keychain how it is and who is signed in, and one that is ready anew for values that the list does not
   * know of; publishes. For what a person did: the keychain rests no more. Never rejects.
   */
  lookUp(): Promise<void>
  /** As `lookUp`, but only where the keychain was locked or missing the last time: the person may have seen to it. */
  lookAtOnce(): Promise<void>
  /** Asks as `lookUp` does, by itself, and only where the keychain was not ready the last time. */
  lookAgain(): Promise<void>
}

/** What a failed call says of the keychain; null: nothing. */
function vaultAfter(error: unknown): VaultView | null {
  if (!(error instanceof AppFailure)) return null
  switch (error.code) {
    case 'vault-no-answer':
    case 'vault-failed':
      return 'no-answer'
    case 'vault-locked':
    case 'vault-dismissed':
      return 'locked'
    case 'no-protected-store':
      return 'no-service'
    default:
      return null
  }
}

export function createAppState(
  deps: Needs<'facts' | 'settings' | 'index' | 'keeper' | 'clipboard' | 'copying' | 'proxyLogin' | 'signIn'> &
    Needs<
      'signingIn' | 'organizations' | 'patience' | 'reminders' | 'revoking' | 'rotations' | 'clock' | 'log'
    > & {
      readonly vault: Pick<WatchedVault, 'state' | 'wake'>
      readonly bearers: Pick<BearerService, 'health'>
    }
): AppState {
  const { facts, settings, index, keeper, proxyLogin, vault, signIn, clock, log } = deps
  const listeners = new Set<AppStateListener>()
  let vaultView: VaultView = 'unknown'
  let accounts: readonly string[] = []
  let published = ''

  function remindersView(): AppSnapshot['reminders'] {
    const { muted, leadDays } = deps.reminders.memory()
    const until = deps.reminders.pausedUntil()
    return { pausedUntil: until === null ? null : new Date(until).toISOString(), muted, leadDays }
  }

  function copiedToken(): AppSnapshot['clipboard'] {
    const copied = deps.copying.copied()
    return copied === null ? null : { ...copied, needsFocus: deps.clipboard.needsFocus }
  }

  function listedAt(): AppSnapshot['listedAt'] {
    const read = deps.organizations
      .all()
      .flatMap(({ organization, listedAt: at }) => (at === null ? [] : [[organization, at] as const]))
    return Object.fromEntries(read)
  }

  function tokenNow(record: TokenRecord, now: number): TokenView {
    const clocks = clocksOf(deps.organizations, record.organization)
    const view = tokenView(record, clocks, keeper.inMemory(record.id), now)
    return { ...view, revokeFailed: view.revokeFailed && !deps.revoking.isRunning(record.id) }
  }

  function snapshot(): AppSnapshot {
    const { version, practice, platform, computer } = facts
    const now = clock.now()
    return {
      version,
      practice,
      platform,
      computer,
      tray: facts.tray(),
      vault: vaultView,
      settings: { ...settings.read(), lockedByAdministrator: settings.lockedByAdministrator() },
      reminders: remindersView(),
      tokens: index.all().map((record) => tokenNow(record, now)),
      rotations: deps.rotations.views(),
      listedAt: listedAt(),
      accounts,
      organizations: deps.organizations.all().map(({ organization, engine, account }) => ({
        organization,
        engine,
        account: account?.name ?? null
      })),
      deviceCode: deps.signingIn.deviceCode(),
      signInAddress: deps.signingIn.address(),
      waiting: deps.patience.waiting(),
      clipboard: copiedToken(),
      proxyLogin: proxyLogin.pending(),
      startNotices: settings.notices()
    }
  }

  function trayOf({ tokens, rotations, vault: vaultNow }: AppSnapshot): TrayModel {
    const pausedUntil = deps.reminders.pausedUntil()
    return trayModel(
      { tokens, rotations, vault: vaultNow, ...deps.bearers.health(), pausedUntil },
      clock.now(),
      facts.zone
    )
  }

  function publish(): void {
    const state = snapshot()
    const text = JSON.stringify(state)
    const changed = text !== published
    published = text
    const tray = trayOf(state)
    for (const listener of listeners) {
      listener.onTray(tray)
      if (changed) listener.onSnapshot(state)
    }
  }

  async function look(): Promise<void> {
    const before = vaultView
    try {
      vaultView = await vault.state()
      // The accounts lie in the keychain's care: asking a locked one would make it ask for its password.
      if (vaultView !== 'locked') accounts = (await signIn.accounts()).map(({ name }) => name)
    } catch (error) {
      vaultView = vaultAfter(error) ?? vaultView
      log.warn('state.unknown', { message: String(error) })
    }
    publish()
    if (vaultView !== 'ready' || before === 'ready') return
    await keeper.recoverAll()
    publish()
  }

  async function lookUp(): Promise<void> {
    vault.wake()
    await look()
  }

  return {
    snapshot,
    publish,
    lookUp,
    lookAtOnce: async () => {
      if (vaultView === 'locked' || vaultView === 'no-service') await lookUp()
    },
    lookAgain: async () => {
      if (vaultView !== 'ready' && vaultView !== 'unknown') await look()
    },
    tray: () => trayOf(snapshot()),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
