import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import type { TokenRecord } from '../../electron/domain/token.js'
import { createOneAtATime } from '../../electron/domain/one-at-a-time.js'
import { createRotationService, type RotationService } from '../../electron/services/rotation-service.js'
import type { UseMover } from '../../electron/services/rotation-steps.js'
import { createTokenKeeper, type TokenKeeper } from '../../electron/services/token-keeper.js'
import type { ServicePat, TokenCheck } from '../../electron/services/ports/azure-devops.js'
import type { SettingsStore } from '../../electron/services/ports/settings.js'
import type { VaultState } from '../../electron/services/ports/keychain.js'
import { createFakeBrowser } from '../fakes/browser.js'
import { createFakeClipboard } from '../fakes/clipboard.js'
import { createFakeClock } from '../fakes/clock.js'
import { createFakeCreateJournal } from '../fakes/create-journal.js'
import { createFakeLog } from '../fakes/log.js'
import { createFakePatApi, tokenText } from '../fakes/pat-api.js'
import { createFakeReminderStore } from '../fakes/reminder-store.js'
import { createFakeRotationJournal } from '../fakes/rotation-journal.js'
import { createFakeSettings } from '../fakes/settings.js'
import { createFakeTokenIndex } from '../fakes/token-index.js'
import { createFakeVault } from '../fakes/vault.js'
import { recordOf } from '../fakes/token-record.js'
import { ada, settled } from './token-world.js'

/** The app is dead from here on; nothing in it may come to terms with that. */
export class Killed extends Error {}

/** What happens at the effect of this number, before or after it took place. */
export interface Trouble {
  readonly at: number
  readonly took: boolean
  readonly what: 'killed' | AppFailure
}

export const oldId = 'old-token'
const hour = 3_600_000

export interface RotationWorldOptions {
  readonly record?: Partial<TokenRecord>
  /** Ids of places; those that start with `manual` the app cannot see. */
  readonly places?: readonly string[]
  readonly graceHours?: number
}

/** A token in its places, over fakes that outlive the app; every effect is counted and followed by the laws. */
export function createRotationWorld(options: RotationWorldOptions = {}) {
  const { record = {}, places: ids = ['git', 'npm', 'manual-server'], graceHours = 24 } = options
  const clock = createFakeClock()
  const patApi = createFakePatApi(() => clock.now())
  const journal = createFakeRotationJournal()
  const index = createFakeTokenIndex()
  const vault = createFakeVault()
  const createJournal = createFakeCreateJournal()
  const browser = createFakeBrowser()
  const clipboard = createFakeClipboard()
  const log = createFakeLog()
  const settings: SettingsStore = {
    ...createFakeSettings({ graceHours }),
    notices: () => (world.unread ? ['not-read'] : [])
  }
  const reminderStore = createFakeReminderStore()
  /** Whose value is in each place. */
  const places = new Map(ids.map((id) => [id, oldId]))
  /** In whose records a place is. */
  const owners = new Map(ids.map((id) => [id, new Set([oldId])]))
  const idOfText = new Map<string, string>()
  const oldSecret = new Secret(tokenText(0))
  const old = recordOf({
    id: oldId,
    inVault: true,
    label: 'old label',
    validTo: '2026-11-28T12:00:00.000Z',
    ...record
  })
  const listed: ServicePat = {
    ...{ authorizationId: oldId, name: old.name, scopes: old.scopes, allOrganizations: false },
    ...{
      validFrom: Date.parse(old.createdAt),
      validTo: Date.parse(old.validTo ?? '2027-01-01T00:00:00.000Z')
    }
  }
  patApi.tokens.set(oldId, { ...listed, state: 'active' })
  idOfText.set(oldSecret.reveal(), oldId)
  index.save(old)
  vault.entries.set(old.label, oldSecret)
  const outage: {
    problem: AppFailure | null
    signedOut: boolean
    proof: string | null
    /** The place in which another hand put its own token. */
    taken: string | null
    undead: boolean
  } = {
    ...{ problem: null, signedOut: false, proof: null, taken: null, undead: false }
  }

  let effects = 0
  let dead = false
  let trouble: Trouble | null = null
  const broken: string[] = []
  const names: string[] = []
  const isAlive = (id: string | undefined): boolean => patApi.tokens.get(id ?? '')?.state === 'active'

  function laws(): void {
    for (const [place, id] of places) if (!isAlive(id)) broken.push(`${place} holds ${id}, which is dead`)
    if (isAlive(oldId) && !vault.entries.has(old.label))
      broken.push('the value of the living old token is lost')
  }
  function before(name: string): Trouble | null {
    if (dead) throw new Killed()
    effects += 1
    names.push(name)
    const mine = trouble?.at === effects ? trouble : null
    if (mine?.took === false) fail(mine)
    return mine
  }
  function fail({ what }: Trouble): never {
    if (what !== 'killed') throw what
    dead = true
    throw new Killed()
  }
  function now<T>(name: string, act: () => T): T {
    const mine = before(name)
    const result = act()
    laws()
    if (mine !== null) fail(mine)
    return result
  }
  async function later<T>(name: string, act: () => Promise<T>): Promise<T> {
    const mine = before(name)
    try {
      const result = await act()
      laws()
      return result
    } finally {
      // Also an answer that is a refusal does not reach the dead.

      if (mine !== null) fail(mine)
    }
  }

  const tokenCheck: TokenCheck = {
    identify: (organization, token) =>
      later('identify', async () => {
        const id = idOfText.get(token.reveal())
        if (!isAlive(id) && !(outage.undead && id === oldId))
          throw new AppFailure('token-not-accepted', { organization })
        return { account: ada.name }
      }),
    findRepository: () => Promise.resolve(null)
  }
  const ownersOf = (useId: string): Set<string> => {
    const found = owners.get(useId)
    if (found === undefined) throw new AppFailure('entry-missing')
    return found
  }
  const moverOf = (keeper: TokenKeeper): UseMover => ({
    usesOf: ({ id }) =>
      [...owners]
        .filter(([, of]) => of.has(id))
        .map(([useId]) => ({ useId, manual: useId.startsWith('manual') })),
    move: (useId, fromId, toId) =>
      later(`move ${useId}`, async () => {
        if (!ownersOf(useId).has(fromId)) throw new AppFailure('entry-missing')
        await keeper.secret(toId)
        if (outage.taken === useId) throw new AppFailure('entry-taken')
        ownersOf(useId).add(toId)
        places.set(useId, toId)
      }),
    prove: (useId, id) =>
      later(`prove ${useId}`, async () => {
        if (places.get(useId) !== id || !isAlive(id) || outage.proof === useId)
          throw new AppFailure('use-proof-failed')
      }),
    settle: (useId, _from, toId) => {
      now(`settle ${useId}`, () => owners.set(useId, new Set([toId])))
    }
  })

  const keychain = {
    state: async (): Promise<VaultState> => (vault.problem === null ? 'ready' : 'locked'),
    get: (entry: { label: string }) => later('vault get', () => vault.get(entry)),
    put: (entry: { label: string }, secret: Secret) => later('vault put', () => vault.put(entry, secret)),
    delete: (entry: { label: string }) => later('vault delete', () => vault.delete(entry))
  }
  const ourIndex = {
    all: () => index.all(),
    save: (...saved: readonly TokenRecord[]) => {
      now('index save', () => {
        index.save(...saved)
      })
    },
    remove: (id: string) => {
      now('index remove', () => {
        index.remove(id)
      })
    },
    wasEverSetAside: () => false
  }
  const api: typeof patApi = {
    ...patApi,
    create: (...given) =>
      later('create', async () => {
        const made = await patApi.create(...given)
        idOfText.set(made.secret.reveal(), made.authorizationId)
        return made
      }),
    list: (...given) => later('list', () => patApi.list(...given)),
    revoke: (...given) => later('revoke', () => patApi.revoke(...given))
  }

  /** The tokens of whose new end Git was told. */
  const told: string[] = []

  /** The app as a start makes it. */
  function start(): RotationService {
    const keeper = createTokenKeeper({ vault: keychain, index: ourIndex, log })
    return createRotationService({
      ...{ keeper, clock, log, settings, reminderStore, createJournal, clipboard, browser, tokenCheck },
      index: ourIndex,
      vault: keychain,
      patApi: api,
      rotationJournal: {
        all: () => journal.all(),
        save: (rotation) => {
          now(`journal ${rotation.stage}`, () => {
            journal.save(rotation)
          })
        },
        remove: (id) => {
          now('journal remove', () => {
            journal.remove(id)
          })
        }
      },
      oneAtATime: createOneAtATime(),
      patience: { safely: (act) => act(), wait: () => Promise.resolve(), waiting: () => null },
      bearers: {
        withBearer: async (organization, _engine, act) => {
          if (outage.signedOut) throw new AppFailure('sign-in-again', { organization })
          return act(patApi.bearer, ada)
        }
      },
      uses: moverOf(keeper),
      tokens: {
        paste: async (wish) => {
          const id = 'hand-successor'
          const secret = new Secret((await clipboard.read()).trim())
          idOfText.set(secret.reveal(), id)
          patApi.tokens.set(id, { ...listed, authorizationId: id, state: 'active' })
          const createdAt = new Date(clock.now()).toISOString()
          keeper.take(recordOf({ ...wish, id, origin: 'assisted', createdAt, label: id }), secret)
          const kept = await keeper.tryToStore(id)
          return {
            tokenId: id,
            ...kept,
            requestedValidTo: null,
            validTo: wish.validTo,
            account: null,
            looksLikeToken: true
          }
        }
      },
      gitService: {
        tellEnd: (id) => {
          told.push(id)
          return Promise.resolve()
        }
      },
      random: () => 0,
      onChange: () => undefined
    })
  }

  const world = {
    ...{
      clock,
      patApi,
      journal,
      index,
      vault,
      createJournal,
      reminderStore,
      browser,
      clipboard,
      log,
      places,
      owners,
      outage,
      told,
      broken
    },
    names,
    /** The disk does not let us read our files now. */
    unread: false,
    service: start(),
    rotation: () => journal.all()[0],
    view: () => world.service.views()[0],
    recordOf: (id: string) => index.all().find((one) => one.id === id),
    active: () =>
      [...patApi.tokens.values()].filter(({ state }) => state === 'active').map((one) => one.authorizationId),
    effects: () => effects,
    trouble: (wanted: Trouble | null) => {
      trouble = wanted
    },
    isDead: () => dead,
    restart: () => {
      dead = false
      trouble = null
      world.service = start()
    },
    /** The person changes every place that waits for them, and says so. */
    tickAll: () => {
      const rotation = journal.all()[0]
      if (rotation === undefined || world.view()?.step !== 'person') return
      for (const use of rotation.uses.filter(({ manual }) => manual)) {
        const back = rotation.stage === 'put-back'
        places.set(use.useId, back ? oldId : (rotation.successorId ?? oldId))
        try {
          world.service.tick(rotation.tokenId, use.useId)
        } catch (error) {
          if (!(error instanceof Killed)) throw error
        }
      }
    },
    /** Lets hours pass, the app looking at the end of each; ends early when it is killed or all is over. */
    pass: async (hours: number) => {
      for (let passed = 0; passed < hours && !world.isDead() && journal.all().length > 0; passed += 1) {
        clock.advance(hour)
        await world.service.look()
        await settled()
        if (!world.isDead()) world.tickAll()
        await settled()
      }
    }
  }
  return world
}

export type RotationWorld = ReturnType<typeof createRotationWorld>
