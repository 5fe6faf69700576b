import { effect, effects, startCounting } from './boundary.js'
import { createFeedApi } from '../../../electron/adapters/azure-devops/feed-api.js'
import { createPatApi } from '../../../electron/adapters/azure-devops/pat-api.js'
import { createTokenCheck } from '../../../electron/adapters/azure-devops/token-check.js'
import { createFileConsumers } from '../../../electron/adapters/consumers/file-consumers.js'
import { createGitRemotes } from '../../../electron/adapters/consumers/git-remotes.js'
import { createGitConsumer } from '../../../electron/adapters/consumers/git-consumer.js'
import { fillSnippet } from '../../../electron/adapters/consumers/snippet-text.js'
import { systemClock } from '../../../electron/adapters/desktop/clock.js'
import { runProgram } from '../../../electron/adapters/programs/program.js'
import { Secret } from '../../../electron/domain/secret.js'
import { createCore } from '../../../electron/services/core.js'
import type { Clock } from '../../../electron/services/ports/clock.js'
import type { Http } from '../../../electron/services/ports/http.js'
import { createProxyLogin } from '../../../electron/services/proxy-login.js'
import { createFakeAccountApi } from '../../fakes/account-api.js'
import { createFakeBrowser } from '../../fakes/browser.js'
import { createFakeClipboard } from '../../fakes/clipboard.js'
import { createFakeClipboardMark } from '../../fakes/clipboard-mark.js'
import { createFakeHistoryFile, createFakeHistorySeal } from '../../fakes/history.js'
import { createFakeLog } from '../../fakes/log.js'
import { createFakeNotifier } from '../../fakes/notifier.js'
import { createFakeOrganizationIndex } from '../../fakes/organization-index.js'
import { createFakeReminderStore } from '../../fakes/reminder-store.js'
import { createFakeSettings } from '../../fakes/settings.js'
import { createFakeSignIn } from '../../fakes/sign-in.js'
import { createFakeTenantFinder } from '../../fakes/tenant-finder.js'
import { createFakeVault } from '../../fakes/vault.js'
import { createPracticeClient } from '../../simulator/client.js'
import { createNodeHttp } from '../node-http.js'
import {
  createFileCreateJournal,
  createFileRotationJournal,
  createFileTokenIndex,
  createFileVault
} from './file-stores.js'

/** What the test tells this process, as JSON in its first argument. */
export interface ChildOrder {
  /** `renew`: makes a token, puts it to use, renews it. `recover`: starts after a kill, and lets it end. */
  readonly mode: 'renew' | 'recover'
  readonly killAt: number | null
  /** Where its own files are. */
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  readonly proxy: string
  readonly certificateFile: string
  readonly bearer: string
  readonly name: string
  readonly git: boolean
  readonly graceHours: number
  /** What comes of the grace period: it waits for a line on standard input, passes by itself, or is given up. */
  readonly atGrace: 'wait' | 'pass' | 'abandon'
}

const order = JSON.parse(process.argv[2] ?? '') as ChildOrder
const { folder, environment } = order
const client = createPracticeClient({
  certificateFile: order.certificateFile,
  proxies: { app: order.proxy, browser: order.proxy, tools: order.proxy }
})
const direct = createNodeHttp(client)
const http: Http = {
  send: (request) => effect(`${request.method} ${new URL(request.url).host}`, () => direct.send(request))
}
const changing = ['config --global', 'credential approve', 'credential reject']
const git = createGitConsumer({
  platform: 'linux',
  environment,
  run: (given) => {
    const what = given.args.slice(0, 2).join(' ')
    return changing.includes(what) ? effect(`git ${what}`, () => runProgram(given)) : runProgram(given)
  }
})
let ahead = 0
const clock: Clock = { now: () => Date.now() + ahead, after: (...given) => systemClock.after(...given) }
function passGrace(): void {
  ahead += order.graceHours * 3_600_000
  core.reminders.look()
}
process.stdin.on('data', passGrace)
const bearer = new Secret(order.bearer)
const account = { id: 'az', name: 'developer@contoso.example', tenant: 'contoso' }
const index = createFileTokenIndex(folder)
const rotationJournal = createFileRotationJournal(folder)
const core = createCore({
  facts: {
    ...{ version: '0', practice: true, platform: 'linux', desktop: '', computer: 'here' },
    tray: () => 'not-available',
    zone: () => 'UTC'
  },
  clock,
  log: createFakeLog(),
  settings: createFakeSettings({ graceHours: order.graceHours, remindersOn: false }),
  index,
  rotationJournal,
  reminderStore: createFakeReminderStore(),
  vault: createFileVault(folder),
  patApi: createPatApi(http),
  tokenCheck: createTokenCheck(http),
  signIn: createFakeSignIn(bearer, account.name),
  azureCli: { accounts: async () => [account], bearer: async () => bearer },
  tenants: createFakeTenantFinder(),
  accountApi: createFakeAccountApi(),
  organizations: createFakeOrganizationIndex([{ organization: 'contoso', engine: 'azure-cli', account }]),
  createJournal: createFileCreateJournal(folder),
  git,
  remotes: createGitRemotes({ platform: 'linux', environment }),
  files: createFileConsumers({ platform: 'linux', environment, http, tokenCheck: createTokenCheck(http) }),
  feeds: createFeedApi(http),
  fillSnippet,
  clipboard: createFakeClipboard(),
  clipboardMark: createFakeClipboardMark(),
  notifier: createFakeNotifier(),
  browser: createFakeBrowser(),
  loginItem: { set: async () => undefined },
  proxyLogin: createProxyLogin(() => undefined),
  takePlace: () => null,
  historyFile: createFakeHistoryFile(),
  historySeal: createFakeHistorySeal(createFakeVault()),
  readLog: async () => [],
  saveText: async () => true,
  chooseFolder: async () => null,
  refusals: () => ({}),
  onOpen: () => undefined
})

/** Milliseconds after which a renewal is stuck, on any machine. */
const patience = 300_000

/** Until no rotation is open; one that stopped is gone on with, as a person would. */
async function untilClosed(): Promise<void> {
  let end = performance.now() + patience
  while (rotationJournal.all().length > 0) {
    if (performance.now() > end) throw new Error(`still open: ${JSON.stringify(rotationJournal.all())}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
    const inGrace = rotationJournal.all().find(({ stage }) => stage === 'grace')
    // The test decides how long this one takes, and it has its own limit.
    if (inGrace !== undefined && order.atGrace === 'wait' && ahead === 0) end = performance.now() + patience
    if (inGrace !== undefined && order.atGrace === 'pass' && ahead === 0) passGrace()
    if (inGrace !== undefined && order.atGrace === 'abandon') {
      await effect('giving up', () => core.handlers.abandonRotation({ tokenId: inGrace.tokenId }))
    }
    const stopped = core.state.snapshot().rotations.find((rotation) => rotation.stopped !== null)
    if (stopped !== undefined) await core.handlers.renewToken({ tokenId: stopped.tokenId })
  }
}

if (order.mode === 'renew') {
  const validTo = new Date(Date.now() + 30 * 86_400_000).toISOString()
  const scopes = ['vso.code_write', 'vso.packaging']
  const { tokenId } = await core.handlers.createToken({
    ...{ organization: 'contoso', name: order.name, scopes: [...scopes], validTo, engine: 'azure-cli' }
  })
  for (const kind of ['npmrc', 'netrc'] as const) {
    const place = (await core.handlers.listPlaces({ tokenId })).find((one) => one.kind === kind)
    if (place === undefined) throw new Error(`no place for ${kind}`)
    const { file, entry } = place
    await core.handlers.useAt({ tokenId, kind, file, entry })
  }
  if (order.git) await core.handlers.useForGit({ tokenId, allowPlainText: true, setUpHelper: false })
  startCounting(order.killAt)
  await core.handlers.renewToken({ tokenId })
} else {
  core.start()
}
await untilClosed()
process.stdout.write(`${JSON.stringify(effects())}\n`)
await core.close()
await client.close()
process.exit(0)
