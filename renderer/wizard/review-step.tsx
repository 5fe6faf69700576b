import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { JSX } from 'react'
import { longDay } from '../../electron/shared/expiry.js'
import { consequence, isHighPrivilege } from '../../electron/shared/scopes.js'
import { FactsList } from '../ui/facts-list.js'
import type { Plan } from './wizard-state.js'

const useStyles = makeStyles({
  card: {
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`
  },
  quiet: { color: tokens.colorNeutralForeground2 }
})

interface ReviewStepProps {
  readonly plan: Plan
  readonly account: string | null
  readonly hasKeychain: boolean
  readonly zone: string
}

/** The last look before a token is made, in lines that a colleague would understand. */
export function ReviewStep({ plan, account, hasKeychain, zone }: ReviewStepProps): JSX.Element {
  const styles = useStyles()
  return (
    <>
      <div className={styles.card}>
        <FactsList
          facts={[
            ['Name', plan.name],
            ['Organization', plan.organization],
            ['What it can do', consequence(plan.scopes, plan.organization)],
            ['Ends', plan.validTo === null ? 'Not known' : longDay(plan.validTo, zone)],
            [
              'Kept',
              hasKeychain
                ? 'In the keychain of this computer'
                : 'In memory until you quit: there is no keychain here'
            ],
            ...(account === null ? [] : [['Made as', account] as const])
          ]}
        />
      </div>
      <Text className={styles.quiet}>
        {isHighPrivilege(plan.scopes)
          ? 'Whoever holds it can act as you within these limits, so keep it close. You can revoke it here at any time.'
          : 'You can revoke it here at any time.'}{' '}
        {plan.organization} may allow a shorter life; you will see what it granted.
      </Text>
    </>
  )
}
