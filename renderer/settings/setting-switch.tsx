import { Switch } from '@fluentui/react-components'
import type { Setting } from './setting.js'

interface SettingSwitchProps extends Setting<boolean> {
  readonly label: string
}

/** A setting that is on or off; saved at once. */
export function SettingSwitch({ label, value, locked = false, onSave }: SettingSwitchProps) {
  return (
    <Switch
      checked={value}
      disabled={locked}
      label={locked ? `${label} (set by your administrator)` : label}
      onChange={(_event, change) => onSave(change.checked)}
    />
  )
}
