import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createFeedApi } from '../../electron/adapters/azure-devops/feed-api.js'
import { createPatApi } from '../../electron/adapters/azure-devops/pat-api.js'
import { createTokenCheck } from '../../electron/adapters/azure-devops/token-check.js'
import { createFileConsumers } from '../../electron/adapters/consumers/file-consumers.js'
import { systemClock } from '../../electron/adapters/desktop/clock.js'
import { Secret } from '../../electron/domain/secret.js'
import type { FileConsumer, FilePlace } from '../../electron/services/ports/files.js'
import type { Http } from '../../electron/services/ports/http.js'
import { day } from '../../electron/shared/expiry.js'
import { until } from '../e2e/until.js'
import { createFakeOrganizationIndex } from '../fakes/organization-index.js'
import { createNodeHttp } from '../integration/node-http.js'
import { createFakeOutside, startCore } from '../services/core-on-fakes.js'
import { createPracticeClient, type PracticeClient } from '../simulator/client.js'
import { environmentFor } from '../simulator/environment.js'
import { practiceOrganization, practiceTenant } from '../simulator/organizations.js'
import { practiceBearer } from '../simulator/practice-bearer.js'
import { startSimulator } from '../simulator/simulator.js'
import type { BenchRow } from './bench-table.js'

const tokensEach = 4
/** Milliseconds that each answer of the service to the app takes while tokens are renewed. */
const serviceDelay = 500
/** Milliseconds between two requests of one client; there is a client for each place. */
const pause = 250
/** Milliseconds. */
const patience = 120_000

/** What a client asks of a feed, by the kind of file that it has its token from. */
const asked = {
  npmrc: 'npm/registry/tiny-shop',
  'nuget-config': 'nuget/v3/index.json',
  pypirc: 'pypi/simple/'
}

const organizations = ['amber', 'birch', 'cedar', 'dahlia', 'elder'].map((name) =>
  practiceOrganization(name, name, {
    feeds: Array.from({ length: tokensEach }, (_, at) => ({ name: `${name}-${at}`, project: null }))
  })
)
const account = { id: 'az', name: 'developer@contoso.example', tenant: practiceTenant }

interface Rotated {
  /** Requests of the clients that failed. */
  readonly failed: number
  /** Milliseconds, without the grace period. */
  readonly took: number
  /** Milliseconds that the renewal which waited longest for the service's delays did so: they run side by side. */
  readonly waited: number
}

interface Place extends FilePlace {
  readonly consumer: FileConsumer
  readonly address: string
}

/** Clients that work until `end`, each with what is in its file at that moment. */
function startClients(places: readonly Place[], tools: PracticeClient) {
  const rounds = places.map(() => 0)
  let going = true
  let failed = 0
  const ended = places.map(async (place, at) => {
    while (going) {
      const token = await place.consumer.read(place)
      const authorization = `Basic ${btoa(`:${token?.reveal() ?? ''}`)}`
      const answer = await tools.send(place.address, { headers: { authorization } }).catch(() => null)
      await answer?.text()
      if (answer?.status !== 200) failed += 1
      rounds[at] = (rounds[at] ?? 0) + 1
      await delay(pause)
    }
  })
  return {
    /** Whoever read the old value before has used it then. */
    twoRounds: async (): Promise<void> => {
      const before = [...rounds]
      await until('two rounds', () => rounds.every((round, at) => round >= (before[at] ?? 0) + 2), patience)
    },
    end: async (): Promise<number> => {
      going = false
      await Promise.all(ended)
      return failed
    }
  }
}

/** `programs`: npm and its like prove their own files where they are installed; else the app asks by itself. */
async function rotate(programs: boolean): Promise<Rotated> {
  const folder = mkdtempSync(path.join(tmpdir(), 'token-tray-rotation-'))
  const simulator = await startSimulator({ directory: folder, organizations })
  const [app, tools] = [createPracticeClient(simulator), createPracticeClient(simulator, 'tools')]
  const home = path.join(folder, 'home')
  mkdirSync(home)
  const renewing = new AsyncLocalStorage<{ waited: number }>()
  const direct = createNodeHttp(app)
  const http: Http = {
    send: async (request) => {
      const renewal = renewing.getStore()
      if (renewal !== undefined) {
        renewal.waited += serviceDelay
        await delay(serviceDelay)
      }
      return direct.send(request)
    }
  }
  const bearer = new Secret(await practiceBearer(app, account.name))
  const tokenCheck = createTokenCheck(http)
  const environment = environmentFor({ home, simulator })
  const files = createFileConsumers({
    ...{ platform: 'linux', http, tokenCheck },
    environment: programs ? environment : { ...environment, PATH: '' }
  })
  const outside = createFakeOutside()
  const { core, call } = startCore({
    ...{ ...outside, clock: systemClock, tokenCheck, files, patApi: createPatApi(http) },
    feeds: createFeedApi(http),
    azureCli: { accounts: async () => [account], bearer: async () => bearer },
    organizations: createFakeOrganizationIndex(
      organizations.map(({ name }) => ({ organization: name, engine: 'azure-cli', account }))
    )
  })

  /** A token for a feed, in its three places. */
  async function make(organization: string, feed: string) {
    const { tokenId } = await call.createToken({
      ...{ organization, name: feed, scopes: ['vso.packaging'], engine: 'azure-cli' },
      validTo: new Date(Date.now() + 30 * day).toISOString()
    })
    const offered = await call.listPlaces({ tokenId })
    const places: Place[] = []
    for (const [kind, below] of Object.entries(asked)) {
      const place = offered.find((one) => one.kind === kind && one.entry.includes(feed))
      const consumer = files.find((one) => one.kind === kind)
      if (place === undefined || consumer === undefined) throw new Error(`no ${kind} for ${feed}`)
      const { file, entry } = place
      await call.useAt({ tokenId, kind: consumer.kind, file, entry })
      const address = `https://pkgs.dev.azure.com/${organization}/_packaging/${feed}/${below}`
      places.push({ consumer, file, entry, address })
    }
    return { tokenId, places, renewal: { waited: 0 } }
  }

  const made: Awaited<ReturnType<typeof make>>[] = []
  for (const { name, feeds } of organizations)
    for (const feed of feeds) made.push(await make(name, feed.name))

  /** Milliseconds from the act on all tokens until the rest of their renewals is in this stage; null: is over. */
  async function timed(
    act: (token: { readonly tokenId: string }) => Promise<unknown>,
    stage: 'grace' | null
  ): Promise<number> {
    const from = performance.now()
    await Promise.all(made.map(({ tokenId, renewal }) => renewing.run(renewal, () => act({ tokenId }))))
    const open = outside.rotationJournal.all
    const isThere = (): boolean =>
      open().length === (stage === null ? 0 : made.length) && open().every((one) => one.stage === stage)
    await until(stage ?? 'the end', isThere, patience, 5)
    return performance.now() - from
  }

  const clients = startClients(
    made.flatMap(({ places }) => places),
    tools
  )
  try {
    await clients.twoRounds()
    const renewed = await timed(call.renewToken, 'grace')
    await clients.twoRounds()
    const ended = await timed(call.endGrace, null)
    await clients.twoRounds()
    const waited = Math.max(...made.map(({ renewal }) => renewal.waited))
    return { failed: await clients.end(), took: renewed + ended, waited }
  } finally {
    await clients.end()
    await core.close()
    await Promise.all([app.close(), tools.close(), simulator.close()])
    rmSync(folder, { recursive: true, maxRetries: 5 })
  }
}

/**
 * 20 tokens of 5 organizations in 60 places are renewed at once, while a client of each place works with what is in
 * it: the requests that failed, and the time beside what the service's delays take on the longest way.
 */
export async function rotationRows(): Promise<readonly BenchRow[]> {
  const [own, programs] = [await rotate(false), await rotate(true)]
  return [
    {
      ...{ name: 'rotation.failed-requests', value: own.failed + programs.failed, unit: 'times' },
      // One is too many, and nothing is divided by 0.
      ...{ baseline: 1, aim: 0 }
    },
    { name: 'rotation.wall-time', value: own.took, unit: 'ms', baseline: own.waited, aim: 2 },
    // The starts of npm are in it, two for each token, which no service delays.
    { name: 'rotation.wall-time-npm', value: programs.took, unit: 'ms', baseline: programs.waited, aim: 4 }
  ]
}
