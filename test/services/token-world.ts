import { AppFailure } from '../../electron/domain/app-failure.js'
import { tokenView } from '../../electron/domain/token-view.js'
import { createChangeService } from '../../electron/services/change-service.js'
import { createFingerprints } from '../../electron/services/fingerprints.js'
import { createGitService } from '../../electron/services/git-service.js'
import { createLostCreates } from '../../electron/services/lost-creates.js'
import { createOneAtATime } from '../../electron/domain/one-at-a-time.js'
import { createPatience } from '../../electron/services/patience.js'
import { clocksOf } from '../../electron/services/own-login.js'
import type { Account } from '../../electron/services/ports/sign-in.js'
import type { OpenCreate } from '../../electron/services/ports/stores.js'
import { createRevokeService } from '../../electron/services/revoke-service.js'
import { createStopService } from '../../electron/services/stop-service.js'
import { createTokenKeeper } from '../../electron/services/token-keeper.js'
import { createTokenRefresh } from '../../electron/services/token-refresh.js'
import { createTokenService } from '../../electron/services/token-service.js'
import { createUseService } from '../../electron/services/use-service.js'
import type { BearerService } from '../../electron/services/bearer-service.js'
import type { ApiEngine, OrganizationsFound } from '../../electron/shared/way-view.js'
import { createFakeBrowser } from '../fakes/browser.js'
import { createFakeClipboard } from '../fakes/clipboard.js'
import { createFakeClock } from '../fakes/clock.js'
import { createFakeCreateJournal } from '../fakes/create-journal.js'
import { createFakeFeedApi } from '../fakes/feed-api.js'
import { createFakeFileConsumer } from '../fakes/file-consumer.js'
import { createFakeGitConsumer } from '../fakes/git-consumer.js'
import { createFakeLog } from '../fakes/log.js'
import { createFakeOrganizationIndex } from '../fakes/organization-index.js'
import { createFakePatApi } from '../fakes/pat-api.js'
import { createFakeTokenCheck } from '../fakes/token-check.js'
import { createFakeTokenIndex } from '../fakes/token-index.js'
import { createFakeVault } from '../fakes/vault.js'

export const ada: Account = { id: 'ada-1', name: 'ada@contoso.example', tenant: 'contoso.example' }

/** Whoever is signed in, and what was asked for. */
export interface FakeBearers extends Pick<BearerService, 'withBearer'> {
  account: Account | null
  /** Nobody is signed in, or whatever else keeps bearers away. */
  problem: AppFailure | null
  /** No bearer comes until this is undone. */
  silent: boolean
  readonly asked: (readonly [organization: string, engine: ApiEngine | null])[]
}

/** What the accounts can reach; empty until a test says so. */
function createFakeWays() {
  const found: OrganizationsFound = { organizations: [], failures: [] }
  const ways = { found, listOrganizations: async () => ways.found }
  return ways
}

/** All that is done with tokens, over fakes; somebody is signed in. */
export function createTokenWorld() {
  const clock = createFakeClock()
  const patApi = createFakePatApi(() => clock.now())
  const bearers: FakeBearers = {
    account: ada,
    problem: null,
    silent: false,
    asked: [],
    withBearer: async (organization, engine, act) => {
      bearers.asked.push([organization, engine])
      if (bearers.silent) await new Promise(() => undefined)
      if (bearers.problem !== null) throw bearers.problem
      return act(patApi.bearer, bearers.account)
    }
  }
  const outside = {
    ...{
      clock,
      patApi,
      bearers,
      log: createFakeLog(),
      index: createFakeTokenIndex(),
      vault: createFakeVault()
    },
    createJournal: createFakeCreateJournal(),
    organizations: createFakeOrganizationIndex(),
    ways: createFakeWays(),
    tokenCheck: createFakeTokenCheck(),
    git: createFakeGitConsumer(),
    files: [createFakeFileConsumer()] as const,
    feeds: createFakeFeedApi(),
    clipboard: createFakeClipboard(),
    browser: createFakeBrowser()
  }

  /** The services as a start of the app makes them. */
  function start() {
    const patience = createPatience({ clock, random: () => 0.5, onChange: () => undefined })
    const keeper = createTokenKeeper(outside)
    const lostCreates = createLostCreates({ ...outside, keeper })
    const known = { ...outside, keeper, patience, lostCreates, oneAtATime: createOneAtATime() }
    const fingerprints = createFingerprints(known)
    const gitService = createGitService({ ...known, fingerprints })
    const uses = createUseService({ ...known, fingerprints, gitService })
    const parts = { ...known, fingerprints, gitService, uses }
    return {
      patience,
      keeper,
      oneAtATime: parts.oneAtATime,
      tokens: createTokenService(parts),
      refresh: createTokenRefresh(parts),
      revoking: createRevokeService(parts),
      stops: createStopService(parts),
      gitService,
      fingerprints,
      uses,
      change: createChangeService(parts)
    }
  }

  const services = start()
  /** The list as the page shows it. */
  const views = () =>
    outside.index
      .all()
      .map((record) =>
        tokenView(
          record,
          clocksOf(outside.organizations, record.organization),
          services.keeper.inMemory(record.id),
          clock.now()
        )
      )
  return { ...outside, services, restart: start, views }
}

/** Lets everything run that waits for nothing but itself. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const wish = {
  organization: 'contoso',
  name: 'Push code',
  scopes: ['vso.code_write'],
  validTo: '2027-01-20T12:00:00.000Z',
  engine: 'sign-in'
} as const

export const noted = (some: Partial<OpenCreate> = {}): OpenCreate => ({
  id: 'create-1',
  organization: 'contoso',
  name: 'Push code',
  startedAt: '2026-11-23T12:00:00.000Z',
  ...some
})

/** Rejections are compared by code. */
export const code = (expected: string): { readonly code: string } => ({ code: expected })

export const locked = (): AppFailure => new AppFailure('vault-locked')
