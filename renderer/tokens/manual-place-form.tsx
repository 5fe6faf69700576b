import { Button, Field, Input, makeStyles, Text } from '@fluentui/react-components'
import { useState, type SubmitEvent } from 'react'
import { useAnnounce } from '../ui/announcer.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { column } from '../ui/layout.js'
import { TextArea } from '../ui/text-area.js'
import { useCall } from '../ui/use-call.js'

const useStyles = makeStyles({ form: column('M'), field: { maxWidth: '440px' } })

const empty = { name: '', link: '', note: '' }

/** A place that this app cannot see: a pipeline's secret, a server, a colleague's script. */
export function ManualPlaceForm({ tokenId }: { readonly tokenId: string }) {
  const styles = useStyles()
  const announce = useAnnounce()
  const { work, run } = useCall()
  const [place, setPlace] = useState(empty)
  const [added, setAdded] = useState<string | null>(null)
  const name = place.name.trim()
  const add = (event: SubmitEvent): void => {
    event.preventDefault()
    if (name === '') return
    run('addManualUse', { tokenId, name, link: place.link.trim(), note: place.note.trim() }, () => {
      setAdded(name)
      setPlace(empty)
      announce(`${name} is added.`)
    })
  }
  return (
    <form className={styles.form} onSubmit={add}>
      <Text>
        A pipeline’s secret, a server, a colleague’s script. It counts when the token is revoked, and a
        renewal waits until you say that it has the new one.
      </Text>
      <Field label="Name" required className={styles.field}>
        <Input
          value={place.name}
          maxLength={200}
          autoComplete="off"
          onChange={(_event, { value }) => setPlace({ ...place, name: value })}
        />
      </Field>
      <Field label="Link" hint="Where you change it, if it has an address." className={styles.field}>
        <Input
          value={place.link}
          maxLength={1000}
          autoComplete="off"
          spellCheck={false}
          onChange={(_event, { value }) => setPlace({ ...place, link: value })}
        />
      </Field>
      <Field label="Note" className={styles.field}>
        <TextArea
          rows={3}
          value={place.note}
          maxLength={2000}
          onChange={(event) => setPlace({ ...place, note: event.target.value })}
        />
      </Field>
      <div>
        <Button type="submit" appearance="primary" disabledFocusable={name === '' || work.kind === 'working'}>
          Add this place
        </Button>
      </div>
      {added !== null && <Text>“{added}” is added. It stands with the token, under “Where it is used”.</Text>}
      {work.kind === 'failed' && <ErrorNotice error={work.error} />}
    </form>
  )
}
