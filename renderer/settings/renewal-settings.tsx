import type { CallInput } from '../../electron/shared/ipc-contract.js'
import type { SettingsView } from '../../electron/shared/view.js'
import { useSnapshot } from '../ui/house.js'
import { Section } from '../ui/section.js'
import { SettingField } from './setting-field.js'

interface RenewalSettingsProps {
  readonly locked: (name: keyof SettingsView) => boolean
  readonly onChange: (change: CallInput<'changeSettings'>) => void
}

/** Why a number cannot be saved; null when it can. */
const between =
  (least: number, most: number) =>
  (text: string): string | null =>
    /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most
      ? null
      : `Give a whole number from ${least} to ${most}.`

/** How tokens are renewed. */
export function RenewalSettings({ locked, onChange }: RenewalSettingsProps) {
  const { settings } = useSnapshot()
  return (
    <Section title="Renewal">
      <SettingField
        label="Hours in which both tokens work"
        hint="After a renewal the old token is revoked so much later. 0: at once, as soon as every place is proven."
        value={String(settings.graceHours)}
        locked={locked('graceHours')}
        problemOf={between(0, 720)}
        onSave={(text) => onChange({ graceHours: Number(text) })}
      />
      <SettingField
        label="Days before the end for tokens that renew themselves"
        hint="Those that live shorter do it in the last fifth of their life."
        value={String(settings.renewDays)}
        locked={locked('renewDays')}
        problemOf={between(1, 90)}
        onSave={(text) => onChange({ renewDays: Number(text) })}
      />
    </Section>
  )
}
