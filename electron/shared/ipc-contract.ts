import { z } from 'zod'
import { errorCodes } from './error-codes.js'
import type { Result } from './error-codes.js'
import type {
  AppSnapshot,
  GitHandedOver,
  GitPlan,
  OrganizationsFound,
  Place,
  RevokeReport,
  SettingsView,
  StopExplanation,
  TokenMade,
  WaysView
} from './view.js'

/*
 * The one contract of the bridge. It derives the handlers (`app/ipc-router.ts`), the page's bridge
 * (`preload.ts`, `renderer/bridge.ts`) and the test double. Both directions are checked at run time: a field
 * that an output schema does not name never leaves the main process.
 */

/** A name, or the address of a Server's collection (`site.ts`). */
const organization = z.string().min(1).max(300)
const tokenId = z.string().min(1).max(100)
const instant = z.iso.datetime()
const scopes = z
  .array(z.string().regex(/^[a-z_.]{1,60}$/i))
  .min(1)
  .max(120)
const name = z.string().min(1).max(255)
const nothing = z.null()

const appError = z.object({
  code: z.enum(errorCodes),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
})

const tokenView = z.object({
  id: z.string(),
  name: z.string(),
  organization: z.string(),
  scopes: z.array(z.string()),
  origin: z.enum(['api', 'assisted', 'elsewhere']),
  createdAt: instant,
  validTo: instant.nullable(),
  requestedValidTo: instant.nullable(),
  state: z.enum(['active', 'ending-soon', 'expired', 'revoked']),
  kept: z.enum(['keychain', 'memory', 'nowhere']),
  usedByGit: z.boolean(),
  revokeFailed: z.boolean(),
  allOrganizations: z.boolean(),
  stray: z.boolean(),
  account: z.string().nullable()
})

const apiEngine = z.enum(['sign-in', 'azure-cli'])
const engine = z.enum(['sign-in', 'azure-cli', 'assisted'])

const theme = z.enum(['system', 'light', 'dark', 'high-contrast'])

const minuteOfDay = z.int().min(0).max(1439)
const quietHours = z.object({ from: minuteOfDay, to: minuteOfDay }).nullable()
const leadDays = z.array(z.int().min(1).max(365)).max(10)

const settings = z.object({
  organization: z.string(),
  clientId: z.string(),
  tenant: z.string(),
  remindersOn: z.boolean(),
  quietHours,
  leadDays,
  theme,
  launchAtLogin: z.boolean(),
  gitProgram: z.string(),
  azureCliProgram: z.string(),
  lockedByAdministrator: z.array(z.string())
}) satisfies z.ZodType<SettingsView>

const settingsChange = z
  .object({
    organization: z.string().max(300),
    clientId: z.union([z.literal(''), z.guid()]),
    tenant: z.string().max(100),
    remindersOn: z.boolean(),
    quietHours,
    leadDays,
    theme,
    launchAtLogin: z.boolean(),
    gitProgram: z.string().max(1000),
    azureCliProgram: z.string().max(1000)
  })
  .partial()

const snapshot = z.object({
  version: z.string(),
  practice: z.boolean(),
  platform: z.enum(['linux', 'darwin', 'win32']),
  computer: z.string(),
  tray: z.enum(['shown', 'not-available']),
  vault: z.enum(['ready', 'no-service', 'locked', 'unknown']),
  settings,
  reminders: z.object({
    pausedUntil: instant.nullable(),
    muted: z.array(z.string()),
    leadDays: z.record(z.string(), leadDays)
  }),
  tokens: z.array(tokenView),
  accounts: z.array(z.string()),
  organizations: z.array(
    z.object({ organization: z.string(), engine: engine.nullable(), account: z.string().nullable() })
  ),
  deviceCode: z.object({ userCode: z.string(), address: z.string(), expiresAt: instant }).nullable(),
  waiting: z.object({ why: z.enum(['rate-limited', 'service-unavailable']), until: instant }).nullable(),
  clipboard: z.object({ tokenId: z.string(), clearsAt: instant }).nullable(),
  proxyLogin: z.object({ host: z.string(), realm: z.string() }).nullable(),
  startNotices: z.array(z.enum(['settings-set-aside', 'tokens-set-aside', 'administrator-file-unreadable']))
}) satisfies z.ZodType<AppSnapshot>

const tokenMade = z.object({
  tokenId,
  kept: z.enum(['keychain', 'memory', 'nowhere']),
  keepError: appError.nullable(),
  requestedValidTo: instant.nullable(),
  validTo: instant.nullable(),
  account: z.string().nullable(),
  looksLikeToken: z.boolean()
}) satisfies z.ZodType<TokenMade>

const ways = z.object({
  backing: z.enum(['entra', 'microsoft-account', 'server', 'unknown']),
  proposed: engine,
  reason: z.enum([
    'signed-in',
    'own-app',
    'azure-cli-signed-in',
    'microsoft-account',
    'server',
    'consent-was-needed',
    'nothing-else'
  ]),
  ways: z.array(
    z.object({
      engine,
      state: z.enum(['ready', 'asks', 'not-possible']),
      account: z.string().nullable(),
      obstacle: appError.nullable()
    })
  ),
  gitNeedsNoToken: z.boolean()
}) satisfies z.ZodType<WaysView>

const organizationsFound = z.object({
  organizations: z.array(z.object({ organization: z.string(), account: z.string() })),
  failures: z.array(z.object({ account: z.string(), error: appError }))
}) satisfies z.ZodType<OrganizationsFound>

const stopCause = z.enum([
  'works',
  'expired',
  'revoked',
  'all-organizations-ended',
  'lacks-scope',
  'inactive',
  'policy',
  'network',
  'git-erased',
  'not-kept',
  'cannot-tell'
])

const stopExplanation = z.object({
  cause: stopCause,
  sure: z.enum(['service', 'this-computer', 'likely']),
  possible: z.array(stopCause),
  error: appError.nullable()
}) satisfies z.ZodType<StopExplanation>

const gitPlan = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), helper: z.string() }),
  z.object({ kind: z.literal('plain-text'), helper: z.string(), file: z.string() }),
  z.object({
    kind: z.literal('no-helper'),
    proposal: z.object({
      helper: z.string(),
      installed: z.boolean(),
      commands: z.array(z.string())
    })
  }),
  z.object({ kind: z.literal('needs-no-token') }),
  z.object({ kind: z.literal('git-missing') })
]) satisfies z.ZodType<GitPlan>

const gitHandedOver = z.object({
  helper: z.string(),
  filled: z.literal(true),
  readRepository: z.string().nullable()
}) satisfies z.ZodType<GitHandedOver>

const revokeStep = z.discriminatedUnion('state', [
  z.object({ state: z.literal('done') }),
  z.object({ state: z.literal('not-needed') }),
  z.object({ state: z.literal('by-hand') }),
  z.object({ state: z.literal('failed'), error: appError })
])

const revokeReport = z.object({
  service: revokeStep,
  git: revokeStep,
  keychain: revokeStep
}) satisfies z.ZodType<RevokeReport>

const place = z.discriminatedUnion('to', [
  z.object({ to: z.literal('tokens'), tokenId: tokenId.optional() }),
  z.object({ to: z.literal('new-token'), like: tokenId.optional() }),
  z.object({ to: z.literal('settings') })
]) satisfies z.ZodType<Place>

const draft = z.object({ organization, name, scopes })

/** Every call: a verb of the domain, its input and its output. */
export const calls = {
  getSnapshot: { input: nothing, output: snapshot },
  /** Where the window was asked to go before the page was there; answered once. */
  takePlace: { input: nothing, output: place.nullable() },
  /** Finds the organization's tenant and which ways lead to a token of it. */
  findWays: { input: z.object({ organization }), output: ways },
  /** The organizations that the signed-in accounts can reach. */
  listOrganizations: { input: nothing, output: organizationsFound },
  /** In the system browser, or with `device` by a code that is entered on another device. */
  signIn: {
    input: z.object({ organization, device: z.boolean() }),
    output: z.object({ account: z.string() })
  },
  cancelSignIn: { input: nothing, output: nothing },
  signOut: { input: nothing, output: nothing },
  createToken: { input: draft.extend({ validTo: instant, engine: apiEngine }), output: tokenMade },
  /** Waits no longer; what may have been made meanwhile is looked for and shown under Tokens. */
  cancelCreate: { input: nothing, output: nothing },
  openTokenPage: { input: z.object({ organization }), output: nothing },
  /** Puts a value to fill in, or a text to send, on the clipboard: a name, a date, words for an administrator. */
  copyValue: { input: z.object({ value: z.string().min(1).max(6000) }), output: nothing },
  /** Main reads the clipboard, checks the token with the service, keeps it and clears the clipboard. */
  pasteToken: {
    /** `anyway`: the person was warned that it does not look like a token. */
    input: draft.extend({ validTo: instant.nullable(), anyway: z.boolean() }),
    output: tokenMade
  },
  /** The end that the token page shows for a pasted token; null where it is not known. */
  setTokenEnd: { input: z.object({ tokenId, validTo: instant.nullable() }), output: nothing },
  /** Asks with the token itself, then the service's list, why it does not work. */
  explainStop: { input: z.object({ tokenId }), output: stopExplanation },
  keepToken: { input: z.object({ tokenId }), output: nothing },
  copyToken: { input: z.object({ tokenId }), output: z.object({ clearsAt: instant }) },
  clearClipboard: { input: nothing, output: nothing },
  planGit: { input: z.object({ tokenId }), output: gitPlan },
  useForGit: {
    input: z.object({ tokenId, allowPlainText: z.boolean(), setUpHelper: z.boolean() }),
    output: gitHandedOver
  },
  revokeToken: { input: z.object({ tokenId }), output: revokeReport },
  /** Takes a token that is over, or was revoked, off the list and erases our copies. */
  forgetToken: { input: z.object({ tokenId }), output: nothing },
  refreshTokens: { input: nothing, output: nothing },
  /** The reminder of this token's end comes once more then. */
  remindAgain: {
    input: z.object({ tokenId, when: z.enum(['hour', 'tomorrow-morning', 'three-days']) }),
    output: nothing
  },
  /** What is named, for one token; `leadDays` null: as in the settings. */
  changeReminders: {
    input: z.object({ tokenId, muted: z.boolean().optional(), leadDays: leadDays.nullable().optional() }),
    output: nothing
  },
  changeSettings: { input: settingsChange, output: nothing },
  answerProxyLogin: {
    input: z.object({ username: z.string().max(255), password: z.string().max(1024) }).nullable(),
    output: nothing
  },
  /** Opens one of the pages that the app names; addresses never come from the page. */
  openHelp: {
    input: z.object({
      topic: z.enum(['linux-tray', 'keychain', 'git-helper', 'entra-app', 'token-policies', 'azure-cli'])
    }),
    output: nothing
  }
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export const events = {
  snapshot,
  goTo: place
} as const

export type CallName = keyof typeof calls
export type CallInput<N extends CallName> = z.output<(typeof calls)[N]['input']>
export type CallOutput<N extends CallName> = z.output<(typeof calls)[N]['output']>
export type EventName = keyof typeof events
export type EventValue<N extends EventName> = z.output<(typeof events)[N]>

/** What main implements: one function for each call. */
export type CallHandlers = {
  readonly [N in CallName]: (input: CallInput<N>) => Promise<CallOutput<N>>
}

/** What the page gets as `window.tokenTray`. */
export interface TokenTrayBridge {
  invoke<N extends CallName>(call: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>
  /** Calls the listener for each event and gives back its remover. */
  on<N extends EventName>(event: N, listener: (value: EventValue<N>) => void): () => void
}
