import { fillSnippet } from '../../electron/adapters/consumers/snippet-text.js'
import { AppFailure } from '../../electron/domain/app-failure.js'
import type { TrayModel } from '../../electron/domain/tray-model.js'
import { createCore, type Core } from '../../electron/services/core.js'
import type { Settings } from '../../electron/shared/settings-view.js'
import type { Given } from '../../electron/services/parts.js'
import { createProxyLogin, type ProxyLogin } from '../../electron/services/proxy-login.js'
import type { CallInput } from '../../electron/shared/ipc-contract.js'
import type { AppSnapshot, Place } from '../../electron/shared/view.js'
import { createFakeAccountApi } from '../fakes/account-api.js'
import { createFakeAzureCli } from '../fakes/azure-cli.js'
import { createFakeBrowser } from '../fakes/browser.js'
import { createFakeClipboardMark } from '../fakes/clipboard-mark.js'
import { createFakeClipboard } from '../fakes/clipboard.js'
import { createFakeClock } from '../fakes/clock.js'
import { createFakeCreateJournal } from '../fakes/create-journal.js'
import { createFakeFeedApi } from '../fakes/feed-api.js'
import { createFakeFileConsumer } from '../fakes/file-consumer.js'
import { createFakeGitConsumer } from '../fakes/git-consumer.js'
import { createFakeGitRemotes } from '../fakes/git-remotes.js'
import { createFakeHistoryFile, createFakeHistorySeal } from '../fakes/history.js'
import { createFakeLog } from '../fakes/log.js'
import { createFakeNotifier } from '../fakes/notifier.js'
import { createFakeOrganizationIndex } from '../fakes/organization-index.js'
import { createFakePatApi } from '../fakes/pat-api.js'
import { createFakeReminderStore } from '../fakes/reminder-store.js'
import { createFakeRotationJournal } from '../fakes/rotation-journal.js'
import { createFakeSettings } from '../fakes/settings.js'
import { createFakeSignIn } from '../fakes/sign-in.js'
import { createFakeTenantFinder } from '../fakes/tenant-finder.js'
import { createFakeTokenCheck } from '../fakes/token-check.js'
import { createFakeTokenIndex } from '../fakes/token-index.js'
import { createFakeVault } from '../fakes/vault.js'

const usual = { organization: 'contoso', clientId: '11111111-2222-4333-8444-555555555555' }

/** What the core is given of the outside, all of it fakes; signed in as Ada. */
export function createFakeOutside(options: { locked?: readonly (keyof Settings)[] } = {}) {
  const clock = createFakeClock()
  const patApi = createFakePatApi(() => clock.now())
  const vault = createFakeVault()
  return {
    clock,
    patApi,
    log: createFakeLog(),
    settings: createFakeSettings(usual, options.locked),
    index: createFakeTokenIndex(),
    reminderStore: createFakeReminderStore(),
    vault,
    historyFile: createFakeHistoryFile(),
    historySeal: createFakeHistorySeal(vault),
    tokenCheck: createFakeTokenCheck(),
    signIn: createFakeSignIn(patApi.bearer, 'ada@contoso.example'),
    azureCli: createFakeAzureCli(patApi.bearer),
    tenants: createFakeTenantFinder(),
    accountApi: createFakeAccountApi(),
    organizations: createFakeOrganizationIndex(),
    createJournal: createFakeCreateJournal(),
    rotationJournal: createFakeRotationJournal(),
    git: createFakeGitConsumer(),
    remotes: createFakeGitRemotes(),
    files: [createFakeFileConsumer()] as const,
    feeds: createFakeFeedApi(),
    fillSnippet,
    clipboard: createFakeClipboard(),
    clipboardMark: createFakeClipboardMark(),
    notifier: createFakeNotifier(),
    browser: createFakeBrowser()
  }
}

/** What of `Given` is the outside's; the rest is the shell's. */
export type Outside = Pick<Given, Extract<keyof ReturnType<typeof createFakeOutside>, keyof Given>>

/** The core as a start of the app makes it. The system may refuse to start it with the computer. */
export function startCore(outside: Outside, refusesLoginItem = false) {
  const opened: Place[] = []
  const snapshots: AppSnapshot[] = []
  const trays: TrayModel[] = []
  const loginItems: boolean[] = []
  const saved: [name: string, text: string][] = []
  const logged: string[] = []
  const proxyLogin: ProxyLogin = createProxyLogin(() => {
    core.state.publish()
  })
  const core: Core = createCore({
    ...outside,
    proxyLogin,
    facts: {
      version: '0.1.0',
      practice: false,
      platform: 'linux',
      desktop: 'KDE',
      computer: 'LAPTOP-7',
      tray: () => 'shown',
      zone: () => 'UTC'
    },
    loginItem: {
      set: async (on) => {
        if (refusesLoginItem) throw new Error('refused')
        loginItems.push(on)
      }
    },
    takePlace: () => null,
    readLog: async () => logged,
    saveText: async (name, text) => {
      saved.push([name, text])
      return true
    },
    chooseFolder: async () => null,
    refusals: () => ({ 'ipc.invalid': 3 }),
    onOpen: (place) => void opened.push(place)
  })
  core.state.subscribe({
    onSnapshot: (snapshot) => void snapshots.push(snapshot),
    onTray: (tray) => void trays.push(tray)
  })
  return { proxyLogin, core, call: core.handlers, opened, snapshots, trays, loginItems, saved, logged }
}

/** The whole core over fakes, signed in as Ada. */
export function createCoreOnFakes(options: { locked?: readonly (keyof Settings)[] } = {}) {
  const outside = createFakeOutside(options)
  return { ...outside, ...startCore(outside) }
}

export const wish: CallInput<'createToken'> = {
  organization: 'contoso',
  name: 'Push code',
  scopes: ['vso.code_write'],
  validTo: '2027-01-20T12:00:00.000Z',
  engine: 'sign-in'
}

/** Rejections are compared by code. */
export const code = (expected: string): { readonly code: string } =>
  // Matched by shape: vitest compares errors by message otherwise.
  ({ code: expected })

export const locked = (): AppFailure => new AppFailure('vault-locked')
