import { Field, Input, makeStyles } from '@fluentui/react-components'
import { readOrganization, type OrganizationReading } from '../../electron/shared/organization.js'
import { siteName } from '../../electron/shared/site.js'
import type { Draft } from './draft.js'
import { OrganizationChoices } from './organization-choices.js'
import { Notice } from '../ui/notice.js'

const useStyles = makeStyles({ field: { maxWidth: '520px' } })

interface WhereStepProps {
  readonly draft: Draft
  readonly onType: (text: string) => void
}

/** What was understood, or why nothing was, in words. */
export function understood(reading: OrganizationReading): string {
  if (reading.kind === 'organization') {
    return reading.host === 'server'
      ? `${siteName(reading.organization)} · Azure DevOps Server`
      : `${reading.organization} · ${reading.host}`
  }
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
      return `${host} is not an address of Azure DevOps.`
    case 'no-organization':
      return `There is no organization in ${reading.host === null ? host : `this address of ${host}`}.`
    case 'no-collection':
      return `Which collection of ${host}? A Server’s address goes on with it, like https://tfs.contoso.com/DefaultCollection.`
    case 'not-encrypted':
      return `${host} is reached without encryption here: a token would travel readable. Use its https address.`
  }
  reading.reason satisfies never
}

const removedWords = {
  credentials:
    'There was a password or a token in that address. It was cut off. Whoever has seen the address has it: revoke it.',
  token: 'That was a token, so it was taken out. You paste a token in the last step, where it is checked.'
} as const

/** The first question: which organization? Typed, pasted, or chosen among the known ones. */
export function WhereStep({ draft, onType }: WhereStepProps) {
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
          onChange={(_event, { value }) => onType(value)}
        />
      </Field>
      {draft.removed !== null && <Notice>{removedWords[draft.removed]}</Notice>}
      <OrganizationChoices organization={fine ? reading.organization : ''} onChoose={onType} />
    </>
  )
}
