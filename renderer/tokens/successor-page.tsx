import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { TokenView } from '../../electron/shared/view.js'
import { reduceToHighest } from '../../electron/shared/scopes.js'
import { siteName } from '../../electron/shared/site.js'
import { useAnnounce } from '../ui/announcer.js'
import { CallLine } from '../ui/call-line.js'
import { useCall } from '../ui/use-call.js'
import { useShortcut } from '../ui/use-shortcut.js'
import { draftLike, endOfDraft, type Plan } from '../wizard/draft.js'
import { PageStep } from '../wizard/page-step.js'

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2, flexShrink: 0 } })

/** The successor of a token that was made by hand: made on the token page, as the old one was, and pasted. */
export function SuccessorPage({ token, onDone }: { readonly token: TokenView; readonly onDone: () => void }) {
  const styles = useStyles()
  const announce = useAnnounce()
  const { work, run } = useCall()
  const [plan] = useState(() => successorPlan(token, Date.now()))
  const busy = work.kind === 'working'
  const paste = (anyway = false): void => {
    if (busy) return
    const validTo = plan.validTo === null ? null : new Date(plan.validTo).toISOString()
    run('pasteSuccessor', { tokenId: token.id, validTo, anyway }, () => {
      announce('The new token is here. The renewal goes on.')
      onDone()
    })
  }
  const openPage = (): void => run('openTokenPage', { organization: token.organization })
  useShortcut('mod+v', () => paste())
  return (
    <>
      <Text className={styles.quiet}>
        Make a second token like the old one, and paste it. The old one stays until every place has the new
        one.
      </Text>
      <PageStep
        plan={plan}
        busy={busy}
        crowded={work.kind !== 'idle'}
        onOpenPage={openPage}
        onPaste={() => paste()}
      />
      <CallLine
        work={work}
        words={`Checking it with ${siteName(token.organization)}`}
        handlers={{
          retry: () => {
            if (work.kind === 'failed' && work.call === 'openTokenPage') openPage()
            else paste()
          },
          anyway: () => paste(true)
        }}
      />
    </>
  )
}

/** The same scopes, name and life, made by hand; `now` in epoch milliseconds. */
function successorPlan(token: TokenView, now: number): Plan {
  const end = endOfDraft(draftLike(token, now), 'by-hand', { now })
  return {
    organization: token.organization,
    way: 'by-hand',
    scopes: reduceToHighest(token.scopes),
    name: token.name,
    validTo: end.kind === 'end' ? end.validTo : null
  }
}
