import { Button, Link, makeStyles, Switch, Text } from '@fluentui/react-components'
import { useState } from 'react'
import { shortTime } from '../../electron/shared/expiry.js'
import type { CallInput } from '../../electron/shared/ipc-contract.js'
import type { TokenView } from '../../electron/shared/view.js'
import { SettingField } from '../settings/setting-field.js'
import { useAnnounce } from '../ui/announcer.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { useSnapshot } from '../ui/house.js'
import { leadDaysProblem, leadDaysText, readLeadDays } from '../ui/lead-days.js'
import { Quiet } from '../ui/quiet.js'
import { zone } from '../ui/times.js'
import { useCall } from '../ui/use-call.js'
import { Part } from '../ui/section.js'
import { canBeRenewed } from './token-words.js'
import { Row } from '../ui/row.js'

const useStyles = makeStyles({
  switch: { marginLeft: '-8px' }
})

type Later = CallInput<'remindAgain'>['when']

const later: Readonly<Record<Later, string>> = {
  hour: 'In an hour',
  'tomorrow-morning': 'Tomorrow morning',
  'three-days': 'In 3 days'
}

/** Whether a token renews itself, and when the person is reminded of its end. */
export function TokenCare({ token }: { readonly token: TokenView }) {
  const styles = useStyles()
  const announce = useAnnounce()
  const { work, run } = useCall()
  const [again, setAgain] = useState<Later | null>(null)
  const { settings, reminders } = useSnapshot()
  const tokenId = token.id
  const muted = reminders.muted.includes(tokenId)
  const own = reminders.leadDays[tokenId]
  const { pausedUntil } = reminders
  return (
    <Part title="Renewal and reminders">
      {canBeRenewed(token) &&
        (token.origin === 'assisted' ? (
          <Quiet small>You made it by hand, so it cannot renew itself.</Quiet>
        ) : (
          <>
            <Switch
              className={styles.switch}
              checked={token.autoRenew}
              label="Renew by itself"
              onChange={(_event, { checked }) => run('setAutoRenew', { tokenId, on: checked })}
            />
            {token.autoRenew && (
              <Quiet small>
                {`${settings.renewDays} days before its end, or in the last fifth of its life, while you are signed in.`}
              </Quiet>
            )}
          </>
        ))}
      {settings.remindersOn ? (
        <>
          <Switch
            className={styles.switch}
            checked={!muted}
            label="Remind me before it ends"
            onChange={(_event, { checked }) => run('changeReminders', { tokenId, muted: !checked })}
          />
          {pausedUntil !== null && (
            <Quiet small>All reminders pause until {shortTime(Date.parse(pausedUntil), zone())}.</Quiet>
          )}
          {!muted && (
            <>
              <SettingField
                label="Days before"
                hint={own === undefined ? 'As in the settings.' : 'For this token alone.'}
                value={leadDaysText(own ?? settings.leadDays)}
                problemOf={leadDaysProblem}
                onSave={(text) =>
                  run('changeReminders', { tokenId, leadDays: [...(readLeadDays(text) ?? [])] })
                }
              />
              {own !== undefined && (
                <Link onClick={() => run('changeReminders', { tokenId, leadDays: null })}>
                  As in the settings ({leadDaysText(settings.leadDays)})
                </Link>
              )}
              <Row wrap middle role="group" aria-label="Remind me again">
                <Text>Remind me again</Text>
                {(Object.keys(later) as Later[]).map((when) => (
                  <Button
                    key={when}
                    size="small"
                    onClick={() =>
                      run('remindAgain', { tokenId, when }, () => {
                        setAgain(when)
                        announce(`You are reminded again: ${later[when].toLowerCase()}.`)
                      })
                    }
                  >
                    {later[when]}
                  </Button>
                ))}
              </Row>
              {again !== null && <Quiet small>You are reminded again: {later[again].toLowerCase()}.</Quiet>}
            </>
          )}
        </>
      ) : (
        <Quiet small>Reminders are off in the settings.</Quiet>
      )}
      {work.kind === 'failed' && <ErrorNotice error={work.error} />}
    </Part>
  )
}
