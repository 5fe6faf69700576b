import { Field, Input, makeStyles, Switch } from '@fluentui/react-components'
import type { SettingsView } from '../../electron/shared/view.js'
import { row } from '../ui/layout.js'

const useStyles = makeStyles({ times: { ...row('M'), flexWrap: 'wrap' }, time: { width: '130px' } })

type QuietHours = SettingsView['quietHours']

/** From ten in the evening to seven in the morning. */
const usual = { from: 22 * 60, to: 7 * 60 }

interface QuietHoursFieldProps {
  readonly quietHours: QuietHours
  readonly locked: boolean
  readonly onChange: (quietHours: QuietHours) => void
}

/** When reminders wait; the times are on the person's clock. */
export function QuietHoursField({ quietHours, locked, onChange }: QuietHoursFieldProps) {
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
            if (minutes !== null) onChange({ ...quietHours, [end]: minutes })
          }}
        />
      </Field>
    )
  return (
    <div>
      <Switch
        checked={quietHours !== null}
        disabled={locked}
        label={
          locked
            ? 'Quiet hours (set by your administrator)'
            : 'Quiet hours: reminders wait until they are over'
        }
        onChange={(_event, { checked }) => onChange(checked ? usual : null)}
      />
      {quietHours !== null && (
        <div className={styles.times}>
          {time('From', 'from')}
          {time('To', 'to')}
        </div>
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
