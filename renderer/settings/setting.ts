import type { SettingsView } from '../../electron/shared/settings-view.js'

/** What the control of one setting has. */
export interface Setting<V> {
  readonly value: V
  /** Set by the administrator. */
  readonly locked?: boolean
  readonly onSave: (value: V) => void
}

/** What can be changed here. */
export type SettingName = Exclude<keyof SettingsView, 'lockedByAdministrator'>

export type SettingOf = <N extends SettingName>(name: N) => Setting<SettingsView[N]>

/** The same setting in another form, e.g. as it is typed. */
export const shownAs = <V, S>(
  { value, locked = false, onSave }: Setting<V>,
  show: (value: V) => S,
  read: (shown: S) => V
): Setting<S> => ({
  value: show(value),
  locked,
  onSave: (shown) => onSave(read(shown))
})
