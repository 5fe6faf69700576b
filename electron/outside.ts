import path from 'node:path'
import { createAccountApi } from './adapters/azure-devops/account-api.js'
import { createPatApi } from './adapters/azure-devops/pat-api.js'
import { createTokenCheck } from './adapters/azure-devops/token-check.js'
import { createFeedApi } from './adapters/azure-devops/feed-api.js'
import { createFileConsumers } from './adapters/consumers/file-consumers.js'
import { createGitConsumer } from './adapters/consumers/git-consumer.js'
import { createGitRemotes } from './adapters/consumers/git-remotes.js'
import { fillSnippet } from './adapters/consumers/snippet-text.js'
import { createBrowser } from './adapters/desktop/browser.js'
import { createClipboard } from './adapters/desktop/clipboard.js'
import { systemClock as clock } from './adapters/desktop/clock.js'
import { createLoginItem } from './adapters/desktop/login-item.js'
import { createNotifier } from './adapters/desktop/notifier.js'
import { createTenantFinder } from './adapters/entra/authority.js'
import { createAzureCli } from './adapters/entra/azure-cli.js'
import { createMsalSignIn } from './adapters/entra/msal-sign-in.js'
import { isServiceAddress } from './adapters/network/host-allow-list.js'
import { createHttp, type HttpDeps } from './adapters/network/http.js'
import { createClipboardMark } from './adapters/store/clipboard-mark.js'
import { createCreateJournal } from './adapters/store/create-journal.js'
import { createHistoryFile } from './adapters/store/history.js'
import { createOrganizationIndex } from './adapters/store/organization-index.js'
import { createRotationJournal } from './adapters/store/rotation-journal.js'
import { createReminderStore } from './adapters/store/reminder-store.js'
import { createSettingsStore } from './adapters/store/settings-store.js'
import { createTokenIndex } from './adapters/store/token-index.js'
import { createEncryptedFile } from './adapters/vault/encrypted-file.js'
import { createHistorySeal } from './adapters/vault/history-seal.js'
import { createKeychainVault } from './adapters/vault/keychain-vault.js'
import { launchVaultWorker } from './adapters/vault/vault-process.js'
import type { Profile } from './app/profile.js'
import type { Log } from './services/ports/log.js'

interface OutsideDeps extends HttpDeps {
  /** The folder of our own files. */
  readonly folder: string
  readonly profile: Profile
  /** The folder in which the system keeps the configuration of programs. */
  readonly configHome: string
  readonly icon: string
  /** The code of the keychain's process. */
  readonly vaultWorker: string
  readonly log: Log
}

/** Every port of `services/ports/outside.ts` with its real adapter, in the order in which they need each other. */
export function createOutside(deps: OutsideDeps) {
  const { folder, profile, log } = deps
  const { platform } = process
  const { administratorFile, keychainService: service, childEnvironment: environment } = profile
  const index = createTokenIndex(folder)
  const organizations = createOrganizationIndex(folder)
  const createJournal = createCreateJournal(folder)
  const vault = createKeychainVault({
    service,
    launch: () => launchVaultWorker(deps.vaultWorker),
    platform,
    clock,
    log
  })
  const cache = createEncryptedFile({
    file: path.join(folder, 'sign-in.bin'),
    vault,
    key: { label: 'Sign-in' },
    log
  })
  const settings = createSettingsStore({
    folder,
    administratorFile,
    hasUnwrittenElsewhere: () => cache.isUnwritten(),
    log
  })
  const http = createHttp(deps)
  const browser = createBrowser({ isServiceAddress })
  const tokenCheck = createTokenCheck(http)
  const configuration = () => settings.read()
  const gitProgram = { platform, environment, program: () => settings.read().gitProgram }
  return {
    clock,
    log,
    index,
    organizations,
    createJournal,
    rotationJournal: createRotationJournal(folder),
    reminderStore: createReminderStore(folder),
    historyFile: createHistoryFile(folder),
    historySeal: createHistorySeal(vault),
    settings,
    vault,
    browser,
    patApi: createPatApi(http),
    accountApi: createAccountApi(http),
    tokenCheck,
    tenants: createTenantFinder({ http, organizations, clock }),
    signIn: createMsalSignIn({ http, browser, cache, clock, log, configuration }),
    azureCli: createAzureCli({ platform, environment, program: () => settings.read().azureCliProgram, log }),
    files: createFileConsumers({ platform, environment, http, tokenCheck }),
    feeds: createFeedApi(http),
    fillSnippet,
    git: createGitConsumer(gitProgram),
    remotes: createGitRemotes(gitProgram),
    clipboard: createClipboard(platform),
    clipboardMark: createClipboardMark(folder),
    notifier: createNotifier(deps.icon, platform),
    loginItem: createLoginItem(deps.configHome)
  }
}
