import { Field, makeStyles, Select } from '@fluentui/react-components'
import type { Setting } from './setting.js'

const useStyles = makeStyles({ select: { maxWidth: '240px' } })

interface SettingSelectProps<V> extends Setting<V> {
  readonly label: string
  readonly choices: readonly (readonly [V, string])[]
}

/** A setting that is one of a few; saved when it is chosen. */
export function SettingSelect<V extends string | number>(props: SettingSelectProps<V>) {
  const { label, choices, value, locked = false, onSave } = props
  const styles = useStyles()
  return (
    <Field label={label} className={styles.select} hint={locked ? 'Set by your administrator' : null}>
      <Select
        value={value}
        disabled={locked}
        onChange={(_event, chosen) => {
          const choice = choices.find(([one]) => String(one) === chosen.value)
          if (choice !== undefined) onSave(choice[0])
        }}
      >
        {choices.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </Select>
    </Field>
  )
}
