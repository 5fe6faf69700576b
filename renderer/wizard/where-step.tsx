import {
  Field,
  Input,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens
} from '@fluentui/react-components'
import { readOrganization } from '../../electron/shared/organization.js'
import type { OrganizationReading } from '../../electron/shared/organization.js'
import type { JSX } from 'react'
import type { Draft } from './wizard-state.js'

const useStyles = makeStyles({
  field: { maxWidth: '520px' },
  aside: { color: tokens.colorNeutralForeground2, maxWidth: '520px', marginTop: 'auto' }
})

interface WhereStepProps {
  readonly draft: Draft
  readonly canSignIn: boolean
  readonly onType: (text: string) => void
  readonly onSettings: () => void
}

/** What was understood, or why nothing was, in words. */
export function understood(reading: OrganizationReading): string {
  if (reading.kind === 'organization') return `${reading.organization} · ${reading.host}`
  const host = reading.host ?? 'this address'
  switch (reading.reason) {
    case 'empty':
      return 'For example contoso, or https://dev.azure.com/contoso'
    case 'not-a-name':
      return 'A name has letters, digits and hyphens only, and no hyphen at its ends.'
    case 'looks-like-token':
      return 'This looks like a token. It does not belong here.'
    case 'email-address':
      return 'This is an e-mail address. The organization is the first part of an address after dev.azure.com.'
    case 'other-host':
      return `${host} is not an address of Azure DevOps Services.`
    case 'no-organization':
      return `There is no organization in ${reading.host === null ? host : `this address of ${host}`}.`
  }
  reading.reason satisfies never
}

const removedWords = {
  credentials:
    'There was a password or a token in that address. It was cut off. Whoever has seen the address has it: revoke it.',
  token: 'That was a token, so it was taken out. You paste a token in the last step, where it is checked.'
} as const

/** The first question: which organization? */
export function WhereStep({ draft, canSignIn, onType, onSettings }: WhereStepProps): JSX.Element {
  const styles = useStyles()
  const reading = readOrganization(draft.where)
  const fine = reading.kind === 'organization'
  const empty = !fine && reading.reason === 'empty'
  return (
    <>
      <Field
        className={styles.field}
        size="large"
        label="Organization, or any address from Azure DevOps"
        validationState={fine ? 'success' : empty ? 'none' : 'warning'}
        validationMessage={empty ? null : understood(reading)}
        hint={empty ? understood(reading) : null}
      >
        <Input
          size="large"
          value={draft.where}
          autoComplete="off"
          spellCheck={false}
          onChange={(_event, { value }) => {
            onType(value)
          }}
        />
      </Field>
      {draft.removed !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{removedWords[draft.removed]}</MessageBarBody>
        </MessageBar>
      )}
      {!canSignIn && draft.way !== 'have-one' && (
        <div className={styles.aside}>
          You will make the token on the token page of Azure DevOps: this app shows what to enter, checks the
          token and keeps it. With an app registration it can make tokens by itself:{' '}
          <Link inline onClick={onSettings}>
            Use your own sign-in
          </Link>
        </div>
      )}
    </>
  )
}
