import { Field, Input, makeStyles, Radio, RadioGroup } from '@fluentui/react-components'
import { dateInUtc, day, longDay, maximumLifeDays, type LifeEnd } from '../../electron/shared/expiry.js'
import type { TokenView } from '../../electron/shared/view.js'
import { Quiet } from '../ui/quiet.js'
import { zone } from '../ui/times.js'
import type { EditDraft } from './edit-draft.js'

const useStyles = makeStyles({ choices: { flexWrap: 'wrap' }, date: { width: '200px' } })

const problems: Readonly<Record<Extract<LifeEnd, { kind: 'no-end' }>['reason'], string>> = {
  'not-a-date': 'Choose a date.',
  'in-the-past': 'This date is over. To end it now, revoke it.',
  'over-a-year': 'A token lives a year at most.'
}

interface EditEndProps {
  readonly token: TokenView
  readonly life: EditDraft['life']
  readonly end: LifeEnd
  readonly now: number
  readonly onChange: (life: EditDraft['life']) => void
}

/** When a token shall end, from the choices that it has. */
export function EditEnd({ token, life, end, now, onChange }: EditEndProps) {
  const styles = useStyles()
  const { extendableTo } = token.end
  const latest = extendableTo === null ? null : Date.parse(extendableTo)
  const choice = life.kind === 'days' ? String(life.days) : life.kind
  const choose = (value: string): void => {
    if (value === 'keep') onChange({ kind: 'keep' })
    else if (value === 'date') onChange({ kind: 'date', date: dateInUtc(latest ?? now + 30 * day) })
    else onChange({ kind: 'days', days: Number(value) })
  }
  return (
    <>
      <Field label="Ends">
        <RadioGroup
          layout="horizontal"
          className={styles.choices}
          value={choice}
          onChange={(_event, { value }) => choose(value)}
        >
          {token.validTo !== null && <Radio value="keep" label="As it is" />}
          <Radio value="30" label="In 30 days" />
          <Radio value="90" label="In 90 days" />
          <Radio value="date" label="On a date" />
        </RadioGroup>
      </Field>
      {life.kind === 'date' && (
        <Field
          label="Date"
          className={styles.date}
          validationState={end.kind === 'no-end' ? 'error' : 'none'}
          validationMessage={end.kind === 'no-end' ? problems[end.reason] : null}
        >
          <Input
            type="date"
            value={life.date}
            min={dateInUtc(now + day)}
            max={dateInUtc(latest ?? now + (maximumLifeDays - 1) * day)}
            onChange={(_event, { value }) => onChange({ kind: 'date', date: value })}
          />
        </Field>
      )}
      {end.kind === 'end' && <Quiet>{endSentence(end.validTo, latest, zone())}</Quiet>}
    </>
  )
}

function endSentence(validTo: number, latest: number | null, zone: string): string {
  const room = latest === null ? '' : ` It can be extended until ${longDay(latest, zone)}.`
  return `Ends ${longDay(validTo, zone)}.${room}`
}
