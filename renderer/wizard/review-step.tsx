import { makeStyles, tokens } from '@fluentui/react-components'
import { longDay } from '../../electron/shared/expiry.js'
import { consequence, lossWords } from '../../electron/shared/scopes.js'
import { siteName } from '../../electron/shared/site.js'
import type { WaysView } from '../../electron/shared/way-view.js'
import { FactsList } from '../ui/facts-list.js'
import { useSnapshot } from '../ui/house.js'
import { outlined } from '../ui/layout.js'
import { Quiet } from '../ui/quiet.js'
import { zone } from '../ui/times.js'
import { asksToSignIn, wayOfEngine, type Plan } from './draft.js'

const useStyles = makeStyles({
  card: { ...outlined, padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}` }
})

/** The last look before a token is made, in lines that a colleague would understand. */
export function ReviewStep({ plan, ways }: { readonly plan: Plan; readonly ways: WaysView | null }) {
  const { vault } = useSnapshot()
  const styles = useStyles()
  const organization = siteName(plan.organization)
  const account = ways?.ways.find(({ engine }) => wayOfEngine(engine) === plan.way)?.account ?? null
  return (
    <>
      <div className={styles.card}>
        <FactsList
          facts={[
            ['Name', plan.name],
            ['Organization', account === null ? organization : `${organization}, as ${account}`],
            ['What it can do', consequence(plan.scopes, organization)],
            ['If it is lost', lossWords(plan.scopes, organization)],
            ['Ends', plan.validTo === null ? 'Not known' : longDay(plan.validTo, zone())]
          ]}
        />
      </div>
      <Quiet>
        {asksToSignIn(plan.way, ways) ? 'Your browser opens for the sign-in first. ' : ''}
        {vault !== 'no-service'
          ? 'It is kept in the keychain of this computer, and you can revoke it here at any time.'
          : 'There is no keychain here: it is held in memory until you quit. You can revoke it here at any time.'}{' '}
        {organization} may allow a shorter life; you will see what it granted.
      </Quiet>
    </>
  )
}
