/*
 * All that the app does to the outside, on one page. Adapters implement these; services see nothing else.
 * Every method rejects with an `AppFailure` for what is expected to go wrong, and with anything else for a bug.
 */
import type { FoundRemote } from '../domain/git-remotes.js'
import type { HistoryHead } from '../domain/history-chain.js'
import type { ReminderMemory } from '../domain/reminded-tokens.js'
import type { QuietHours } from '../domain/quiet-hours.js'
import type { Rotation } from '../domain/rotation.js'
import type { Secret } from '../domain/secret.js'
import type { SnippetFacts } from '../domain/snippets.js'
import type { GitMark, TokenRecord } from '../domain/token.js'
import type { FileConsumerKind, SnippetTool } from '../shared/consumer-view.js'
import type { ClipboardTime, Engine, GitHandedOver, GitPlan, StartNotice, Theme } from '../shared/view.js'

/** Wall time and timers. Milliseconds since 1970 in UTC. */
export interface Clock {
  now(): number
  /** Runs `task` once after `milliseconds` (below 2^31); gives back its canceller. */
  after(milliseconds: number, task: () => void): () => void
}

/** An event name and flat fields; no sentences, no objects, no addresses with queries (docs/logging.md). */
export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** A bug: logged with its stack. */
  bug(event: string, error: unknown): void
}
/** The end of the log: its newest lines as they were written, redacted. */
export type ReadLog = () => Promise<readonly string[]>

/** Asks the person where to, and writes a text there; false where they chose nothing. Rejects with `file-not-written`. */
export type SaveText = (name: string, text: string) => Promise<boolean>

export type LogFields = Readonly<Record<string, string | number | boolean | null>>

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent only to hosts that may have this kind of credential. */
  readonly authorization?: { readonly scheme: 'bearer' | 'basic'; readonly secret: Secret }
  /**
   * The collection's address (`site.ts`) of an Azure DevOps Server that the person named: the request may go
   * there, below that address, with `basic` or nothing.
   */
  readonly server?: string
  readonly body?: string
  /** Must not be carried out twice, so the network stack itself may not send it again either. */
  readonly once?: boolean
  /** Milliseconds; 30,000 when left out. */
  readonly timeout?: number
  readonly signal?: AbortSignal
}

export interface HttpAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * The one HTTP door. A redirect is not followed: it comes back as its 3xx answer. Rejects with `offline`,
 * `certificate-refused`, `timed-out`, `proxy-login-needed`; aborting rejects with the signal's reason.
 * A host that is not on the list is a bug, not a failure.
 */
export interface Http {
  send(request: HttpRequest): Promise<HttpAnswer>
}

export interface PatChange {
  readonly organization: string
  readonly authorizationId: string
  readonly name: string
  readonly scopes: readonly string[]
  /** Epoch milliseconds, UTC. */
  readonly validTo: number
}

export interface PatDraft {
  readonly organization: string
  readonly name: string
  readonly scopes: readonly string[]
  /** Epoch milliseconds, UTC. */
  readonly validTo: number
}

/** A token as the service lists it. Times in epoch milliseconds, UTC. */
export interface ServicePat {
  readonly authorizationId: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly validFrom: number
  readonly validTo: number
  /** True for a global token: valid in all organizations (azure-devops.md 5.2). */
  readonly allOrganizations: boolean
}

/** The PAT lifecycle API (azure-devops.md 1) for the signed-in person. `bearer` is an Entra access token. */
export interface PatApi {
  create(
    bearer: Secret,
    draft: PatDraft,
    signal?: AbortSignal
  ): Promise<ServicePat & { readonly secret: Secret }>
  /** Every page of one filter. */
  list(
    bearer: Secret,
    organization: string,
    filter: 'active' | 'revoked' | 'expired'
  ): Promise<readonly ServicePat[]>
  /**
   * Changes name, scopes and end; the value stays (azure-devops.md 1.5). All fields are sent. Gives the token as
   * it is now: its end may be earlier than asked.
   */
  update(bearer: Secret, change: PatChange): Promise<ServicePat>
  /** Revoking what is already gone succeeds. */
  revoke(bearer: Secret, organization: string, authorizationId: string): Promise<void>
}

/** Asks the service with the token itself. */
export interface TokenCheck {
  /** The account behind the token. Rejects with `token-not-accepted`; the anonymous identity counts as that. */
  identify(organization: string, token: Secret): Promise<{ readonly account: string }>
  /** A clone address that the token can read, or null where the organization shows none. */
  findRepository(organization: string, token: Secret): Promise<string | null>
}

/** Somebody who is signed in, as one engine knows them. */
export interface Account {
  /** msal's home account id; for Azure CLI the tenant and the name. */
  readonly id: string
  /** What the person signs in with, e.g. an e-mail address. */
  readonly name: string
  /** The tenant's id that this login is for. */
  readonly tenant: string
}

/** Which directory vouches for the members of an organization. */
export type Tenant =
  | { readonly kind: 'entra'; readonly id: string }
  | { readonly kind: 'microsoft-account' }
  | { readonly kind: 'unknown' }

/** Asks an organization for its tenant (azure-devops.md 4.4). Never for a Server. */
export interface TenantFinder {
  find(organization: string, signal?: AbortSignal): Promise<Tenant>
}

export interface DeviceCode {
  readonly userCode: string
  /** Where it is entered. */
  readonly address: string
  /** Epoch milliseconds, UTC. */
  readonly expiresAt: number
}

export interface SignInOrder {
  /** A tenant's id or domain, or `organizations` or `common` where it is not known. */
  readonly tenant: string
  /** A claims challenge of the service, decoded JSON, that this sign-in must answer (azure-devops.md 4.6). */
  readonly claims: string | null
  /** Signs in on another device; called with the code to enter there. Null: in the system browser. */
  readonly onDeviceCode: ((code: DeviceCode) => void) | null
  /** Called with the address that the browser is sent to: it has a challenge and no secret. */
  readonly onAddress: (address: string) => void
}

/** The app's own sign-in. Accounts of several tenants are kept side by side. */
export interface SignIn {
  /** Waits for the person until `signal`: five minutes at most, on another device as long as the code lasts. */
  signIn(order: SignInOrder, signal: AbortSignal): Promise<Account>
  /** An access token without asking the person, or `sign-in-again`. `accountId` null: any account of the tenant. */
  bearer(tenant: string, accountId: string | null): Promise<Secret>
  /** Everybody who is signed in, without any request. */
  accounts(): Promise<readonly Account[]>
  /** Of everybody; nothing of theirs is left. */
  signOut(): Promise<void>
}

/** A login of Azure CLI, borrowed (azure-devops.md 4.3). Rejects with `azure-cli-…`. */
export interface AzureCli {
  /** One for each tenant of its profile; empty when nobody is signed in. */
  accounts(): Promise<readonly Account[]>
  /** `tenant` null: the one that is in use there. */
  bearer(tenant: string | null, signal?: AbortSignal): Promise<Secret>
}

/** Profile and accounts (azure-devops.md 3). */
export interface AccountApi {
  /** The organizations that the bearer's identity belongs to. */
  organizations(bearer: Secret): Promise<readonly string[]>
}

/** What is remembered of an organization between runs; no secrets. Times are ISO 8601 in UTC. */
export interface OrganizationRecord {
  readonly organization: string
  /** The way that made its last token. */
  readonly engine: Engine | null
  /** The account that this organization is bound to, of that engine. */
  readonly account: { readonly id: string; readonly name: string } | null
  readonly tenant: { readonly found: Tenant; readonly at: string } | null
  /** Its tenant refused our app for want of consent, most recently. */
  readonly consentWasNeeded: boolean
  /** When the service's list of its tokens was last read. */
  readonly listedAt: string | null
  /** When somebody last signed in to it through this app, in person. ISO 8601, UTC. */
  readonly signedInAt: string | null
}

/** Organizations that were used. Names are compared without regard to case. */
export interface OrganizationIndex {
  all(): readonly OrganizationRecord[]
  /** Changes, or adds, the record of an organization. */
  change(organization: string, change: Partial<Omit<OrganizationRecord, 'organization'>>): void
}

/** A create that was begun and of which it is not known that its token came to us. */
export interface OpenCreate {
  readonly id: string
  readonly organization: string
  readonly name: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
}

/** Creates whose answer may be lost, kept over restarts, so that a stray token is found. */
export interface CreateJournal {
  all(): readonly OpenCreate[]
  open(create: OpenCreate): void
  close(id: string): void
}

/** Renewals that are not over, one for each old token, kept over restarts. A write is done when the call returns. */
export interface RotationJournal {
  all(): readonly Rotation[]
  /** Adds, or replaces the one of the same token. */
  save(rotation: Rotation): void
  remove(tokenId: string): void
}

/** The file of the history: lines that are only ever added. */
export interface HistoryFile {
  /** Without their line breaks, oldest first; none where there is no file. */
  lines(): Promise<readonly string[]>
  /** On disk when it resolves; nothing of them where it rejects, unless the disk does not give them up again. */
  append(lines: readonly string[]): Promise<void>
  /** Puts the file aside under another name. */
  setAside(): Promise<void>
}

/** The key that signs the history, and how far it did. */
export interface HistorySealed {
  readonly key: Secret
  readonly head: HistoryHead
}

/** The same in the keychain; rejects as `Vault` does, and gives null only where it is known to be missing. */
export interface HistorySeal {
  read(): Promise<HistorySealed | null>
  write(sealed: HistorySealed): Promise<void>
}

export type VaultState = 'ready' | 'no-service' | 'locked'

/**
 * The operating system's keychain. `get` rejects with `vault-locked`, `vault-dismissed`, `vault-no-answer`,
 * `no-protected-store`, `vault-failed`; it gives null only when the entry is known to be missing. A read that fails deletes nothing.
 */
export interface Vault {
  state(): Promise<VaultState>
  get(entry: VaultEntry): Promise<Secret | null>
  /** Resolves only after the value was read back and compared. */
  put(entry: VaultEntry, secret: Secret): Promise<void>
  /** Resolves when the entry is gone, also when it never was there. */
  delete(entry: VaultEntry): Promise<void>
}

/** `label` is what the person sees in the keychain's own program, e.g. `contoso · Push code · 4ab5764f`. */
export interface VaultEntry {
  readonly label: string
}

/** A larger secret (msal's cache): an encrypted file whose key is in the vault. */
export interface SecretFile {
  read(): Promise<string | null>
  write(content: string): Promise<void>
  erase(): Promise<void>
}

export interface Settings {
  readonly organization: string
  readonly clientId: string
  readonly tenant: string
  readonly remindersOn: boolean
  /** No notice comes in them. */
  readonly quietHours: QuietHours | null
  /** A reminder comes so many days before the end, and in the last hour in any case. */
  readonly leadDays: readonly number[]
  /** Hours that an old token lives on beside its successor. */
  readonly graceHours: number
  /** Days before its end at which a token that renews itself does so. */
  readonly renewDays: number
  /** Seconds after which a copied token is cleared from the clipboard. */
  readonly clipboardSeconds: ClipboardTime
  readonly theme: Theme
  readonly launchAtLogin: boolean
  /** Full paths that win over the search; empty: searched for. */
  readonly gitProgram: string
  readonly azureCliProgram: string
}

export interface SettingsStore {
  /** The person's settings over the defaults, under what the administrator's file sets. */
  read(): Settings
  lockedByAdministrator(): readonly (keyof Settings)[]
  /** Names that the administrator set are ignored. */
  change(change: Partial<Settings>): void
  /** The administrator set `launchAtLogin` at an earlier start; false also where their file cannot be read now. */
  loginItemWasSet(): boolean
  /** What `loginItemWasSet` says from now on. */
  rememberLoginItem(isSet: boolean): void
  notices(): readonly StartNotice[]
}

/** The index of tokens; no values. Writes are atomic and done when the call returns. */
export interface TokenIndex {
  all(): readonly TokenRecord[]
  /** Adds, or replaces the one with the same id. */
  save(record: TokenRecord): void
  /** As `save` for each of them, in one write. */
  saveAll(records: readonly TokenRecord[]): void
  remove(id: string): void
  /** A list was found damaged and put aside, in this run or an earlier one: it may have known of values. */
  wasEverSetAside(): boolean
}

/** Git's credential helpers as a consumer of a token (azure-devops.md 6.3, 6.4). */
export interface GitConsumer {
  plan(organization: string): Promise<GitPlan>
  /**
   * Hands the token to the helpers and proves it. Rejects with `git-plain-text-helper` or `git-no-helper`
   * unless the person agreed to that. A hand-over that fails its proof is taken back: what Git had before, it has
   * again. A failure that passes (`offline`, `timed-out`, `rate-limited`, `service-unavailable`, `vault-no-answer`)
   * says nothing against the token. `note` hears what Git is about to have before anything is written, and null
   * once that was taken back.
   */
  write(
    order: GitOrder,
    note: (mark: GitMark | null) => void
  ): Promise<GitHandedOver & { readonly mark: GitMark }>
  /** Erases exactly this token where it is still there; gives `missing` where another one, or none, is found. */
  erase(organization: string, token: Secret, mark: GitMark): Promise<'erased' | 'missing'>
  /** True while Git has exactly this token for every form of address. Writes nothing, asks nobody. */
  holds(organization: string, token: Secret): Promise<boolean>
  /** What Git gives for an organization; null where it has no token, or needs none. Writes nothing, asks nobody. */
  read(organization: string): Promise<Secret | null>
  /**
   * Proves what Git has, which stays as it is whatever comes out. Rejects with `entry-missing` where that is not
   * exactly this token, and otherwise as `write`.
   */
  prove(proof: GitProof): Promise<void>
}

export interface GitProof {
  readonly organization: string
  readonly token: Secret
  /** Epoch milliseconds, UTC. */
  readonly validTo: number | null
  /** A clone address to prove with; null skips that half of the proof. */
  readonly repository: string | null
}

export interface GitOrder extends GitProof {
  readonly allowPlainText: boolean
  readonly setUpHelper: boolean
}

/** The remotes of a repository on this computer. Rejects with `no-repository` for a folder that is none. */
export interface GitRemotes {
  /** Those with a token of Azure DevOps Services in their address. Writes nothing. */
  find(folder: string): Promise<readonly FoundRemote[]>
  /** Takes the token out of the remote's address. */
  clean(folder: string, key: string): Promise<void>
}

/** Asks the person for a folder; null where they chose none. */
export type ChooseFolder = () => Promise<string | null>

/** An entry of a file: where one token belongs. */
export interface FilePlace {
  readonly file: string
  /** A feed's address, a host, a section's name: what the format calls it. */
  readonly entry: string
}

/** A file as it was found. */
export interface FoundFile {
  readonly file: string
  readonly entries: readonly {
    readonly entry: string
    readonly organization: string | null
    /** What is there, decoded; null where the entry has no value. */
    readonly token: Secret | null
    /** A credential of another kind is there, which a write replaces. */
    readonly hasOther: boolean
  }[]
  /** It cannot be parsed, and is left alone. `line` counts from 1. */
  readonly problem: { readonly line: number | null } | null
}

/**
 * One kind of file that tools read tokens from. A file that cannot be read rejects with `file-not-readable`
 * (`file`, `line`) and stays as it is; a write that fails rejects with `file-not-written` and changes nothing.
 */
export interface FileConsumer {
  readonly kind: FileConsumerKind
  /** The known files that exist, with their entries for Azure DevOps. Writes nothing, asks nobody. */
  find(): Promise<readonly FoundFile[]>
  /**
   * Where a token of this organization can go: entries that are there, and those that its feeds would need.
   * `hasOther`: a credential of another kind is there, which a write replaces.
   */
  places(
    organization: string,
    feeds: readonly Feed[]
  ): Promise<readonly (FilePlace & { readonly hasOther: boolean })[]>
  /** The value that is there now, or null. */
  read(place: FilePlace): Promise<Secret | null>
  /**
   * Writes the token into the entry, which is made where it is missing; the rest of the file stays byte for byte, but
   * for credentials of another kind for the same entry. Gives the way back: the file as it was before, byte for byte;
   * where another hand changed it since, the entry alone has its old value again, or none.
   */
  write(place: FilePlace, token: Secret): Promise<() => Promise<void>>
  /**
   * A harmless request with what is in the file, through the tool where it is installed: gives what was asked,
   * e.g. `npm view`, or rejects with `use-proof-failed` (`file`, `entry`, `serviceMessage`), and with what passes by
   * itself: `offline`, `timed-out`, `rate-limited`, `service-unavailable`.
   */
  verify(place: FilePlace): Promise<{ readonly asked: string }>
  /** Takes the entry out where it still holds exactly this token. */
  erase(place: FilePlace, token: Secret): Promise<'erased' | 'missing'>
  /** Files that we changed and whose first backup is there: of those that are known today, and of these. */
  changed(recorded: readonly string[]): Promise<readonly string[]>
  /**
   * Brings back the file as it was before our first write, byte for byte; `backup-missing` where there is none. Gives
   * the path of a copy of what was there, where another hand wrote it after our last write; else null.
   */
  restore(file: string): Promise<string | null>
}

/** A feed of Azure Artifacts. `project` null: the organization's. */
export interface Feed {
  readonly name: string
  readonly project: string | null
}

/** The text for a tool with the token in it, in the form that the tool wants. */
export type FillSnippet = (tool: SnippetTool, facts: SnippetFacts, token: Secret) => Secret

/** Lists the feeds that the token can see; empty where it may see none. */
export interface FeedApi {
  list(organization: string, token: Secret): Promise<readonly Feed[]>
}

export interface Clipboard {
  /** Only the program in front may read it; without the focus `read` and `clearIfStill` reject. */
  readonly needsFocus: boolean
  read(): Promise<string>
  /** Rejects with `clipboard-refused`, as the others do where the system does not let us. */
  write(text: string): Promise<void>
  /** Marked as concealed where the system has a mark; false where it refused the mark and took the text alone. */
  writeSecret(secret: Secret): Promise<boolean>
  /** Clears only when the clipboard still holds exactly this. */
  clearIfStill(secret: Secret): Promise<boolean>
}

/** The keyed hash of what we put on the clipboard, kept over a crash; null: nothing of ours is there. */
export interface ClipboardMark {
  read(): string | null
  write(hash: string | null): void
}

export interface Notifier {
  /** Shows a notice; rejects when the system refuses it. `onClick` runs when the person opens it. */
  show(
    notice: {
      readonly title: string
      readonly body: string
      /** Left out where the system has none (Linux): what they do must be possible elsewhere, too. */
      readonly buttons?: readonly NotifierButton[]
    },
    onClick: () => void
  ): Promise<void>
  /** `listener` hears of a click on a notice of an earlier run, which may have started this one (Windows). */
  onEarlierClick(listener: () => void): void
}

export interface NotifierButton {
  readonly label: string
  readonly press: () => void
}

/** What was sent, put off, paused and muted. A change is done when the call returns. */
export interface ReminderStore {
  read(): ReminderMemory
  /** `how` may be run once more, on what a file holds that could not be read before. */
  change(how: (memory: ReminderMemory) => ReminderMemory): void
}

export interface Browser {
  /**
   * Opens an https address in the system's browser; `browser-not-opened` where that fails. It is one of the service, of
   * its sign-in, a help page, or `named` by the person (a Server's collection, a link), or below that; any other is a bug.
   */
  open(url: string, named?: string): Promise<void>
}

/** Starting with the computer, where the system lets an app ask for it. */
export interface LoginItem {
  set(on: boolean): Promise<void>
}
