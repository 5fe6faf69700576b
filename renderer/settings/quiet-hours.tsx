import { Field, Input, makeStyles } from '@fluentui/react-components'
import type { SettingsView } from '../../electron/shared/settings-view.js'
import { Row } from '../ui/row.js'
import type { Setting } from './setting.js'
import { SettingSwitch } from './setting-switch.js'

const useStyles = makeStyles({ time: { width: '130px' } })

/** From ten in the evening to seven in the morning. */
const usual = { from: 22 * 60, to: 7 * 60 }

/** When reminders wait; the times are on the person's clock. */
export function QuietHoursField({
  value: quietHours,
  locked = false,
  onSave
}: Setting<SettingsView['quietHours']>) {
  const styles = useStyles()
  const time = (label: string, end: 'from' | 'to') =>
    quietHours && (
      <Field label={label} className={styles.time}>
        <Input
          type="time"
          disabled={locked}
          value={clockText(quietHours[end])}
          onChange={(_event, { value }) => {
            const minutes = minutesOf(value)
            if (minutes !== null) onSave({ ...quietHours, [end]: minutes })
          }}
        />
      </Field>
    )
  return (
    <div>
      <SettingSwitch
        label={locked ? 'Quiet hours' : 'Quiet hours: reminders wait until they are over'}
        value={quietHours !== null}
        locked={locked}
        onSave={(on) => onSave(on ? usual : null)}
      />
      {quietHours !== null && (
        <Row gap="M" wrap>
          {time('From', 'from')}
          {time('To', 'to')}
        </Row>
      )}
    </div>
  )
}

const two = (number: number): string => String(number).padStart(2, '0')

/** Minutes since midnight as a time field has them, and back; null for what is no time. */
const clockText = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`

function minutesOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? []
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes)
}
