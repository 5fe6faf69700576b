import { Button, makeStyles, RadioGroup, Link } from '@fluentui/react-components'
import type { WaysView } from '../../electron/shared/way-view.js'
import type { AppError } from '../../electron/shared/error-codes.js'
import { useErrorActions } from '../ui/error-actions.js'
import { ChoiceCard } from '../ui/choice-card.js'
import { sentenceOf } from '../ui/error-words.js'
import { column } from '../ui/layout.js'
import { Quiet } from '../ui/quiet.js'
import { asksToSignIn, possibleWays, wayOfEngine, type MakingWay, type Way } from './draft.js'
import { reasonWords, wayMeans, wayNames } from './way-words.js'
import { Row } from '../ui/row.js'

const useStyles = makeStyles({
  choices: { ...column('S'), alignItems: 'stretch', maxWidth: '560px' }
})

interface HowStepProps {
  readonly ways: WaysView
  readonly way: Way
  readonly onChoose: (way: MakingWay) => void
  /** Signs in by a code that is entered elsewhere. */
  readonly onOtherDevice: () => void
  /** What was not possible may be by now. */
  readonly onLookAgain: () => void
}

/** The second question, where there is a choice: who makes the token? */
export function HowStep(props: HowStepProps) {
  const { ways, way, onChoose, onOtherDevice, onLookAgain } = props
  const styles = useStyles()
  const account = ways.ways.find(({ engine }) => wayOfEngine(engine) === way)?.account ?? null
  return (
    <>
      <RadioGroup
        className={styles.choices}
        aria-label="How do you want to make it?"
        value={way}
        onChange={(_event, { value }) => {
          const chosen = possibleWays(ways).find((one) => one === value)
          if (chosen !== undefined) onChoose(chosen)
        }}
      >
        {ways.ways.map((one) => {
          const value = wayOfEngine(one.engine)
          const shared = { value, name: wayNames[value], chosen: way === value }
          if (one.state !== 'not-possible') {
            const reason = one.engine === ways.proposed ? `${reasonWords[ways.reason]} ` : ''
            return <ChoiceCard key={value} {...shared} means={`${reason}${wayMeans[value]}`} />
          }
          const { obstacle } = one
          if (obstacle === null)
            return <ChoiceCard key={value} {...shared} means="Not possible here." disabled />
          return (
            <ChoiceCard key={value} {...shared} means={`Not possible: ${sentenceOf(obstacle)}`} disabled>
              <ObstacleHelps obstacle={obstacle} onLookAgain={onLookAgain} />
            </ChoiceCard>
          )
        })}
      </RadioGroup>
      <Row gap="M" wrap middle>
        {account !== null && (
          <Quiet>
            {way === 'azure-cli' ? `Azure CLI is signed in as ${account}.` : `Signed in as ${account}.`}
          </Quiet>
        )}
        {asksToSignIn(way, ways) && (
          <>
            <Quiet>You sign in at Microsoft; this app never sees your password.</Quiet>
            <Button size="small" onClick={onOtherDevice}>
              Sign in on another device
            </Button>
          </>
        )}
      </Row>
    </>
  )
}

interface ObstacleHelpsProps {
  readonly obstacle: AppError
  readonly onLookAgain: () => void
}

/** What would make a way possible that is not. */
function ObstacleHelps({ obstacle, onLookAgain }: ObstacleHelpsProps) {
  const helps = useErrorActions(obstacle, { retry: onLookAgain, administrator: true }, 'Look again')
  return helps.map(([name, act]) => (
    <Link key={name} onClick={act}>
      {name}
    </Link>
  ))
}
