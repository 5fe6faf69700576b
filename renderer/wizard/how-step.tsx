import { makeStyles, RadioGroup, Text, tokens } from '@fluentui/react-components'
import type { JSX } from 'react'
import { ChoiceCard } from '../ui/choice-card.js'
import type { Way } from './wizard-state.js'

const useStyles = makeStyles({
  choices: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, maxWidth: '560px' },
  account: { color: tokens.colorNeutralForeground2 }
})

interface HowStepProps {
  readonly organization: string
  readonly way: Way
  /** Who is signed in for this organization already. */
  readonly account: string | null
  readonly onChoose: (way: Way) => void
}

/** The second question, where there is a choice: who makes the token? */
export function HowStep({ organization, way, account, onChoose }: HowStepProps): JSX.Element {
  const styles = useStyles()
  return (
    <>
      <RadioGroup
        className={styles.choices}
        aria-label="How do you want to make it?"
        value={way}
        onChange={(_event, { value }) => {
          onChoose(value === 'by-hand' ? 'by-hand' : 'sign-in')
        }}
      >
        <ChoiceCard
          value="sign-in"
          name="Sign in, and let this app make it"
          means="Proposed: fewest steps, and it can be revoked from here later. Your browser opens for the sign-in."
          chosen={way === 'sign-in'}
        />
        <ChoiceCard
          value="by-hand"
          name="Make it on the token page"
          means="Works everywhere: this app shows what to enter there, checks the token and keeps it."
          chosen={way === 'by-hand'}
        />
      </RadioGroup>
      {way === 'sign-in' && (
        <Text className={styles.account}>
          {account === null
            ? `The sign-in is at Microsoft, for ${organization}. This app never sees your password.`
            : `Signed in as ${account}.`}
        </Text>
      )}
    </>
  )
}
