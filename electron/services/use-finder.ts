import { AppFailure, otherwise } from '../domain/app-failure.js'
import type { Secret } from '../domain/secret.js'
import type { FoundUse, UsesFound } from '../shared/consumer-view.js'
import type { FileConsumer } from './ports/files.js'
import { sameName } from '../shared/site.js'
import { isFile, samePlace } from './use-place.js'
import type { Needs } from './parts.js'

function heldAs(token: Secret | null, owner: string | null): FoundUse['holds'] {
  if (token === null) return { what: 'nothing' }
  return owner === null ? { what: 'stranger' } : { what: 'token', tokenId: owner }
}

/**
 * Looks into the known files, and for what we wrote and is there no more, and asks Git for the known organizations.
 * Nothing is written.
 */
export function createUseFinder(
  deps: Needs<'index' | 'fingerprints' | 'files' | 'organizations' | 'git'>
): () => Promise<UsesFound> {
  const { index, organizations, fingerprints, files, git } = deps

  /** Places of our records at which no token is any more. */
  async function missing(consumer: FileConsumer, found: readonly FoundUse[]): Promise<readonly FoundUse[]> {
    const gone: FoundUse[] = []
    for (const { id, organization, uses } of index.all()) {
      for (const use of uses.filter(isFile)) {
        const { kind, file, entry } = use
        const isListed = [...found, ...gone].some(
          (one) => one.kind === kind && samePlace({ ...one, kind }, use)
        )
        if (kind !== consumer.kind || isListed) continue
        // A file that cannot be read says nothing of what is in it.
        const there = await consumer.read(use).catch(otherwise(() => 'unreadable'))
        if (there !== null) continue
        gone.push({ kind, file, entry, organization, holds: { what: 'nothing' }, drifted: id })
      }
    }
    return gone
  }

  /** As tokens have them; git and its helpers tell letters apart. */
  function known(): ReadonlySet<string> {
    const names = new Set(index.all().map(({ organization }) => organization))
    for (const { organization } of organizations.all()) {
      if (![...names].some((name) => sameName(name, organization))) names.add(organization)
    }
    return names
  }

  async function inGit(): Promise<readonly FoundUse[]> {
    const found: FoundUse[] = []
    for (const organization of known()) {
      const token = await git.read(organization)
      const expected = index
        .all()
        .find((one) => one.organization === organization && one.git !== null && !one.git.pending)
      if (token === null && expected === undefined) continue
      const owner = token === null ? null : await fingerprints.ownerOf(token)
      found.push({
        ...{ kind: 'git', file: 'Git', entry: organization, organization, holds: heldAs(token, owner) },
        drifted: expected === undefined || expected.id === owner ? null : expected.id
      })
    }
    return found
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
            holds: heldAs(token, owner),
            drifted: expected.some(({ id }) => id === owner) ? null : (expected[0]?.id ?? null)
          })
        }
      }
      found.push(...(await missing(one, found)))
    }
    try {
      found.push(...(await inGit()))
      if (known().size > 0) looked.push('Git')
    } catch (error) {
      if (!(error instanceof AppFailure)) throw error
      unreadable.push({ kind: 'git', file: 'Git', line: null })
    }
    return { found, unreadable, looked }
  }
}
