import { Field, Input, makeStyles } from '@fluentui/react-components'
import { LockClosed16Regular } from '@fluentui/react-icons/svg/lock-closed'
import { useState } from 'react'
import type { Setting } from './setting.js'

const useStyles = makeStyles({ field: { maxWidth: '440px' } })

interface SettingFieldProps extends Setting<string> {
  readonly label: string
  readonly hint: string
  /** Why a text cannot be saved; null when it can. */
  readonly problemOf: (text: string) => string | null
}

/** A setting that is typed; saved on leaving the field, or by Enter. */
export function SettingField(props: SettingFieldProps) {
  const { label, hint, value, locked = false, problemOf, onSave } = props
  const styles = useStyles()
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? value
  const problem = typed === null ? null : problemOf(text.trim())
  const save = (): void => {
    if (typed === null || problem !== null) return
    if (text.trim() !== value) onSave(text.trim())
    setTyped(null)
  }
  return (
    <Field
      className={styles.field}
      label={label}
      validationState={problem === null ? 'none' : 'error'}
      validationMessage={problem}
      hint={locked ? 'Set by your administrator' : problem === null ? hint : null}
    >
      <Input
        value={text}
        disabled={locked}
        spellCheck={false}
        autoComplete="off"
        contentAfter={locked ? <LockClosed16Regular aria-hidden /> : null}
        onChange={(_event, change) => setTyped(change.value)}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save()
        }}
      />
    </Field>
  )
}
