import { z } from 'zod'
import { errorCodes } from './error-codes.js'
import type { Result } from './error-codes.js'
import type {
  AppSnapshot,
  GitHandedOver,
  GitPlan,
  Place,
  RevokeReport,
  SettingsView,
  TokenMade
} from './view.js'

/*
 * The one contract of the bridge. It derives the handlers (`app/ipc-router.ts`), the page's bridge
 * (`preload.ts`, `renderer/bridge.ts`) and the test double. Both directions are checked at run time: a field
 * that an output schema does not name never leaves the main process.
 */

const organization = z.string().min(1).max(50)
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
  origin: z.enum(['api', 'assisted']),
  validTo: instant.nullable(),
  requestedValidTo: instant.nullable(),
  state: z.enum(['active', 'ending-soon', 'expired', 'revoked']),
  kept: z.enum(['keychain', 'memory', 'nowhere']),
  usedByGit: z.boolean(),
  revokeFailed: z.boolean()
})

const theme = z.enum(['system', 'light', 'dark', 'high-contrast'])

const settings = z.object({
  organization: z.string(),
  clientId: z.string(),
  tenant: z.string(),
  remindersOn: z.boolean(),
  theme,
  launchAtLogin: z.boolean(),
  lockedByAdministrator: z.array(z.string())
}) satisfies z.ZodType<SettingsView>

const settingsChange = z
  .object({
    organization: z.string().max(50),
    clientId: z.union([z.literal(''), z.guid()]),
    tenant: z.string().max(100),
    remindersOn: z.boolean(),
    theme,
    launchAtLogin: z.boolean()
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
  tokens: z.array(tokenView),
  account: z.string().nullable(),
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
  z.object({ to: z.literal('new-token') }),
  z.object({ to: z.literal('settings') })
]) satisfies z.ZodType<Place>

const draft = z.object({ organization, name, scopes })

/** Every call: a verb of the domain, its input and its output. */
export const calls = {
  getSnapshot: { input: nothing, output: snapshot },
  /** Where the window was asked to go before the page was there; answered once. */
  takePlace: { input: nothing, output: place.nullable() },
  signIn: { input: z.object({ organization }), output: z.object({ account: z.string() }) },
  cancelSignIn: { input: nothing, output: nothing },
  signOut: { input: nothing, output: nothing },
  createToken: { input: draft.extend({ validTo: instant }), output: tokenMade },
  openTokenPage: { input: z.object({ organization }), output: nothing },
  /** Puts a value to fill in by hand on the clipboard: a name, a date, a scope. */
  copyValue: { input: z.object({ value: z.string().min(1).max(255) }), output: nothing },
  /** Main reads the clipboard, checks the token with the service, keeps it and clears the clipboard. */
  pasteToken: { input: draft.extend({ validTo: instant.nullable() }), output: tokenMade },
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
  changeSettings: { input: settingsChange, output: nothing },
  answerProxyLogin: {
    input: z.object({ username: z.string().max(255), password: z.string().max(1024) }).nullable(),
    output: nothing
  },
  /** Opens one of the pages that the app names; addresses never come from the page. */
  openHelp: {
    input: z.object({ topic: z.enum(['linux-tray', 'keychain', 'git-helper', 'entra-app']) }),
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
