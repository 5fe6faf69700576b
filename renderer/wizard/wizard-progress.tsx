import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { siteName } from '../../electron/shared/site.js'
import type { AppSnapshot } from '../../electron/shared/view.js'
import { useSnapshot } from '../ui/house.js'
import { Progress } from '../ui/progress.js'
import { SignInProgress } from '../ui/sign-in-progress.js'
import { useSecondsLeft } from '../ui/times.js'
import type { useWizardCalls } from './use-wizard-calls.js'
import { Row } from '../ui/row.js'

const useStyles = makeStyles({
  words: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums'
  }
})

interface WizardProgressProps {
  readonly calls: Pick<ReturnType<typeof useWizardCalls>, 'work' | 'cancel' | 'cancelling'>
  readonly organization: string
}

/** What goes on in this step, with its end in the person's hands. */
export function WizardProgress({ calls, organization }: WizardProgressProps) {
  const { waiting, deviceCode } = useSnapshot()
  const { work, cancel, cancelling } = calls
  if (work.kind !== 'working') return null
  if (cancelling) {
    return (
      <Progress
        words="Stopping, and looking whether it was made"
        wordsAtOnce
        onCancel={cancel}
        cancelLabel="Stop at once"
      />
    )
  }
  if (waiting !== null) return <Patience waiting={waiting} onCancel={cancel} />
  switch (work.call) {
    case 'findWays':
      return <Progress words={`Looking up ${siteName(organization)}`} onCancel={cancel} />
    case 'signIn':
      return deviceCode === null ? (
        <SignInProgress onCancel={cancel} />
      ) : (
        <Progress words="Waiting for your other device" onCancel={cancel} />
      )
    case 'createToken':
      return <Progress words="Azure DevOps is making the token" onCancel={cancel} />
    case 'pasteToken':
      return <Progress words="Checking the token with Azure DevOps" wordsAtOnce onCancel={cancel} />
    default:
      return <Progress words="One moment" />
  }
}

interface PatienceProps {
  readonly waiting: NonNullable<AppSnapshot['waiting']>
  readonly onCancel: () => void
}

const whyWords: Readonly<Record<PatienceProps['waiting']['why'], string>> = {
  'rate-limited': 'Azure DevOps asks for patience.',
  'service-unavailable': 'Azure DevOps could not answer.'
}

/** The service asked for a pause: how long it still is. */
function Patience({ waiting, onCancel }: PatienceProps) {
  const styles = useStyles()
  const left = useSecondsLeft(waiting.until)
  return (
    <Row gap="M" middle>
      <span className={styles.words}>
        {whyWords[waiting.why]} {left === 0 ? 'Going on.' : `Going on in ${left} s.`}
      </span>
      <Button size="small" onClick={onCancel}>
        Cancel
      </Button>
    </Row>
  )
}
