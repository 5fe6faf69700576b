import { Field, Input, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components'
import { CalendarLtr20Regular } from '@fluentui/react-icons/svg/calendar-ltr'
import {
  dateInUtc,
  day,
  firstReminder,
  lifeChoices,
  longDay,
  maximumLifeDays,
  type LifeEnd
} from '../../electron/shared/expiry.js'
import { useSnapshot } from '../ui/house.js'
import { column, panel, row } from '../ui/layout.js'
import { Quiet } from '../ui/quiet.js'
import { zone } from '../ui/times.js'
import { endOfDraft, lifeOf, nameOf, nameProblem, type Draft, type Way, type WizardFacts } from './draft.js'

const useStyles = makeStyles({
  field: { maxWidth: '520px' },
  choices: { flexWrap: 'wrap' },
  date: { width: '200px' },
  end: {
    ...row('M'),
    ...panel,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    maxWidth: '520px',
    boxSizing: 'border-box'
  },
  icon: { flexShrink: 0 },
  words: column()
})

interface LifeStepProps {
  readonly draft: Draft
  readonly way: Way
  readonly facts: WizardFacts
  readonly onEdit: (change: Partial<Pick<Draft, 'name' | 'life'>>) => void
}

const nameWords = {
  empty: 'A token needs a name.',
  'too-long': 'A name has 255 characters at most.'
} as const

const endWords: Readonly<Record<Extract<LifeEnd, { kind: 'no-end' }>['reason'], string>> = {
  'not-a-date': 'Choose a date.',
  'in-the-past': 'This date is over. Choose a later one.',
  'over-a-year': 'A token lives a year at most. Choose an earlier date.'
}

/** The fourth question: what is it called, and when does it end? */
export function LifeStep({ draft, way, facts, onEdit }: LifeStepProps) {
  const styles = useStyles()
  const { remindersOn, leadDays } = useSnapshot().settings
  const name = nameOf(draft, facts)
  const problem = nameProblem(name)
  const life = lifeOf(draft)
  const end = endOfDraft(draft, way, facts)
  const hasOne = way === 'have-one'
  const choice = life.kind === 'days' ? String(life.days) : life.kind
  return (
    <>
      <Field
        label="Name"
        className={styles.field}
        validationState={problem === null ? 'none' : 'error'}
        validationMessage={problem === null ? null : nameWords[problem]}
        hint={problem === null ? 'What it is for and where it lives, so that you know it again.' : null}
      >
        <Input value={name} autoComplete="off" onChange={(_event, { value }) => onEdit({ name: value })} />
      </Field>
      <Field label={hasOne ? 'It ends' : 'Ends in'}>
        <RadioGroup
          layout="horizontal"
          className={styles.choices}
          value={choice}
          onChange={(_event, { value }) => onEdit({ life: chosenLife(value, facts.now) })}
        >
          {!hasOne &&
            lifeChoices.map((days) => <Radio key={days} value={String(days)} label={`${days} days`} />)}
          <Radio value="date" label="On a date" />
          {hasOne && <Radio value="not-known" label="I do not know" />}
        </RadioGroup>
      </Field>
      {life.kind === 'date' && (
        <Field
          label="Date"
          className={styles.date}
          validationState={end.kind === 'no-end' ? 'error' : 'none'}
          validationMessage={end.kind === 'no-end' ? endWords[end.reason] : null}
        >
          <Input
            type="date"
            value={life.date}
            min={dateInUtc(facts.now + day)}
            max={dateInUtc(facts.now + (maximumLifeDays - 1) * day)}
            onChange={(_event, { value }) => onEdit({ life: { kind: 'date', date: value } })}
          />
        </Field>
      )}
      {end.kind !== 'no-end' && (
        <div className={styles.end}>
          <CalendarLtr20Regular className={styles.icon} aria-hidden />
          {end.kind === 'not-known' ? (
            <Text>Without its end, this app cannot remind you. The token page shows it.</Text>
          ) : (
            <div className={styles.words}>
              <Text weight="semibold">Ends {longDay(end.validTo, zone())}</Text>
              <Quiet>
                {remindersOn
                  ? `First reminder ${longDay(firstReminder(end.validTo, leadDays, facts.now), zone())}`
                  : 'Reminders are off'}
              </Quiet>
            </div>
          )}
        </div>
      )}
    </>
  )
}

function chosenLife(value: string, now: number): NonNullable<Draft['life']> {
  if (value === 'not-known') return { kind: 'not-known' }
  if (value === 'date') return { kind: 'date', date: dateInUtc(now + 30 * day) }
  return { kind: 'days', days: Number(value) }
}
