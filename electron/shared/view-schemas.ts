import { z } from 'zod'
import { consumerKindNames, fileConsumerKinds, foundKinds, snippetTools } from './consumer-view.js'
import type {
  FoundUse,
  RemovalItem,
  RemovalReport,
  SnippetView,
  UsePlace,
  UsesFound,
  UseView
} from './consumer-view.js'
import { errorCodes } from './error-codes.js'
import type { AppError } from './error-codes.js'
import { rotationNeeds, rotationSteps } from './rotation-view.js'
import type { RotationView } from './rotation-view.js'
import { clipboardTimes, startNotices } from './view.js'
import type {
  AppSnapshot,
  GitHandedOver,
  GitPlan,
  OrganizationsFound,
  Place,
  RevokeReport,
  SettingsView,
  StopExplanation,
  TokenChanged,
  TokenMade,
  TokenView,
  WaysView
} from './view.js'

/* What crosses the bridge, as schemas. A field that is not named here never leaves the main process. */

/** A name, or the address of a Server's collection (`site.ts`). */
export const organization = z.string().min(1).max(300)
export const tokenId = z.string().min(1).max(100)
export const instant = z.iso.datetime()
export const scopes = z
  .array(z.string().regex(/^[a-z_.]{1,60}$/i))
  .min(1)
  .max(120)
export const name = z.string().min(1).max(255)
export const nothing = z.null()

export const appError = z.object({
  code: z.enum(errorCodes),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
}) satisfies z.ZodType<AppError>

export const fileConsumerKind = z.enum(fileConsumerKinds)

export const useView = z.object({
  id: z.string(),
  kind: z.enum(consumerKindNames),
  name: z.string(),
  entry: z.string(),
  link: z.string(),
  note: z.string(),
  plainText: z.boolean()
}) satisfies z.ZodType<UseView>

export const foundUse = z.object({
  kind: z.enum(foundKinds),
  file: z.string(),
  entry: z.string(),
  organization: z.string().nullable(),
  holds: z.discriminatedUnion('what', [
    z.object({ what: z.literal('token'), tokenId }),
    z.object({ what: z.literal('stranger') }),
    z.object({ what: z.literal('nothing') })
  ]),
  drifted: z.string().nullable()
}) satisfies z.ZodType<FoundUse>

export const usesFound = z.object({
  found: z.array(foundUse),
  unreadable: z.array(z.object({ kind: z.enum(foundKinds), file: z.string(), line: z.int().nullable() })),
  looked: z.array(z.string())
}) satisfies z.ZodType<UsesFound>

export const usePlace = z.object({
  kind: fileConsumerKind,
  file: z.string(),
  entry: z.string(),
  now: z.enum(['nothing', 'this', 'another', 'other-kind'])
}) satisfies z.ZodType<UsePlace>

export const snippetTool = z.enum(snippetTools)

export const snippetView = z.object({
  tool: snippetTool,
  feed: z.string(),
  place: z.string(),
  text: z.string(),
  encoding: z.string(),
  setup: z.object({ place: z.string(), text: z.string() }).nullable()
}) satisfies z.ZodType<SnippetView>

export const removalItem = z.object({
  id: z.string(),
  what: z.enum(['file', 'git', 'keychain', 'sign-in', 'login-item']),
  name: z.string()
}) satisfies z.ZodType<RemovalItem>

export const removalReport = z.object({
  done: z.array(removalItem.extend({ kept: z.string().nullable() })),
  failed: z.array(z.object({ item: removalItem, error: appError }))
}) satisfies z.ZodType<RemovalReport>

export const rotationView = z.object({
  tokenId,
  successorId: z.string().nullable(),
  step: z.enum(rotationSteps),
  startedAt: instant,
  automatic: z.boolean(),
  back: z.boolean(),
  uses: z.array(
    z.object({
      useId: z.string(),
      state: z.enum(['old', 'written', 'proven', 'ticked', 'failed']),
      error: appError.nullable()
    })
  ),
  graceUntil: instant.nullable(),
  stopped: appError.nullable(),
  needs: z.enum(rotationNeeds).nullable()
}) satisfies z.ZodType<RotationView>

export const tokenChanged = z.object({
  validTo: instant.nullable(),
  requestedValidTo: instant.nullable(),
  gitHasOldEnd: z.boolean()
}) satisfies z.ZodType<TokenChanged>

export const tokenView = z.object({
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
  account: z.string().nullable(),
  uses: z.array(useView),
  end: z.object({
    at: instant.nullable(),
    reason: z.enum(['valid-to', 'inactivity', 'all-organizations', 'revoked', 'not-known']),
    sure: z.enum(['known', 'likely', 'unknown']),
    helps: z.enum(['extend', 'renew', 'sign-in', 'replace']).nullable(),
    extendableTo: instant.nullable()
  }),
  autoRenew: z.boolean(),
  successor: z.string().nullable()
}) satisfies z.ZodType<TokenView>

export const apiEngine = z.enum(['sign-in', 'azure-cli'])
export const engine = z.enum(['sign-in', 'azure-cli', 'assisted'])

export const theme = z.enum(['system', 'light', 'dark', 'high-contrast'])

export const minuteOfDay = z.int().min(0).max(1439)
export const quietHours = z.object({ from: minuteOfDay, to: minuteOfDay }).nullable()
export const leadDays = z.array(z.int().min(1).max(365)).max(10)
export const graceHours = z.int().min(0).max(720)
export const renewDays = z.int().min(1).max(90)
export const clipboardSeconds = z.literal(clipboardTimes)

export const settings = z.object({
  organization: z.string(),
  clientId: z.string(),
  tenant: z.string(),
  remindersOn: z.boolean(),
  quietHours,
  leadDays,
  graceHours,
  renewDays,
  clipboardSeconds,
  theme,
  launchAtLogin: z.boolean(),
  gitProgram: z.string(),
  azureCliProgram: z.string(),
  lockedByAdministrator: z.array(z.string())
}) satisfies z.ZodType<SettingsView>

export const settingsChange = z
  .object({
    organization: z.string().max(300),
    clientId: z.union([z.literal(''), z.guid()]),
    tenant: z.string().max(100),
    remindersOn: z.boolean(),
    quietHours,
    leadDays,
    graceHours,
    renewDays,
    clipboardSeconds,
    theme,
    launchAtLogin: z.boolean(),
    gitProgram: z.string().max(1000),
    azureCliProgram: z.string().max(1000)
  })
  .partial()

export const snapshot = z.object({
  version: z.string(),
  practice: z.boolean(),
  platform: z.enum(['linux', 'darwin', 'win32']),
  computer: z.string(),
  tray: z.enum(['shown', 'not-available']),
  vault: z.enum(['ready', 'no-service', 'locked', 'no-answer', 'unknown']),
  settings,
  reminders: z.object({
    pausedUntil: instant.nullable(),
    muted: z.array(z.string()),
    leadDays: z.record(z.string(), leadDays)
  }),
  tokens: z.array(tokenView),
  rotations: z.array(rotationView),
  listedAt: z.record(z.string(), instant),
  accounts: z.array(z.string()),
  organizations: z.array(
    z.object({ organization: z.string(), engine: engine.nullable(), account: z.string().nullable() })
  ),
  deviceCode: z.object({ userCode: z.string(), address: z.string(), expiresAt: instant }).nullable(),
  signInAddress: z.string().nullable(),
  waiting: z.object({ why: z.enum(['rate-limited', 'service-unavailable']), until: instant }).nullable(),
  clipboard: z
    .object({ tokenId: z.string(), clearsAt: instant, needsFocus: z.boolean(), concealed: z.boolean() })
    .nullable(),
  proxyLogin: z.object({ host: z.string(), realm: z.string() }).nullable(),
  startNotices: z.array(z.enum(startNotices))
}) satisfies z.ZodType<AppSnapshot>

export const tokenMade = z.object({
  tokenId,
  kept: z.enum(['keychain', 'memory', 'nowhere']),
  keepError: appError.nullable(),
  requestedValidTo: instant.nullable(),
  validTo: instant.nullable(),
  account: z.string().nullable(),
  looksLikeToken: z.boolean()
}) satisfies z.ZodType<TokenMade>

export const ways = z.object({
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

export const organizationsFound = z.object({
  organizations: z.array(z.object({ organization: z.string(), account: z.string() })),
  failures: z.array(z.object({ account: z.string(), error: appError }))
}) satisfies z.ZodType<OrganizationsFound>

export const stopCause = z.enum([
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

export const stopExplanation = z.object({
  cause: stopCause,
  sure: z.enum(['service', 'this-computer', 'likely']),
  possible: z.array(stopCause),
  error: appError.nullable()
}) satisfies z.ZodType<StopExplanation>

export const gitPlan = z.discriminatedUnion('kind', [
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

export const gitHandedOver = z.object({
  helper: z.string(),
  filled: z.literal(true),
  readRepository: z.string().nullable()
}) satisfies z.ZodType<GitHandedOver>

export const revokeStep = z.discriminatedUnion('state', [
  z.object({ state: z.literal('done') }),
  z.object({ state: z.literal('not-needed') }),
  z.object({ state: z.literal('by-hand') }),
  z.object({ state: z.literal('failed'), error: appError })
])

export const revokeReport = z.object({
  service: revokeStep,
  git: revokeStep,
  files: revokeStep,
  keychain: revokeStep
}) satisfies z.ZodType<RevokeReport>

export const place = z.discriminatedUnion('to', [
  z.object({ to: z.literal('tokens'), tokenId: tokenId.optional() }),
  z.object({ to: z.literal('new-token'), like: tokenId.optional() }),
  z.object({ to: z.literal('settings') })
]) satisfies z.ZodType<Place>
