import type { ReminderMemory } from '../../domain/reminded-tokens.js'
import type { Rotation } from '../../domain/rotation.js'
import type { TokenRecord } from '../../domain/token.js'
import type { Engine } from '../../shared/way-view.js'
import type { Tenant } from './sign-in.js'

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

/** What was sent, put off, paused and muted. A change is done when the call returns. */
export interface ReminderStore {
  read(): ReminderMemory
  /** `how` may be run once more, on what a file holds that could not be read before. */
  change(how: (memory: ReminderMemory) => ReminderMemory): void
}

/** The keyed hash of what we put on the clipboard, kept over a crash; null: nothing of ours is there. */
export interface ClipboardMark {
  read(): string | null
  write(hash: string | null): void
}
