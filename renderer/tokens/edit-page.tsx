import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { consequence, shortWords } from '../../electron/shared/scopes.js'
import { siteName } from '../../electron/shared/site.js'
import type { TokenChanged } from '../../electron/shared/outcome-view.js'
import type { TokenView } from '../../electron/shared/view.js'
import { useAnnounce } from '../ui/announcer.js'
import { CallLine } from '../ui/call-line.js'
import { column } from '../ui/layout.js'
import { useCall } from '../ui/use-call.js'
import { useNow, zone } from '../ui/times.js'
import { nameProblem } from '../wizard/draft.js'
import { grantedWords } from '../wizard/granted-words.js'
import { ScopePicker } from '../wizard/scope-picker.js'
import { changeOf, editDraftOf, endOfEdit, limitWords } from './edit-draft.js'
import { EditEnd } from './edit-end.js'
import { Row } from '../ui/row.js'
import { Notice } from '../ui/notice.js'

const useStyles = makeStyles({
  form: { ...column('M'), '& > *': { flexShrink: 0 } },
  field: { maxWidth: '520px' },
  picker: { ...column('S'), height: '280px' },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '640px' }
})

interface EditPageProps {
  readonly token: TokenView
  readonly onRenew: () => void
  readonly onDone: () => void
}

/** Name, scopes and end of a token; its value stays. */
export function EditPage({ token, onRenew, onDone }: EditPageProps) {
  const styles = useStyles()
  const announce = useAnnounce()
  const now = useNow(60_000)
  const { work, run, stop } = useCall()
  const [draft, setDraft] = useState(() => editDraftOf(token))
  const [picking, setPicking] = useState(false)
  const [changed, setChanged] = useState<TokenChanged | null>(null)
  const organization = siteName(token.organization)
  const change = changeOf(draft, token, now)
  const end = endOfEdit(draft, token, now)
  const limit = end.kind === 'end' ? limitWords(token, end.validTo, zone()) : null
  const problem = nameProblem(draft.name)
  const save = (): void => {
    if (change === null) return
    run('updateToken', change, (told) => {
      setChanged(told)
      announce('The token is changed.')
    })
  }
  if (changed !== null) {
    const { cut, end: granted } = grantedWords(changed, organization, zone())
    return (
      <div className={styles.form}>
        <Notice intent={cut === null ? 'success' : 'warning'}>
          {`Changed. ${cut ?? granted} It can take up to a minute until Azure DevOps holds to it.`}
        </Notice>
        {changed.gitHasOldEnd && (
          <Notice>
            Git could not be told the new end, and gives the token out until the old one only. Hand it over
            once more under “Use it for…”.
          </Notice>
        )}
        <Row>
          <Button appearance="primary" onClick={onDone}>
            Done
          </Button>
          {cut !== null && <Button onClick={onRenew}>Renew it</Button>}
        </Row>
      </div>
    )
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Field
        label="Name"
        className={styles.field}
        validationState={problem === null ? 'none' : 'error'}
        validationMessage={problem === null ? null : 'A name has 1 to 255 characters.'}
      >
        <Input
          value={draft.name}
          autoComplete="off"
          onChange={(_event, { value }) => setDraft({ ...draft, name: value })}
        />
      </Field>
      {picking ? (
        <div className={styles.picker}>
          <ScopePicker
            chosen={draft.scopes}
            leaveLabel="Fold up"
            onChoose={(scopes) => setDraft({ ...draft, scopes })}
            onLeave={() => setPicking(false)}
          />
        </div>
      ) : (
        <Field label="It can">
          <Row gap="M" middle wrap>
            <Text>{shortWords(draft.scopes)}</Text>
            <Button size="small" onClick={() => setPicking(true)}>
              Change scopes
            </Button>
          </Row>
        </Field>
      )}
      <Text className={styles.quiet}>{consequence(draft.scopes, organization)}</Text>
      <EditEnd
        token={token}
        life={draft.life}
        end={end}
        now={now}
        onChange={(life) => setDraft({ ...draft, life })}
      />
      {limit !== null && <Notice>{limit}</Notice>}
      <CallLine
        work={work}
        words={`Changing it at ${organization}`}
        onCancel={stop}
        handlers={{
          retry: save,
          'sign-in': () => run('signIn', { organization: token.organization, device: false }, save),
          // The changes that are not saved would go with the page; the way over the rail is the person's own.
          settings: null,
          administrator: true
        }}
      />
      <Row>
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={change === null || work.kind === 'working'}
        >
          Save
        </Button>
        {limit !== null && <Button onClick={onRenew}>Renew it</Button>}
        <Button onClick={onDone}>Cancel</Button>
      </Row>
    </form>
  )
}
