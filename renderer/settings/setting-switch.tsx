import { Switch } from '@fluentui/react-components'

interface SettingSwitchProps {
  readonly label: string
  readonly checked: boolean
  readonly locked: boolean
  readonly onSave: (checked: boolean) => void
}

/** A setting that is on or off; saved at once. */
export function SettingSwitch({ label, checked, locked, onSave }: SettingSwitchProps) {
  return (
    <Switch
      checked={checked}
      disabled={locked}
      label={locked ? `${label} (set by your administrator)` : label}
      onChange={(_event, change) => onSave(change.checked)}
    />
  )
}
