import { Button, Field, Input, makeStyles, Radio, RadioGroup } from '@fluentui/react-components'
import { useState } from 'react'
import { dateInUtc, endOf, longDay } from '../../electron/shared/expiry.js'
import { useAnnounce } from '../ui/announcer.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { row } from '../ui/layout.js'
import { useCall } from '../ui/use-call.js'
import { useNow } from '../ui/times.js'

const useStyles = makeStyles({ choices: { flexWrap: 'wrap' }, row: { ...row('S'), alignItems: 'center' } })

/** What the person read on the token page. In epoch milliseconds; null: the page shows no end. */
export type ToldEnd = { readonly validTo: number | null }

interface GrantedEndProps {
  readonly tokenId: string
  /** The end that was to be entered on the page, in epoch milliseconds. */
  readonly asked: number
  readonly onTold: (told: ToldEnd) => void
}

/** Only the token page knows which end was granted: asks for it, and tells main. */
export function GrantedEnd({ tokenId, asked, onTold }: GrantedEndProps) {
  const styles = useStyles()
  const announce = useAnnounce()
  const { work, run } = useCall()
  const [choice, setChoice] = useState<'asked' | 'other' | 'none' | ''>('')
  const [date, setDate] = useState(dateInUtc(asked))
  const other = endOf({ kind: 'date', date }, useNow(60_000))
  const tell = (validTo: number | null): void =>
    run(
      'setTokenEnd',
      { tokenId, validTo: validTo === null ? null : new Date(validTo).toISOString() },
      () => {
        announce('Saved.')
        onTold({ validTo })
      }
    )
  return (
    <>
      <Field label="Which end does the page show?">
        <RadioGroup
          layout="horizontal"
          className={styles.choices}
          value={choice}
          onChange={(_event, { value }) => {
            if (value === 'asked') tell(asked)
            if (value === 'none') tell(null)
            if (value === 'asked' || value === 'other' || value === 'none') setChoice(value)
          }}
        >
          <Radio value="asked" label={longDay(asked, 'UTC')} />
          <Radio value="other" label="Another date" />
          <Radio value="none" label="It shows none" />
        </RadioGroup>
      </Field>
      {choice === 'other' && (
        <div className={styles.row}>
          <Input
            type="date"
            aria-label="The end on the page"
            value={date}
            onChange={(_event, { value }) => setDate(value)}
          />
          <Button
            disabledFocusable={other.kind === 'no-end' || work.kind === 'working'}
            onClick={() => {
              if (other.kind === 'end') tell(other.validTo)
            }}
          >
            Save
          </Button>
        </div>
      )}
      {work.kind === 'failed' && <ErrorNotice error={work.error} />}
    </>
  )
}
