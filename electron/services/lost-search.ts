import { longestSearch } from './lost-creates.js'
import { noted } from './noted-failure.js'
import type { Needs } from './parts.js'

/** Milliseconds before the first look; doubled for each one after, up to an hour. */
const firstPause = 60_000
const longestPause = 3_600_000

/** Looks by itself for what creates without an answer left. */
interface LostSearch {
  /** Looks now, and again for as long as a create of the last day is open. What goes wrong is logged only. */
  look(): Promise<void>
  /** Looks in a minute. */
  lookLater(): void
}

export function createLostSearch(
  deps: Needs<'bearers' | 'patApi' | 'createJournal' | 'lostCreates' | 'patience' | 'clock' | 'log'>
): LostSearch {
  const { bearers, patApi, createJournal, lostCreates, patience, clock, log } = deps
  let looks = 0
  let cancel: () => void = () => undefined

  const lookAt = (organization: string): Promise<void> =>
    bearers
      .withBearer(organization, null, async (bearer, account) => {
        const active = await patience.safely(() => patApi.list(bearer, organization, 'active'))
        await lostCreates.searchAll(organization, active, account?.name ?? null)
      })
      .catch(noted(log, 'lost-create.not-looked-for'))

  function arm(): void {
    cancel()
    const isOpen = createJournal
      .all()
      .some(({ startedAt }) => clock.now() - Date.parse(startedAt) <= longestSearch)
    if (!isOpen) return
    cancel = clock.after(Math.min(longestPause, firstPause * 2 ** looks), () => {
      looks += 1
      void look()
    })
  }

  async function look(): Promise<void> {
    cancel()
    for (const organization of new Set(createJournal.all().map((create) => create.organization))) {
      await lookAt(organization)
    }
    arm()
  }

  return {
    look,
    lookLater: () => {
      looks = 0
      arm()
    }
  }
}
