import { AppFailure, asAppError, otherwise } from '../domain/app-failure.js'
import type { PatList } from '../domain/service-pat.js'
import { explainStop, listedAs, type StopFacts } from '../domain/stop.js'
import type { TokenRecord } from '../domain/token.js'
import { endOfToken } from '../domain/token-view.js'
import { siteOf } from '../shared/site.js'
import type { StopExplanation } from '../shared/outcome-view.js'
import type { GitConsumer } from './ports/git.js'
import type { PatApi } from './ports/azure-devops.js'
import type { Needs } from './parts.js'

/** Why a token does not work. */
export interface StopService {
  /** Asks the service with the token itself, then its lists, and Git where it was handed the token. */
  explain(tokenId: string): Promise<StopExplanation>
}

type Checked = Pick<StopFacts, 'check' | 'gitLost'>
type Looked = Pick<StopFacts, 'listed' | 'listError'>

export function createStopService(
  deps: Needs<'keeper' | 'bearers' | 'patApi' | 'tokenCheck' | 'patience' | 'git' | 'clock' | 'log'>
): StopService {
  const { keeper, bearers, patApi, tokenCheck, patience, git, clock, log } = deps

  async function check({ id, organization, git: mark }: TokenRecord): Promise<Checked> {
    try {
      const token = await keeper.secret(id)
      await patience.safely(() => tokenCheck.identify(organization, token))
      return { check: 'accepted', gitLost: mark !== null && !(await gitHolds(organization, token)) }
    } catch (error) {
      if (!(error instanceof AppFailure)) throw error
      return { check: error.code === 'vault-missing' ? 'not-asked' : asAppError(error), gitLost: false }
    }
  }

  /** Where Git cannot be asked, nothing is said against it. */
  const gitHolds = (...token: Parameters<GitConsumer['holds']>): Promise<boolean> =>
    git.holds(...token).catch(
      otherwise(({ code }) => {
        log.warn('stop.git-not-asked', { code })
        return true
      })
    )

  async function look(record: TokenRecord): Promise<Looked> {
    const { organization } = record
    // A Server has no lists that a program may read (azure-devops.md 1.1).
    if (siteOf(organization).kind === 'server') return { listed: null, listError: null }
    const looked = bearers.withBearer(organization, null, async (bearer): Promise<Looked> => {
      const list = (filter: PatList): ReturnType<PatApi['list']> =>
        patience.safely(() => patApi.list(bearer, organization, filter))
      const lists = {
        active: await list('active'),
        expired: await list('expired'),
        revoked: await list('revoked')
      }
      return { listed: listedAs(record, lists), listError: null }
    })
    return looked.catch(otherwise((failure) => ({ listed: null, listError: asAppError(failure) })))
  }

  /** The lists tell more only of a token that was refused, or that nobody here can ask with. */
  const wantsLists = ({ check: answer }: Checked): boolean =>
    answer === 'not-asked' || (answer !== 'accepted' && answer.code === 'token-not-accepted')

  return {
    explain: async (tokenId) => {
      const record = keeper.record(tokenId)
      const revoked = record.revokedAt !== null
      const checked: Checked = revoked ? { check: 'not-asked', gitLost: false } : await check(record)
      const looked: Looked =
        !revoked && wantsLists(checked) ? await look(record) : { listed: null, listError: null }
      log.info('token.explained', { token: tokenId, listed: looked.listed })
      return explainStop({
        ...checked,
        ...looked,
        now: clock.now(),
        validTo: endOfToken(record),
        allOrganizations: record.allOrganizations,
        revoked,
        onServer: siteOf(record.organization).kind === 'server'
      })
    }
  }
}
