import { Text } from '@fluentui/react-components'
import { shortTime } from '../../electron/shared/expiry.js'
import type { CallInput } from '../../electron/shared/ipc-contract.js'
import type { SettingsView } from '../../electron/shared/view.js'
import { useSnapshot } from '../ui/house.js'
import { leadDaysProblem, leadDaysText, readLeadDays } from '../ui/lead-days.js'
import { Section } from '../ui/section.js'
import { zone } from '../ui/times.js'
import { QuietHoursField } from './quiet-hours.js'
import { SettingSwitch } from './setting-switch.js'
import { SettingField } from './setting-field.js'

interface ReminderSettingsProps {
  readonly locked: (name: keyof SettingsView) => boolean
  readonly onChange: (change: CallInput<'changeSettings'>) => void
}

/** When the person is reminded of a token's end. */
export function ReminderSettings({ locked, onChange }: ReminderSettingsProps) {
  const { settings, reminders } = useSnapshot()
  return (
    <Section title="Reminders">
      <div>
        <SettingSwitch
          label="Remind me before a token ends"
          checked={settings.remindersOn}
          locked={locked('remindersOn')}
          onSave={(remindersOn) => onChange({ remindersOn })}
        />
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
            hint="Also at the end itself, and once a day for three days after. A token can have its own."
            value={leadDaysText(settings.leadDays)}
            locked={locked('leadDays')}
            problemOf={leadDaysProblem}
            onSave={(text) => onChange({ leadDays: [...(readLeadDays(text) ?? [])] })}
          />
          <QuietHoursField
            quietHours={settings.quietHours}
            locked={locked('quietHours')}
            onChange={(quietHours) => onChange({ quietHours })}
          />
        </>
      )}
    </Section>
  )
}
