import { AppFailure } from '../domain/app-failure.js'
import type { FoundUse, UsesFound } from '../shared/consumer-view.js'
import type { Fingerprints } from './fingerprints.js'
import type { FileConsumer, TokenIndex } from './ports.js'
import { isFile, samePlace } from './use-place.js'

export interface UseFinderDeps {
  readonly index: TokenIndex
  readonly fingerprints: Pick<Fingerprints, 'ownerOf'>
  readonly files: readonly FileConsumer[]
}

/** Looks into the known files, and for what we wrote and is there no more. Nothing is written. */
export function createUseFinder({ index, fingerprints, files }: UseFinderDeps): () => Promise<UsesFound> {
  /** Places of our records at which no token is any more. */
  async function missing(consumer: FileConsumer, found: readonly FoundUse[]): Promise<readonly FoundUse[]> {
    const gone: FoundUse[] = []
    for (const { id, organization, uses } of index.all()) {
      for (const use of uses.filter(isFile)) {
        const { kind, file, entry } = use
        if (kind !== consumer.kind || [...found, ...gone].some((one) => samePlace(one, use))) continue
        const there = await consumer.read(use).catch((error: unknown) => {
          // A file that cannot be read says nothing of what is in it.
          if (error instanceof AppFailure) return 'unreadable'
          throw error
        })
        if (there !== null) continue
        gone.push({ kind, file, entry, organization, holds: { what: 'nothing' }, drifted: id })
      }
    }
    return gone
  }

  return async () => {
    const found: FoundUse[] = []
    const unreadable: UsesFound['unreadable'][number][] = []
    const looked: string[] = []
    for (const one of files) {
      const { kind } = one
      for (const { file, entries, problem } of await one.find()) {
        looked.push(file)
        if (problem !== null) unreadable.push({ kind, file, line: problem.line })
        for (const { entry, organization, token } of entries) {
          const owner = token === null ? null : await fingerprints.ownerOf(token)
          // More than one while it is being moved.
          const expected = index
            .all()
            .filter(({ uses }) => uses.some((use) => isFile(use) && samePlace(use, { kind, file, entry })))
          found.push({
            ...{ kind, file, entry, organization },
            holds:
              token === null
                ? { what: 'nothing' }
                : owner === null
                  ? { what: 'stranger' }
                  : { what: 'token', tokenId: owner },
            drifted: expected.some(({ id }) => id === owner) ? null : (expected[0]?.id ?? null)
          })
        }
      }
      found.push(...(await missing(one, found)))
    }
    return { found, unreadable, looked }
  }
}
