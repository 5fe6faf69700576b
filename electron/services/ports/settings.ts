import type { QuietHours } from '../../domain/quiet-hours.js'
import type { ClipboardTime, StartNotice, Theme } from '../../shared/view.js'

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
  notices(): readonly StartNotice[]
}
