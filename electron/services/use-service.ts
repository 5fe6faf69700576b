import { randomUUID } from 'node:crypto'
import { AppFailure } from '../domain/app-failure.js'
import { splitEntry } from '../domain/consumer-files/azure-hosts.js'
import type { TokenRecord, TokenUse } from '../domain/token.js'
import { tokenState } from '../domain/token-view.js'
import type { FileConsumerKind, UsePlace, UsesFound } from '../shared/consumer-view.js'
import { isOver } from '../shared/expiry.js'
import type { FileConsumer } from './ports/files.js'
import type { UseMover } from './rotation-steps.js'
import { createUseFinder } from './use-finder.js'
import { isFile, samePlace, type FileTokenUse, type FileUse } from './use-place.js'
import type { Needs } from './parts.js'

/** The places in which tokens are, besides the keychain. */
export interface UseService extends UseMover {
  /** Looks into the known files, and asks Git for the known organizations. Nothing is written. */
  find(): Promise<UsesFound>
  /** Where this token can be written to; feeds that it may not see are not among them. */
  places(tokenId: string): Promise<readonly UsePlace[]>
  /**
   * Writes the token there and proves it; where the proof fails, the file is again as it was. Gives what was asked.
   * A place that is not one of the known ones is `invalid-input`.
   */
  useAt(tokenId: string, use: FileUse): Promise<{ readonly asked: string }>
  /**
   * Takes the token out of there, where it still is; `vault-missing` (`file`) where nobody can tell. A place that
   * nobody sees is forgotten.
   */
  remove(tokenId: string, useId: string): Promise<void>
  /** Takes the token out of all files. Rejects with the first failure, after all were tried. */
  removeFromFiles(tokenId: string): Promise<void>
  /** Takes our tokens out of this file, as far as our records know of them there. */
  clear(file: string): Promise<void>
  addManual(
    tokenId: string,
    place: { readonly name: string; readonly link: string; readonly note: string }
  ): void
}

export function createUseService(
  deps: Needs<'keeper' | 'oneAtATime' | 'fingerprints' | 'gitService'> &
    Needs<'index' | 'organizations' | 'files' | 'feeds' | 'git' | 'clock'>
): UseService {
  const { keeper, index, oneAtATime, fingerprints, gitService, files, feeds, clock } = deps

  function consumer(kind: FileConsumerKind): FileConsumer {
    const found = files.find((one) => one.kind === kind)
    if (found === undefined) throw new AppFailure('invalid-input')
    return found
  }

  function useOf(tokenId: string, useId: string): TokenUse {
    const found = keeper.record(tokenId).uses.find(({ id }) => id === useId)
    if (found === undefined) throw new AppFailure('entry-missing')
    return found
  }

  /** The place is now this token's as well. */
  function add(tokenId: string, use: TokenUse): void {
    const { uses } = keeper.record(tokenId)
    if (!uses.some(({ id }) => id === use.id)) keeper.change(tokenId, { uses: [...uses, use] })
  }

  function drop(tokenId: string, isGone: (use: TokenUse) => boolean): void {
    const record = index.all().find(({ id }) => id === tokenId)
    if (record?.uses.some(isGone) === true) {
      keeper.change(tokenId, { uses: record.uses.filter((use) => !isGone(use)) })
    }
  }

  async function places(tokenId: string): Promise<readonly UsePlace[]> {
    const { organization } = keeper.record(tokenId)
    const token = await keeper.secret(tokenId)
    const known = await feeds.list(organization, token)
    const found: UsePlace[] = []
    for (const one of files) {
      for (const { hasOther, ...place } of await one.places(organization, known)) {
        // One that cannot be read is shown by the look at all of them.
        const there = await one.read(place).catch(() => null)
        const without = hasOther ? 'other-kind' : 'nothing'
        const now = there === null ? without : there.equals(token) ? 'this' : 'another'
        found.push({ kind: one.kind, ...place, now })
      }
    }
    return found
  }

  async function useAt(tokenId: string, use: FileUse): Promise<{ readonly asked: string }> {
    const record = keeper.record(tokenId)
    if (isOver(tokenState(record, clock.now()))) {
      throw new AppFailure('token-not-accepted', { organization: record.organization })
    }
    // SECURITY: the page names a place, so it has to be one of those that we would have named, or did.
    const named = [...(await places(tokenId)), ...record.uses.filter(isFile)]
    const known = named.find((place) => samePlace(place, use))
    if (known === undefined) throw new AppFailure('invalid-input')
    const { kind, file, entry } = known
    const place = { id: randomUUID(), kind, file, entry }
    const token = await keeper.secret(tokenId)
    await fingerprints.take(tokenId)
    // Known before it is there: whoever revokes or removes finds it, also after a crash in between.
    add(tokenId, place)
    let takeBack = (): Promise<void> => Promise.resolve()
    try {
      takeBack = await consumer(kind).write(place, token)
      const { asked } = await consumer(kind).verify(place)
      for (const { id } of index.all()) {
        drop(id, (other) => isFile(other) && other.id !== place.id && samePlace(other, place))
      }
      return { asked }
    } catch (error) {
      // Where this fails the token is still there, and stays known.
      await takeBack()
      drop(tokenId, ({ id }) => id === place.id)
      throw error
    }
  }

  /** Only values of the tokens that a place belongs to are replaced in a renewal: all else is another hand's. */
  async function expectOurs(use: FileTokenUse, owners: readonly string[]): Promise<void> {
    const there = await consumer(use.kind).read(use)
    const facts = { file: use.file, entry: splitEntry(use.entry).name }
    if (there === null) throw new AppFailure('entry-missing', facts)
    const owner = await fingerprints.ownerOf(there)
    const has = (id: string): boolean => keeper.record(id).uses.some((one) => one.id === use.id)
    if (owner === null || !(owners.includes(owner) || has(owner))) {
      throw new AppFailure('entry-taken', facts)
    }
  }

  async function takeOut(record: TokenRecord, use: FileTokenUse): Promise<void> {
    const there = await consumer(use.kind).read(use)
    // Recognised, not compared: our copy of the value may be gone already.
    if (there !== null && (await fingerprints.matches(record.id, there, use.file))) {
      await consumer(use.kind).erase(use, there)
    }
    drop(record.id, ({ id }) => id === use.id)
  }

  return {
    find: createUseFinder(deps),
    places,
    useAt: (tokenId, use) => oneAtATime(tokenId, () => useAt(tokenId, use)),
    remove: (tokenId, useId) =>
      oneAtATime(tokenId, async () => {
        const record = keeper.record(tokenId)
        if (useId === 'git' && record.git !== null) return gitService.takeOut(record)
        const use = useOf(tokenId, useId)
        if (isFile(use)) await takeOut(record, use)
        else drop(tokenId, ({ id }) => id === useId)
      }),
    removeFromFiles: async (tokenId) => {
      const record = keeper.record(tokenId)
      const failures: unknown[] = []
      for (const use of record.uses.filter(isFile)) {
        await takeOut(record, use).catch((error: unknown) => failures.push(error))
      }
      if (failures.length > 0) throw failures[0]
    },
    clear: async (file) => {
      for (const record of index.all()) {
        const here = record.uses.filter(isFile).filter((use) => use.file === file)
        for (const use of here) await takeOut(record, use)
      }
    },
    addManual: (tokenId, place) => add(tokenId, { id: randomUUID(), kind: 'manual', ...place }),
    usesOf: ({ git: mark, uses }) => [
      ...(mark === null ? [] : [{ useId: 'git', manual: false }]),
      ...uses.map(({ id, kind }) => ({ useId: id, manual: kind === 'manual' }))
    ],
    move: async (useId, fromId, toId) => {
      const [from, to] = [keeper.record(fromId), keeper.record(toId)]
      if (useId === 'git') return gitService.move(from, to)
      // Found in either record: an interrupted move may have been half done.
      const use = [...from.uses, ...to.uses].find(({ id }) => id === useId)
      if (use === undefined) throw new AppFailure('entry-missing')
      if (isFile(use)) {
        await fingerprints.take(toId)
        await expectOurs(use, [fromId, toId])
      }
      // Before the write, so that a way back knows the value for its own.
      add(toId, use)
      if (isFile(use)) await consumer(use.kind).write(use, await keeper.secret(toId))
    },
    prove: async (useId, tokenId) => {
      const record = keeper.record(tokenId)
      if (useId === 'git') return gitService.prove(record)
      const use = useOf(tokenId, useId)
      if (!isFile(use)) return
      const there = await consumer(use.kind).read(use)
      if (there?.equals(await keeper.secret(tokenId)) !== true) {
        throw new AppFailure('entry-missing', { file: use.file, entry: use.entry })
      }
      await consumer(use.kind).verify(use)
    },
    settle: (useId, fromId, toId) => {
      if (useId === 'git') {
        if (keeper.record(toId).git !== null) keeper.change(fromId, { git: null })
        return
      }
      const use = [...keeper.record(toId).uses, ...keeper.record(fromId).uses].find(({ id }) => id === useId)
      if (use !== undefined) add(toId, use)
      drop(fromId, ({ id }) => id === useId)
    }
  }
}
