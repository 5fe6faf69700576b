import { Text } from '@fluentui/react-components'
import { shortTime } from '../../electron/shared/expiry.js'
import { useSnapshot } from '../ui/house.js'
import { leadDaysProblem, leadDaysText, readLeadDays } from '../ui/lead-days.js'
import { Section } from '../ui/section.js'
import { zone } from '../ui/times.js'
import { QuietHoursField } from './quiet-hours.js'
import { SettingSwitch } from './setting-switch.js'
import { shownAs, type SettingOf } from './setting.js'
import { SettingField } from './setting-field.js'

/** When the person is reminded of a token's end. */
export function ReminderSettings({ setting }: { readonly setting: SettingOf }) {
  const { settings, reminders } = useSnapshot()
  return (
    <Section title="Reminders">
      <div>
        <SettingSwitch label="Remind me before a token ends" {...setting('remindersOn')} />
      </div>
      {reminders.pausedUntil !== null && (
        <Text>
          Reminders pause until {shortTime(Date.parse(reminders.pausedUntil), zone())}. The menu of the tray
          icon ends that.
        </Text>
      )}
      {settings.remindersOn && (
        <>
          <SettingField
            label="Days before the end"
            hint="Also at the end itself, and once a day for two days after. A token can have its own."
            problemOf={leadDaysProblem}
            {...shownAs(setting('leadDays'), leadDaysText, (text) => readLeadDays(text) ?? [])}
          />
          <QuietHoursField {...setting('quietHours')} />
        </>
      )}
    </Section>
  )
}
