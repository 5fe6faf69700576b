import type { AccountApi, FeedApi, PatApi, TokenCheck } from './azure-devops.js'
import type { Clock } from './clock.js'
import type { Browser, Clipboard, LoginItem, Notifier } from './desktop.js'
import type { FileConsumer, FillSnippet } from './files.js'
import type { GitConsumer, GitRemotes } from './git.js'
import type { HistoryFile, HistorySeal } from './history.js'
import type { Vault } from './keychain.js'
import type { Log } from './log.js'
import type { SettingsStore } from './settings.js'
import type { AzureCli, SignIn, TenantFinder } from './sign-in.js'
import type {
  ClipboardMark,
  CreateJournal,
  OrganizationIndex,
  ReminderStore,
  RotationJournal,
  TokenIndex
} from './stores.js'

/**
 * All that the app does to the outside. Adapters implement these ports; services see nothing else. Every method
 * rejects with an `AppFailure` for what is expected to go wrong, and with anything else for a bug.
 */
export interface Outside {
  readonly clock: Clock
  readonly log: Log
  readonly index: TokenIndex
  readonly organizations: OrganizationIndex
  readonly createJournal: CreateJournal
  readonly rotationJournal: RotationJournal
  readonly reminderStore: ReminderStore
  readonly historyFile: HistoryFile
  readonly historySeal: HistorySeal
  readonly settings: SettingsStore
  readonly vault: Vault
  readonly browser: Browser
  readonly patApi: PatApi
  readonly accountApi: AccountApi
  readonly tokenCheck: TokenCheck
  readonly tenants: TenantFinder
  readonly signIn: SignIn
  readonly azureCli: AzureCli
  readonly files: readonly FileConsumer[]
  readonly feeds: FeedApi
  readonly fillSnippet: FillSnippet
  readonly git: GitConsumer
  readonly remotes: GitRemotes
  readonly clipboard: Clipboard
  readonly clipboardMark: ClipboardMark
  readonly notifier: Notifier
  readonly loginItem: LoginItem
}
