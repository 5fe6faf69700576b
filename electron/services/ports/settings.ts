import type { StartNotice } from '../../shared/view.js'
import type { Settings } from '../../shared/settings-view.js'

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
