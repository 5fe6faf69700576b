import type { ReminderMemory } from '../../domain/reminded-tokens.js'
import type { Rotation } from '../../domain/rotation.js'
import type { TokenRecord } from '../../domain/token.js'
import type { OpenCreate } from '../../shared/stored-create.js'
import type { OrganizationRecord } from '../../shared/stored-organization.js'

export type { OpenCreate } from '../../shared/stored-create.js'
export type { OrganizationRecord } from '../../shared/stored-organization.js'

/** The index of tokens; no values. Writes are atomic and done when the call returns. */
export interface TokenIndex {
  all(): readonly TokenRecord[]
  /** Adds each, or replaces the one with its id, in one write. */
  save(...records: readonly TokenRecord[]): void
  remove(id: string): void
  /** A list was found damaged and put aside, in this run or an earlier one: it may have known of values. */
  wasEverSetAside(): boolean
}

/** Organizations that were used. Names are compared without regard to case. */
export interface OrganizationIndex {
  all(): readonly OrganizationRecord[]
  /** Changes, or adds, the record of an organization. */
  change(organization: string, change: Partial<Omit<OrganizationRecord, 'organization'>>): void
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
