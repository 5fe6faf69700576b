import { AppFailure } from '../../electron/domain/app-failure.js'
import type { Secret } from '../../electron/domain/secret.js'
import type { TokenRecord } from '../../electron/domain/token.js'
import type { TrayModel } from '../../electron/domain/tray-model.js'
import { createCore } from '../../electron/services/core.js'
import type { Core } from '../../electron/services/core.js'
import type {
  GitConsumer,
  GitOrder,
  Settings,
  SettingsStore,
  TokenIndex,
  Vault
} from '../../electron/services/ports.js'
import { createProxyLogin } from '../../electron/services/proxy-login.js'
import type { ProxyLogin } from '../../electron/services/proxy-login.js'
import type { AppSnapshot, Place } from '../../electron/shared/view.js'
import { createFakeBrowser } from '../fakes/browser.js'
import { createFakeClipboard } from '../fakes/clipboard.js'
import { createFakeClock } from '../fakes/clock.js'
import { createFakeLog } from '../fakes/log.js'
import { createFakeNotifier } from '../fakes/notifier.js'
import { createFakePatApi } from '../fakes/pat-api.js'
import { createFakeSignIn } from '../fakes/sign-in.js'
import { createFakeTokenCheck } from '../fakes/token-check.js'

/** A keychain in memory that can be locked. */
export interface MemoryVault extends Vault {
  readonly entries: Map<string, Secret>
  problem: AppFailure | null
}

function createMemoryVault(): MemoryVault {
  const entries = new Map<string, Secret>()
  const open = (): void => {
    if (vault.problem !== null) throw vault.problem
  }
  const vault: MemoryVault = {
    entries,
    problem: null,
    state: async () => (vault.problem === null ? 'ready' : 'locked'),
    get: async ({ label }) => {
      open()
      return entries.get(label) ?? null
    },
    put: async ({ label }, secret) => {
      open()
      entries.set(label, secret)
    },
    delete: async ({ label }) => {
      open()
      entries.delete(label)
    }
  }
  return vault
}

export interface MemoryIndex extends TokenIndex {
  /** Saving throws this until it is null again: a full disk. */
  full: Error | null
}

function createMemoryIndex(): MemoryIndex {
  const records = new Map<string, TokenRecord>()
  const index: MemoryIndex = {
    full: null,
    all: () => [...records.values()],
    save: (record) => {
      if (index.full !== null) throw index.full
      records.set(record.id, record)
    },
    remove: (id) => void records.delete(id)
  }
  return index
}

export interface MemoryGit extends GitConsumer {
  readonly given: GitOrder[]
  /** What Git's helpers hold for each organization. */
  readonly held: Map<string, Secret>
  problem: AppFailure | null
}

function createMemoryGit(): MemoryGit {
  const git: MemoryGit = {
    given: [],
    held: new Map(),
    problem: null,
    plan: async () => ({ kind: 'ready', helper: 'libsecret' }),
    write: async (order) => {
      if (git.problem !== null) throw git.problem
      git.given.push(order)
      git.held.set(order.organization, order.token)
      return {
        helper: 'libsecret',
        filled: true,
        readRepository: order.repository,
        // Set up for the first token; the next one finds it there.
        mark: { helper: 'libsecret', configured: git.given.length === 1 ? ['credential.helper'] : [] }
      }
    },
    erase: async (organization, token) => {
      if (git.problem !== null) throw git.problem
      if (git.held.get(organization)?.equals(token) !== true) return 'missing'
      git.held.delete(organization)
      return 'erased'
    }
  }
  return git
}

const usualSettings: Settings = {
  organization: 'contoso',
  clientId: '11111111-2222-4333-8444-555555555555',
  tenant: '',
  remindersOn: true,
  theme: 'system',
  launchAtLogin: false
}

function createMemorySettings(locked: readonly (keyof Settings)[]): SettingsStore {
  let settings = usualSettings
  return {
    read: () => settings,
    lockedByAdministrator: () => locked,
    change: (change) => {
      const own = Object.entries(change).filter(([name]) => !locked.some((one) => one === name))
      settings = { ...settings, ...Object.fromEntries(own) }
    },
    notices: () => []
  }
}

/** A record as the index has it; what a test is about is given. */
export const recordOf = (some: Partial<TokenRecord> = {}): TokenRecord => ({
  id: '4ab5764f-4193-4f1d-b995-64144880b7d7',
  name: 'Push code',
  organization: 'contoso',
  scopes: ['vso.code_write'],
  origin: 'api',
  createdAt: '2026-11-01T00:00:00.000Z',
  validTo: '2027-01-20T12:00:00.000Z',
  requestedValidTo: null,
  inVault: false,
  git: null,
  revokedAt: null,
  revokeLeft: [],
  remindedOf: null,
  ...some
})

/** The whole core over fakes, signed in as Ada unless told otherwise. */
export function createCoreOnFakes(options: { locked?: readonly (keyof Settings)[] } = {}) {
  const clock = createFakeClock()
  const patApi = createFakePatApi(() => clock.now())
  const opened: Place[] = []
  const snapshots: AppSnapshot[] = []
  const trays: TrayModel[] = []
  const loginItems: boolean[] = []
  const parts = {
    clock,
    patApi,
    log: createFakeLog(),
    settings: createMemorySettings(options.locked ?? []),
    index: createMemoryIndex(),
    vault: createMemoryVault(),
    tokenCheck: createFakeTokenCheck(),
    signIn: createFakeSignIn(patApi.bearer, 'ada@contoso.example'),
    git: createMemoryGit(),
    clipboard: createFakeClipboard(),
    notifier: createFakeNotifier(),
    browser: createFakeBrowser()
  }
  const proxyLogin: ProxyLogin = createProxyLogin(() => {
    core.state.publish()
  })
  const core: Core = createCore({
    ...parts,
    proxyLogin,
    facts: {
      version: '0.1.0',
      practice: false,
      platform: 'linux',
      computer: 'LAPTOP-7',
      tray: () => 'shown',
      zone: () => 'UTC'
    },
    loginItem: { set: async (on) => void loginItems.push(on) },
    takePlace: () => null,
    onOpen: (place) => void opened.push(place)
  })
  core.state.subscribe({
    onSnapshot: (snapshot) => void snapshots.push(snapshot),
    onTray: (tray) => void trays.push(tray)
  })
  return { ...parts, proxyLogin, core, call: core.handlers, opened, snapshots, trays, loginItems }
}

export const wish = {
  organization: 'contoso',
  name: 'Push code',
  scopes: ['vso.code_write'],
  validTo: '2027-01-20T12:00:00.000Z'
}

/** Rejections are compared by code. */
export const code = (expected: string): { readonly code: string } =>
  // Matched by shape: vitest compares errors by message otherwise.
  ({ code: expected })

export const locked = (): AppFailure => new AppFailure('vault-locked')
