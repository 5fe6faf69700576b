import { randomUUID } from 'node:crypto'
import { otherwise } from '../domain/app-failure.js'
import { straysAmong } from '../domain/stray.js'
import type { TokenRecord } from '../domain/token.js'
import { listedRecord } from '../domain/token-view.js'
import { iso } from '../shared/expiry.js'
import { sameName } from '../shared/site.js'
import type { OpenCreate } from './ports/stores.js'
import type { ServicePat } from './ports/azure-devops.js'
import type { Needs } from './parts.js'

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
   * Puts the strays of a create onto our list, from what the service lists as active; gives their ids. One whose
   * value is in the keychain after all is none. Should an answer come after all, its token takes the place of the
   * stray.
   */
  search(
    create: OpenCreate,
    active: readonly ServicePat[],
    account: string | null
  ): Promise<readonly string[]>
  /** As `search`, for every open create of an organization but those whose answer is still awaited. */
  searchAll(organization: string, active: readonly ServicePat[], account: string | null): Promise<void>
}

export function createLostCreates(
  deps: Needs<'keeper' | 'index' | 'createJournal' | 'clock' | 'log'>
): LostCreates {
  const { keeper, index, createJournal, clock, log } = deps
  /** Sent, and not answered yet: its token is no stray. */
  const awaited = new Set<string>()
  const age = (create: OpenCreate): number => clock.now() - Date.parse(create.startedAt)

  /** A keychain that cannot be asked gives null: what may have a value is not given up. */
  async function hasValue(record: TokenRecord): Promise<boolean | null> {
    const isKnown = index.all().some(({ id }) => id === record.id)
    if (!isKnown && !index.wasEverSetAside()) return false
    return keeper.recover(record).catch(
      otherwise(({ code }) => {
        log.warn('stray.not-decided', { token: record.id, code })
        return null
      })
    )
  }

  async function search(
    create: OpenCreate,
    active: readonly ServicePat[],
    account: string | null
  ): Promise<readonly string[]> {
    const records = index.all()
    const found = straysAmong(create, active, records, ({ id, inVault }) => inVault || keeper.inMemory(id))
    const strays: string[] = []
    let isDecided = true
    for (const listed of found) {
      const { organization } = create
      const record = listedRecord(listed, { organization, origin: 'api', account })
      const { id } = record
      const kept = await hasValue(records.find((known) => known.id === id) ?? record)
      if (kept === null) isDecided = false
      if (kept !== false) continue
      index.save({ ...record, stray: true })
      strays.push(id)
      log.warn('token.stray', { token: id })
    }
    // One that is only in memory yet is a stray once the app ends, so it stays noted.
    const held = records.some(({ id, name }) => name === create.name && keeper.inMemory(id))
    const isOver = found.length > 0 || (age(create) > longestSearch && !held)
    if (isDecided && isOver) createJournal.close(create.id)
    return strays
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
    end: ({ id }) => awaited.delete(id),
    search,
    searchAll: async (organization, active, account) => {
      for (const create of createJournal.all()) {
        if (!sameName(create.organization, organization) || awaited.has(create.id)) continue
        await search(create, active, account)
      }
    }
  }
}
