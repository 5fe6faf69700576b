import { randomUUID } from 'node:crypto'
import { straysAmong } from '../domain/stray.js'
import { newRecord } from '../domain/token.js'
import { endAtService } from '../domain/token-view.js'
import type { Clock, CreateJournal, Log, OpenCreate, ServicePat, TokenIndex } from './ports.js'
import type { TokenKeeper } from './token-keeper.js'

/** Milliseconds. After a create that long ago the service makes nothing more. */
export const longestSearch = 86_400_000

/** Creates whose answer may be lost, and the tokens that they left without a value. */
export interface LostCreates {
  /** Notes a create right before it is sent. */
  begin(organization: string, name: string): OpenCreate
  /** It was refused for sure, or its token is in the keychain. */
  close(create: OpenCreate): void
  /** Whoever sent it has its answer, or has looked for what it left. */
  end(create: OpenCreate): void
  /**
   * Puts the strays of a create onto our list, from what the service lists as active; gives their ids. Should an
   * answer come after all, its token takes the place of the stray.
   */
  search(create: OpenCreate, active: readonly ServicePat[], account: string | null): readonly string[]
  /** As `search`, for every open create of an organization but those whose answer is still awaited. */
  searchAll(organization: string, active: readonly ServicePat[], account: string | null): void
}

export interface LostCreatesDeps {
  readonly keeper: Pick<TokenKeeper, 'inMemory'>
  readonly index: TokenIndex
  readonly createJournal: CreateJournal
  readonly clock: Clock
  readonly log: Log
}

const iso = (instant: number): string => new Date(instant).toISOString()

export function createLostCreates(deps: LostCreatesDeps): LostCreates {
  const { keeper, index, createJournal, clock, log } = deps
  /** Sent, and not answered yet: its token is no stray. */
  const awaited = new Set<string>()
  const age = (create: OpenCreate): number => clock.now() - Date.parse(create.startedAt)

  function search(
    create: OpenCreate,
    active: readonly ServicePat[],
    account: string | null
  ): readonly string[] {
    const records = index.all()
    const strays = straysAmong(create, active, records, ({ id, inVault }) => inVault || keeper.inMemory(id))
    for (const stray of strays) {
      const id = stray.authorizationId
      const { organization } = create
      const { name, scopes, allOrganizations } = stray
      const [createdAt, validTo] = [iso(stray.validFrom), iso(endAtService(stray))]
      index.save(
        newRecord({
          ...{ id, name, organization, scopes, origin: 'api', createdAt, validTo, allOrganizations },
          ...{ stray: true, account }
        })
      )
      log.warn('token.stray', { token: id })
    }
    // One that is only in memory yet is a stray once the app ends, so it stays noted.
    const held = records.some(({ id, name }) => name === create.name && keeper.inMemory(id))
    if (strays.length > 0 || (age(create) > longestSearch && !held)) createJournal.close(create.id)
    return strays.map(({ authorizationId }) => authorizationId)
  }

  return {
    begin: (organization, name) => {
      const create = { id: randomUUID(), organization, name, startedAt: iso(clock.now()) }
      createJournal.open(create)
      awaited.add(create.id)
      return create
    },
    close: ({ id }) => {
      createJournal.close(id)
      awaited.delete(id)
    },
    end: ({ id }) => {
      awaited.delete(id)
    },
    search,
    searchAll: (organization, active, account) => {
      for (const create of createJournal.all()) {
        if (create.organization === organization && !awaited.has(create.id)) search(create, active, account)
      }
    }
  }
}
