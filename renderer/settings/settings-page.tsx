import { Button, Field, Link, makeStyles, Select, Switch, Text, tokens } from '@fluentui/react-components'
import type { JSX, ReactNode } from 'react'
import { readOrganization } from '../../electron/shared/organization.js'
import type { AppSnapshot, SettingsView, Theme } from '../../electron/shared/view.js'
import { call } from '../bridge.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { StepHeading } from '../ui/step-heading.js'
import { useCall } from '../ui/use-call.js'
import { understood } from '../wizard/where-step.js'
import { SettingField } from './setting-field.js'

const useStyles = makeStyles({
  page: {
    height: '100%',
    boxSizing: 'border-box',
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`
  },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold
  },
  select: { maxWidth: '240px' },
  switches: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
  account: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, flexWrap: 'wrap' }
})

const themes: Readonly<Record<Theme, string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  'high-contrast': 'High contrast'
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const tenantName = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i

const clientIdProblem = (text: string): string | null =>
  text === '' || guid.test(text) ? null : 'A client id looks like 00000000-0000-0000-0000-000000000000.'

const tenantProblem = (text: string): string | null =>
  text === '' || guid.test(text) || tenantName.test(text)
    ? null
    : 'A tenant is an id, or a domain like contoso.com.'

function organizationProblem(text: string): string | null {
  const reading = readOrganization(text)
  return text === '' || reading.kind === 'organization' ? null : understood(reading)
}

/** The organization in what was typed, which may be an address. */
function organizationIn(text: string): string {
  const reading = readOrganization(text)
  return reading.kind === 'organization' ? reading.organization : ''
}

/** What the person can set. Each change is saved at once. */
export function SettingsPage({ snapshot }: { readonly snapshot: AppSnapshot }): JSX.Element {
  const styles = useStyles()
  const { work, run, stop } = useCall()
  const { settings, account, version } = snapshot
  const locked = (name: keyof SettingsView): boolean => settings.lockedByAdministrator.includes(name)
  const change = (changed: Partial<Omit<SettingsView, 'lockedByAdministrator'>>): void => {
    run('changeSettings', changed)
  }
  const switchFor = (name: 'remindersOn' | 'launchAtLogin', label: string): ReactNode => (
    <Switch
      checked={settings[name]}
      disabled={locked(name)}
      label={locked(name) ? `${label} (set by your administrator)` : label}
      onChange={(_event, { checked }) => {
        change({ [name]: checked })
      }}
    />
  )
  return (
    <div className={styles.page}>
      <StepHeading>Settings</StepHeading>
      {work.kind === 'failed' && <ErrorNotice error={work.error} handlers={{ retry: stop }} />}
      <section className={styles.section} aria-label="Azure DevOps">
        <h2 className={styles.title}>Azure DevOps</h2>
        <SettingField
          label="Organization"
          hint="Proposed for new tokens. Any address of it will do."
          value={settings.organization}
          locked={locked('organization')}
          problemOf={organizationProblem}
          onSave={(text) => {
            change({ organization: organizationIn(text) })
          }}
        />
        <SettingField
          label="Client id"
          hint="Of an app registration, for your own sign-in. Without one, tokens are made on the token page."
          value={settings.clientId}
          locked={locked('clientId')}
          problemOf={clientIdProblem}
          onSave={(clientId) => {
            change({ clientId })
          }}
        />
        <Link onClick={() => void call('openHelp', { topic: 'entra-app' })}>How to register the app</Link>
        <SettingField
          label="Tenant"
          hint="Found by itself when left empty."
          value={settings.tenant}
          locked={locked('tenant')}
          problemOf={tenantProblem}
          onSave={(tenant) => {
            change({ tenant })
          }}
        />
        <div className={styles.account}>
          <Text>{account === null ? 'Nobody is signed in.' : `Signed in as ${account}`}</Text>
          {account !== null && (
            <Button
              size="small"
              onClick={() => {
                run('signOut', null)
              }}
            >
              Sign out
            </Button>
          )}
        </div>
      </section>
      <section className={styles.section} aria-label="This computer">
        <h2 className={styles.title}>This computer</h2>
        <div className={styles.switches}>
          {switchFor('remindersOn', 'Remind me before a token ends')}
          {switchFor('launchAtLogin', 'Start with the computer')}
        </div>
        <Field
          label="Colours"
          className={styles.select}
          hint={locked('theme') ? 'Set by your administrator' : null}
        >
          <Select
            value={settings.theme}
            disabled={locked('theme')}
            onChange={(_event, { value }) => {
              const theme = (Object.keys(themes) as Theme[]).find((one) => one === value)
              if (theme !== undefined) change({ theme })
            }}
          >
            {Object.entries(themes).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      </section>
      <Text className={styles.quiet}>Token Tray {version}</Text>
    </div>
  )
}
