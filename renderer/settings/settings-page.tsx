import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { readOrganization } from '../../electron/shared/organization.js'
import { clipboardTimes } from '../../electron/shared/kinds.js'
import type { Theme } from '../../electron/shared/settings-view.js'
import { call } from '../bridge.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { useSnapshot } from '../ui/house.js'
import { column, page } from '../ui/layout.js'
import { Quiet } from '../ui/quiet.js'
import { Section } from '../ui/section.js'
import { StepHeading } from '../ui/step-heading.js'
import { useCall } from '../ui/use-call.js'
import { understood } from '../wizard/where-step.js'
import { DiagnosticsSection } from './diagnostics-section.js'
import { HistorySection } from './history-section.js'
import { ReminderSettings } from './reminder-settings.js'
import { RemovalSection } from './removal-section.js'
import { RenewalSettings } from './renewal-settings.js'
import { shownAs, type SettingOf } from './setting.js'
import { SettingField } from './setting-field.js'
import { SettingSwitch } from './setting-switch.js'
import { SettingSelect } from './setting-select.js'
import { Row } from '../ui/row.js'

const useStyles = makeStyles({
  page: { ...page, gap: tokens.spacingVerticalL },
  switches: column()
})

const themes: readonly (readonly [Theme, string])[] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['high-contrast', 'High contrast']
]

const times = clipboardTimes.map(
  (seconds) => [seconds, seconds < 60 ? `${seconds} seconds` : `${seconds / 60} minutes`] as const
)

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const tenantName = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i

type TypedSetting = 'organization' | 'clientId' | 'tenant' | 'gitProgram' | 'azureCliProgram'

const foundByItself = 'Found by itself when left empty.'

/** Why a text cannot be saved; null when it can. */
type ProblemOf = (text: string) => string | null

/** Any text that is empty or has the form; else these words. */
const formed =
  (isForm: (text: string) => boolean, words: string): ProblemOf =>
  (text) =>
    text === '' || isForm(text) ? null : words

const programProblem = formed(
  (text) => /^(\/|[a-z]:[\\/])/i.test(text),
  'Give the full path of the program, from the root on.'
)

const problems: Readonly<Record<TypedSetting, ProblemOf>> = {
  organization: (text) => {
    const reading = readOrganization(text)
    return text === '' || reading.kind === 'organization' ? null : understood(reading)
  },
  clientId: formed((text) => guid.test(text), 'A client id looks like 00000000-0000-0000-0000-000000000000.'),
  tenant: formed(
    (text) => guid.test(text) || tenantName.test(text),
    'A tenant is an id, or a domain like contoso.com.'
  ),
  gitProgram: programProblem,
  azureCliProgram: programProblem
}

/** The organization in what was typed, which may be an address. */
function organizationIn(text: string): string {
  const reading = readOrganization(text)
  return reading.kind === 'organization' ? reading.organization : ''
}

/** What the person can set. Each change is saved at once. */
export function SettingsPage() {
  const styles = useStyles()
  const { work, run, stop } = useCall()
  const { settings, accounts, version } = useSnapshot()
  const setting: SettingOf = (name) => ({
    value: settings[name],
    locked: settings.lockedByAdministrator.includes(name),
    onSave: (value) => run('changeSettings', { [name]: value })
  })
  const field = (name: TypedSetting, label: string, hint: string): ReactNode => (
    <SettingField
      label={label}
      hint={hint}
      problemOf={problems[name]}
      {...shownAs(setting(name), String, name === 'organization' ? organizationIn : String)}
    />
  )
  return (
    <div className={styles.page}>
      <StepHeading>Settings</StepHeading>
      {work.kind === 'failed' && <ErrorNotice error={work.error} handlers={{ retry: stop }} />}
      <Section title="Azure DevOps">
        {field('organization', 'Organization', 'Proposed for new tokens. Any address of it will do.')}
        {field(
          'clientId',
          'Client id',
          'Of an app registration, for your own sign-in. Without one, tokens are made with Azure CLI’s login or on the token page.'
        )}
        <Link onClick={() => void call('openHelp', { topic: 'entra-app' })}>How to register the app</Link>
        {field('tenant', 'Tenant', foundByItself)}
        <Row gap="M" middle wrap>
          <Text>
            {accounts.length === 0 ? 'Nobody is signed in.' : `Signed in as ${accounts.join(', ')}`}
          </Text>
          {accounts.length > 0 && (
            <Button size="small" onClick={() => run('signOut', null)}>
              Sign out
            </Button>
          )}
        </Row>
      </Section>
      <ReminderSettings setting={setting} />
      <RenewalSettings setting={setting} />
      <Section title="This computer">
        <div className={styles.switches}>
          <SettingSwitch label="Start with the computer" {...setting('launchAtLogin')} />
        </div>
        <SettingSelect
          label="A copied token is cleared after"
          choices={times}
          {...setting('clipboardSeconds')}
        />
        <SettingSelect label="Colours" choices={themes} {...setting('theme')} />
      </Section>
      <Section title="Programs">
        {field('gitProgram', 'Git', foundByItself)}
        {field('azureCliProgram', 'Azure CLI', foundByItself)}
      </Section>
      <HistorySection />
      <DiagnosticsSection />
      <RemovalSection />
      <Quiet>Token Tray {version}</Quiet>
    </div>
  )
}
