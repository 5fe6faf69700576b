import { Section } from '../ui/section.js'
import { shownAs, type SettingOf } from './setting.js'
import { SettingField } from './setting-field.js'

/** Why a number cannot be saved; null when it can. */
const between =
  (least: number, most: number) =>
  (text: string): string | null =>
    /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most
      ? null
      : `Give a whole number from ${least} to ${most}.`

/** How tokens are renewed. */
export function RenewalSettings({ setting }: { readonly setting: SettingOf }) {
  return (
    <Section title="Renewal">
      <SettingField
        label="Hours in which both tokens work"
        hint="After a renewal the old token is revoked so much later. 0: at once, as soon as every place is proven."
        problemOf={between(0, 720)}
        {...shownAs(setting('graceHours'), String, Number)}
      />
      <SettingField
        label="Days before the end for tokens that renew themselves"
        hint="Those that live shorter do it in the last fifth of their life."
        problemOf={between(1, 90)}
        {...shownAs(setting('renewDays'), String, Number)}
      />
    </Section>
  )
}
