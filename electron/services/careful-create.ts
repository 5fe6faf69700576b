import { AppFailure } from '../domain/app-failure.js'
import type { Secret } from '../domain/secret.js'
import { retryAfter } from './patience.js'
import type { OpenCreate } from './ports/stores.js'
import type { PatDraft, ServicePat } from './ports/azure-devops.js'
import type { Needs } from './parts.js'

/** Milliseconds before a create that was refused for its rate is sent again, where none are named; doubled. */
const unnamedPause = 10_000
/** Milliseconds. A longer wait is told as a failure; the window of the limit is 5 minutes (azure-devops.md 4.7). */
const longestPause = 600_000
const mostResends = 3

/** Sends a create. `account` is its owner's name. `create` is still open and is closed once the token is safe. */
type CarefulCreate = (
  bearer: Secret,
  account: string | null,
  draft: PatDraft,
  signal: AbortSignal
) => Promise<{ readonly made: ServicePat & { readonly secret: Secret }; readonly create: OpenCreate }>

/** True where the request may have been carried out although its answer did not come. */
function isDoubtful(failure: AppFailure): boolean {
  switch (failure.code) {
    // The last one's request was on its way when it was aborted.
    case 'timed-out':
    case 'unexpected-answer':
    case 'create-cancelled':
      return true
    case 'offline':
      return failure.facts['obstacle'] === 'interrupted'
    case 'service-unavailable':
      // With a value of `patTokenError` the service itself says that it made nothing.
      return !('patTokenError' in failure.facts)
    default:
      return false
  }
}

/**
 * Sends a create at most once: only one that was refused before it was carried out, for its rate, is sent again,
 * after a wait that the person sees. What a lost answer left is looked for at once and on later refreshes.
 */
export function createCarefully(deps: Needs<'patApi' | 'patience' | 'lostCreates'>): CarefulCreate {
  const { patApi, patience, lostCreates } = deps
  async function lost(
    bearer: Secret,
    account: string | null,
    create: OpenCreate,
    cause: AppFailure
  ): Promise<never> {
    const { organization } = create
    const answer = (facts: { found: number; tokenId?: string }): AppFailure =>
      new AppFailure('create-answer-lost', { organization, ...facts }, { cause })
    let active: readonly ServicePat[]
    try {
      active = await patience.safely(() => patApi.list(bearer, organization, 'active'))
    } catch (error) {
      throw error instanceof AppFailure ? answer({ found: -1 }) : error
    }
    const [tokenId, ...others] = await lostCreates.search(create, active, account)
    throw answer(tokenId === undefined ? { found: 0 } : { found: 1 + others.length, tokenId })
  }

  return async (bearer, account, draft, signal) => {
    for (let resends = 0; ; resends += 1) {
      const create = lostCreates.begin(draft.organization, draft.name)
      try {
        return { made: await patApi.create(bearer, draft, signal), create }
      } catch (error) {
        // Of a bug it is not known how far it came: it stays noted, too.
        if (!(error instanceof AppFailure)) throw error
        if (isDoubtful(error)) return await lost(bearer, account, create, error)
        lostCreates.close(create)
        const pause = retryAfter(error) ?? unnamedPause * 2 ** resends
        if (error.code !== 'rate-limited' || resends === mostResends || pause > longestPause) throw error
        await patience.wait(pause, 'rate-limited', signal)
      } finally {
        lostCreates.end(create)
      }
    }
  }
}
