import { Button, Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ClipboardPaste20Regular } from '@fluentui/react-icons/svg/clipboard-paste'
import { Copy16Regular } from '@fluentui/react-icons/svg/copy'
import { Open20Regular } from '@fluentui/react-icons/svg/open'
import { useState } from 'react'
import { dateInUtc, shortDay } from '../../electron/shared/expiry.js'
import { consequence, fullAccess, lossWords, scopeOf } from '../../electron/shared/scopes.js'
import { siteName, siteOf } from '../../electron/shared/site.js'
import { useSnapshot } from '../ui/house.js'
import { column, grown, outlined, plainList, row } from '../ui/layout.js'
import { Quiet } from '../ui/quiet.js'
import { useCopyValue } from '../ui/use-copy-value.js'
import type { Plan } from './draft.js'

const useStyles = makeStyles({
  columns: {
    ...row('XXL'),
    minHeight: 0,
    flexGrow: 1,
    flexBasis: '200px',
    // Large text: one below the other.
    '@media (max-width: 600px)': { flexDirection: 'column', flexBasis: 'auto' }
  },
  list: {
    ...plainList,
    ...outlined,
    ...grown,
    overflowY: 'auto',
    alignSelf: 'flex-start',
    maxHeight: '100%',
    '@media (max-width: 600px)': { alignSelf: 'stretch', maxHeight: 'none' }
  },
  line: {
    ...row('XS'),
    alignItems: 'center',
    padding: `1px ${tokens.spacingHorizontalS} 2px ${tokens.spacingHorizontalXS}`,
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` }
  },
  box: { ...grown, maxWidth: 'none', alignItems: 'center' },
  label: { ...column(), minWidth: 0, overflowWrap: 'anywhere' },
  field: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  side: { ...column('S'), width: '216px', flexShrink: 0 },
  value: { color: tokens.colorNeutralForeground1 },
  alone: { width: '340px' },
  wide: { justifyContent: 'flex-start', minHeight: '40px' },
  gap: { height: tokens.spacingVerticalS }
})

/** One thing to enter on the token page, in the page's own order (azure-devops.md 7.2). */
interface Entry {
  readonly field: string
  readonly value: string
  /** What is copied; null where there is nothing to paste. */
  readonly copy: string | null
}

/** What to enter on the token page for this plan. */
export function entriesFor({ name, organization, scopes, validTo }: Plan): readonly Entry[] {
  const date = validTo === null ? '' : dateInUtc(validTo)
  const full = scopes.includes(fullAccess)
  const site = siteOf(organization)
  const tick = (id: string): Entry => {
    const name = scopeOf(id)?.name ?? id
    return { field: id === scopes[0] ? 'Show all scopes, then tick' : 'Tick', value: name, copy: name }
  }
  return [
    { field: '+ New Token, then Name', value: name, copy: name },
    site.kind === 'server'
      ? { field: 'Collection', value: site.collection, copy: null }
      : { field: 'Organization', value: site.organization, copy: null },
    {
      field: 'Expiration (UTC)',
      value: `Custom defined, ${validTo === null ? '' : shortDay(validTo, 'UTC')}`,
      copy: date
    },
    ...(full ? [{ field: 'Scopes', value: 'Full access', copy: null }] : scopes.map(tick)),
    { field: 'Create', value: 'Copy the token: the page shows it once', copy: null }
  ]
}

interface PageStepProps {
  readonly plan: Plan
  readonly onOpenPage: () => void
  readonly onPaste: () => void
  readonly busy: boolean
  /** Something went wrong and is told below, which needs the room. */
  readonly crowded: boolean
}

/** The last step where the person makes the token: what to enter, the page, and the paste. */
export function PageStep(props: PageStepProps) {
  const { plan, onOpenPage, onPaste, busy, crowded } = props
  const { platform } = useSnapshot()
  const copyValue = useCopyValue()
  const styles = useStyles()
  const [ticked, setTicked] = useState<readonly string[]>([])
  const making = plan.way === 'by-hand'
  const organization = siteName(plan.organization)
  const tick = (id: string, on: boolean): void =>
    setTicked(on ? [...ticked, id] : ticked.filter((one) => one !== id))
  return (
    <>
      <div className={styles.columns}>
        {making && (
          <ul className={styles.list} aria-label="What to enter on the page">
            {entriesFor(plan).map(({ field, value, copy }) => {
              const id = `${field} ${value}`
              return (
                <li key={id} className={styles.line}>
                  <Checkbox
                    className={styles.box}
                    checked={ticked.includes(id)}
                    onChange={(_event, { checked }) => tick(id, checked === true)}
                    label={
                      <span className={styles.label}>
                        <span className={styles.field}>{field}</span>{' '}
                        <span className={styles.value}>{value}</span>
                      </span>
                    }
                  />
                  {copy !== null && (
                    <Button
                      size="small"
                      icon={<Copy16Regular />}
                      aria-label={`Copy ${copy}`}
                      onClick={() => {
                        copyValue(copy)
                        tick(id, true)
                      }}
                    >
                      Copy
                    </Button>
                  )}
                </li>
              )
            })}
          </ul>
        )}
        <div className={mergeClasses(styles.side, !making && styles.alone)}>
          <Quiet>
            {making
              ? `Opens the token page of ${organization} in your browser.`
              : 'If it is still on the page, copy it there.'}
          </Quiet>
          <Button icon={<Open20Regular />} className={styles.wide} onClick={onOpenPage}>
            Open the page
          </Button>
          <div className={styles.gap} />
          <Quiet>
            When the token is on the clipboard: it is checked with {organization}, kept, and cleared from the
            clipboard.
          </Quiet>
          <Button
            appearance="primary"
            icon={<ClipboardPaste20Regular />}
            className={styles.wide}
            disabledFocusable={busy}
            onClick={onPaste}
          >
            Paste token ({platform === 'darwin' ? '⌘V' : 'Ctrl+V'})
          </Button>
        </div>
      </div>
      {making && !crowded && (
        <Quiet>
          {consequence(plan.scopes, organization)} {lossWords(plan.scopes, organization)}
        </Quiet>
      )}
    </>
  )
}
