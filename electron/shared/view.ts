import type { UseView } from './consumer-view.js'
import type { AppError } from './error-codes.js'
import type { RotationView } from './rotation-view.js'

/**
 * How a token came to us: made through the API, made by hand on the token page and pasted, or only seen in the
 * service's list.
 */
export type TokenOrigin = 'api' | 'assisted' | 'elsewhere'

/** Who makes a token: this app through the API with one of two logins, or the person on the token page. */
export type ApiEngine = 'sign-in' | 'azure-cli'
export type Engine = ApiEngine | 'assisted'

/** Where the token's value is: in the keychain, only in memory until the app quits, or not with us. */
export type TokenKept = 'keychain' | 'memory' | 'nowhere'

export type TokenState = 'active' | 'ending-soon' | 'expired' | 'revoked'

/** A token as the page may know it: everything but its value. Times are ISO 8601 in UTC. */
export interface TokenView {
  readonly id: string
  readonly name: string
  readonly organization: string
  /** Scope ids, e.g. `vso.code_write`. */
  readonly scopes: readonly string[]
  readonly origin: TokenOrigin
  /** When it was made, or given to us: its life counts from here. */
  readonly createdAt: string
  /** Unknown for a pasted token whose end the person did not tell. */
  readonly validTo: string | null
  /** What was asked for, where it differs from what was granted. */
  readonly requestedValidTo: string | null
  readonly state: TokenState
  readonly kept: TokenKept
  /** Git on this computer was handed this token. */
  readonly usedByGit: boolean
  /** A revoke that did not go through everywhere; offered again. */
  readonly revokeFailed: boolean
  /** A global token: it stops on 2026-12-01 (azure-devops.md 5.2). */
  readonly allOrganizations: boolean
  /** Made by a create whose answer was lost: nobody has its value, so it can only be revoked. */
  readonly stray: boolean
  /** Whose it is, as far as it is known. */
  readonly account: string | null
  /** Where else it is, besides Git: files that we wrote, places that the person told us of. */
  readonly uses: readonly UseView[]
  /** What will stop it. */
  readonly end: TokenEndView
  /** Renewed by itself before it ends. */
  readonly autoRenew: boolean
  /** The token that took this one's place. */
  readonly successor: string | null
}

/** What stops a token, and what helps. */
export interface TokenEndView {
  /** ISO 8601, UTC; null: not known. */
  readonly at: string | null
  readonly reason: 'valid-to' | 'inactivity' | 'all-organizations' | 'revoked' | 'not-known'
  readonly sure: 'known' | 'likely' | 'unknown'
  readonly helps: 'extend' | 'renew' | 'sign-in' | 'replace' | null
  /** The latest end that the service would give it; null when it cannot be moved later. */
  readonly extendableTo: string | null
}

export type Theme = 'system' | 'light' | 'dark' | 'high-contrast'

/** How long a copied token may stay on the clipboard, in seconds. */
export const clipboardTimes = [15, 45, 120] as const
export type ClipboardTime = (typeof clipboardTimes)[number]

/** Settings as the page shows them. `lockedByAdministrator` names those that the machine-wide file sets. */
export interface SettingsView {
  readonly organization: string
  readonly clientId: string
  readonly tenant: string
  readonly remindersOn: boolean
  /** Minutes since midnight on the person's clock; `to` before `from` is on the next day. */
  readonly quietHours: { readonly from: number; readonly to: number } | null
  /** Days before the end. */
  readonly leadDays: readonly number[]
  /** How long the old token lives on beside its successor, in hours; 0: not at all. */
  readonly graceHours: number
  /** A token that renews itself does so this many days before its end, or at a fifth of its life. */
  readonly renewDays: number
  /** Seconds after which a copied token is cleared from the clipboard. */
  readonly clipboardSeconds: ClipboardTime
  readonly theme: Theme
  readonly launchAtLogin: boolean
  /** Full paths that win over the search; empty: searched for. */
  readonly gitProgram: string
  readonly azureCliProgram: string
  readonly lockedByAdministrator: readonly string[]
}

/** What was asked for of reminders of single tokens. */
export interface RemindersView {
  readonly pausedUntil: string | null
  /** Ids of tokens that are not reminded of. */
  readonly muted: readonly string[]
  /** Days before the end, by the token's id, where they are not those of the settings. */
  readonly leadDays: Readonly<Record<string, readonly number[]>>
}

/** An organization that was used before, the way that made its last token, and whose login that was. */
export interface OrganizationView {
  readonly organization: string
  readonly engine: Engine | null
  readonly account: string | null
}

/** `no-answer`: it is there, but hangs or fails. `unknown`: nobody asked it yet. */
export type VaultView = 'ready' | 'no-service' | 'locked' | 'no-answer' | 'unknown'

/** All that the page shows of main's state. Pushed whole on every change. */
export interface AppSnapshot {
  readonly version: string
  readonly practice: boolean
  readonly platform: 'linux' | 'darwin' | 'win32'
  /** This computer's name, for proposing token names. */
  readonly computer: string
  readonly tray: 'shown' | 'not-available'
  readonly vault: VaultView
  readonly settings: SettingsView
  readonly reminders: RemindersView
  readonly tokens: readonly TokenView[]
  /** Renewals that are not over. */
  readonly rotations: readonly RotationView[]
  /** When the service's lists were last read, by organization. ISO 8601, UTC. */
  readonly listedAt: Readonly<Record<string, string>>
  /** Accounts that are signed in with this app's own sign-in, e.g. e-mail addresses. */
  readonly accounts: readonly string[]
  readonly organizations: readonly OrganizationView[]
  /** A sign-in on another device waits for the person to enter this code there. */
  readonly deviceCode: {
    readonly userCode: string
    readonly address: string
    readonly expiresAt: string
  } | null
  /** A sign-in waits for the person at this address, which the browser was asked to open. */
  readonly signInAddress: string | null
  /** The service asked for patience; a request of ours goes on at this time. */
  readonly waiting: { readonly why: 'rate-limited' | 'service-unavailable'; readonly until: string } | null
  /** A token is on the clipboard and will be cleared at this time. */
  readonly clipboard: {
    readonly tokenId: string
    readonly clearsAt: string
    /** It can be cleared only while this app is in front: then, or at the next time it is. */
    readonly needsFocus: boolean
    /** False where the system refused the mark by which clipboard histories leave it out. */
    readonly concealed: boolean
  } | null
  /** The network's proxy asks for a log-in. */
  readonly proxyLogin: { readonly host: string; readonly realm: string } | null
  /** Something was found at start that the person should know, e.g. a settings file that was set aside. */
  readonly startNotices: readonly StartNotice[]
}

/** `…-set-aside`: that file held nothing of ours, so it was renamed and its place is empty. */
export const startNotices = [
  'settings-set-aside',
  'tokens-set-aside',
  'rotations-set-aside',
  'creates-set-aside',
  'organizations-set-aside',
  'reminders-set-aside',
  'clipboard-set-aside',
  'administrator-file-unreadable',
  /** The disk does not give a file of ours; it is left as it is and tried again. */
  'not-read',
  /** The disk does not take what we write; it is kept in memory and tried again. */
  'not-saved'
] as const
export type StartNotice = (typeof startNotices)[number]

/** What is done with tokens, as the history notes it. */
export const historyActs = [
  'made',
  'copied',
  'handed-over',
  'taken-out',
  'changed',
  'renewed',
  'revoked'
] as const
export type HistoryAct = (typeof historyActs)[number]

/** What a create, or a paste, gave. */
export interface TokenMade {
  readonly tokenId: string
  readonly kept: TokenKept
  /** Why it is only in memory, where it is. */
  readonly keepError: AppError | null
  readonly requestedValidTo: string | null
  readonly validTo: string | null
  /** Whom the service says the token belongs to; null where it was not asked. */
  readonly account: string | null
  /** False when the pasted text does not have a token's form but the service took it all the same. */
  readonly looksLikeToken: boolean
}

/** Why a way is proposed, one line of words each. */
export type WayReason =
  | 'signed-in'
  | 'own-app'
  | 'azure-cli-signed-in'
  | 'microsoft-account'
  | 'server'
  | 'consent-was-needed'
  | 'nothing-else'

/** Which ways lead to a token of an organization. */
export interface WaysView {
  readonly backing: 'entra' | 'microsoft-account' | 'server' | 'unknown'
  readonly proposed: Engine
  readonly reason: WayReason
  /** All three, the proposed one first. */
  readonly ways: readonly WayView[]
  /** Git signs in by itself on this computer, so code needs no token (azure-devops.md 6.4). */
  readonly gitNeedsNoToken: boolean
}

export interface WayView {
  readonly engine: Engine
  /** `asks`: possible, and the person will be asked to sign in. */
  readonly state: 'ready' | 'asks' | 'not-possible'
  readonly account: string | null
  /** Why it is not possible, where it is not. */
  readonly obstacle: AppError | null
}

/** The organizations that the signed-in accounts can reach, and where asking failed. */
export interface OrganizationsFound {
  readonly organizations: readonly { readonly organization: string; readonly account: string }[]
  readonly failures: readonly { readonly account: string; readonly error: AppError }[]
}

/** Why a token stopped working, or may have. */
export type StopCause =
  | 'works'
  | 'expired'
  | 'revoked'
  | 'all-organizations-ended'
  | 'lacks-scope'
  | 'inactive'
  | 'policy'
  | 'network'
  | 'git-erased'
  | 'not-kept'
  | 'cannot-tell'

export interface StopExplanation {
  readonly cause: StopCause
  /** How sure that is: the service said it, our clock or keychain says it, or it is what is left. */
  readonly sure: 'service' | 'this-computer' | 'likely'
  /** With `cannot-tell` and `likely`: all that it can be, likeliest first. */
  readonly possible: readonly StopCause[]
  /** What kept us from asking, e.g. `offline` or `sign-in-again`. */
  readonly error: AppError | null
}

/** What a change of a token gave. */
export interface TokenChanged {
  readonly validTo: string | null
  /** The end that was asked for, where policy cut it. */
  readonly requestedValidTo: string | null
  /** Git has this token and could not be told its new end. */
  readonly gitHasOldEnd: boolean
}

/** How Git on this computer would take a token, found before anything is written. */
export type GitPlan =
  | { readonly kind: 'ready'; readonly helper: string }
  /** A `store` helper is in the chain and would write the token as plain text into `file`. */
  | { readonly kind: 'plain-text'; readonly helper: string; readonly file: string }
  /** No helper: the right one for this system, and the exact commands that set it up. */
  | { readonly kind: 'no-helper'; readonly proposal: GitHelperProposal }
  /** Git Credential Manager signs in by itself here. */
  | { readonly kind: 'needs-no-token' }
  | { readonly kind: 'git-missing' }

export interface GitHelperProposal {
  readonly helper: string
  /** False when the program itself is not on this computer; then `commands` say how to get it. */
  readonly installed: boolean
  readonly commands: readonly string[]
}

/** What the hand-over proved. */
export interface GitHandedOver {
  readonly helper: string
  /** `git credential fill` gave back the same token. */
  readonly filled: true
  /** A repository that `git ls-remote` read with it, or null where the organization shows none. */
  readonly readRepository: string | null
}

export type RevokeStep =
  | { readonly state: 'done' }
  /** Nothing to do there. */
  | { readonly state: 'not-needed' }
  /** Only the person can do it, on the token page, which was opened. */
  | { readonly state: 'by-hand' }
  | { readonly state: 'failed'; readonly error: AppError }

export interface RevokeReport {
  readonly service: RevokeStep
  readonly git: RevokeStep
  /** The files that we wrote it to. */
  readonly files: RevokeStep
  readonly keychain: RevokeStep
}

/** Where the window should go when it is opened from the tray or a notice. */
export type Place =
  | { readonly to: 'tokens'; readonly tokenId?: string | undefined }
  /** `like`: with the scopes, name and life of this token. */
  | { readonly to: 'new-token'; readonly like?: string | undefined }
  | { readonly to: 'settings' }
