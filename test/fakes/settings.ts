import type { SettingsStore } from '../../electron/services/ports/settings.js'
import type { Settings } from '../../electron/shared/settings-view.js'

/** Settings in memory: as they are at first, but for `some`; those that are `locked` cannot be changed. */
export function createFakeSettings(
  some: Partial<Settings> = {},
  locked: readonly (keyof Settings)[] = []
): SettingsStore {
  let settings: Settings = {
    organization: '',
    clientId: '',
    tenant: '',
    remindersOn: true,
    quietHours: null,
    leadDays: [14, 7, 3, 1],
    graceHours: 24,
    renewDays: 7,
    clipboardSeconds: 45,
    theme: 'system',
    launchAtLogin: false,
    gitProgram: '',
    azureCliProgram: '',
    ...some
  }
  let loginItemSet = false
  return {
    read: () => settings,
    lockedByAdministrator: () => locked,
    change: (change) => {
      const own = Object.entries(change).filter(([name]) => !locked.some((one) => one === name))
      settings = { ...settings, ...Object.fromEntries(own) }
    },
    loginItemWasSet: () => loginItemSet,
    rememberLoginItem: (isSet) => {
      loginItemSet = isSet
    },
    notices: () => []
  }
}
