import { AppFailure } from '../../electron/domain/app-failure.js'
import { splitEntry } from '../../electron/domain/consumer-files/azure-hosts.js'
import type { Secret } from '../../electron/domain/secret.js'
import type { FileConsumer, FilePlace } from '../../electron/services/ports.js'
import type { FileConsumerKind } from '../../electron/shared/consumer-view.js'

/** One file in memory. */
export interface FakeFileConsumer extends FileConsumer {
  readonly file: string
  readonly entries: Map<string, Secret>
  /** Whom the feed takes; null: everybody. */
  onlyTakes(token: Secret | null): void
  /** Every read and write of the file fails with this until it is null again. */
  failWith(failure: AppFailure | null): void
}

export function createFakeFileConsumer(
  kind: FileConsumerKind = 'npmrc',
  file = '/home/ada/.npmrc'
): FakeFileConsumer {
  const entries = new Map<string, Secret>()
  let before: ReadonlyMap<string, Secret> | null = null
  let taken: Secret | null = null
  let failure: AppFailure | null = null
  const nameOf = (entry: string): string => splitEntry(entry).name

  const enter = (place: { readonly file: string }): void => {
    if (place.file !== file) throw new AppFailure('file-not-readable', { file: place.file })
    if (failure !== null) throw failure
  }
  const changing = (place: FilePlace): void => {
    enter(place)
    before ??= new Map(entries)
  }

  return {
    kind,
    file,
    entries,
    onlyTakes: (token) => {
      taken = token
    },
    failWith: (wanted) => {
      failure = wanted
    },
    find: async () => {
      if (failure !== null) return [{ file, entries: [], problem: { line: 3 } }]
      if (entries.size === 0) return []
      const all = [...entries].map(([entry, token]) => ({ entry, organization: 'contoso', token }))
      return [{ file, entries: all, problem: null }]
    },
    places: async (organization, feeds) => {
      const wanted = feeds.map(({ name }) => `//pkgs.dev.azure.com/${organization}/_packaging/${name}/npm/`)
      return [...new Set([...entries.keys(), ...wanted])].map((entry) => ({ file, entry }))
    },
    read: async (place) => {
      enter(place)
      return entries.get(nameOf(place.entry)) ?? null
    },
    write: async (place, token) => {
      changing(place)
      entries.set(nameOf(place.entry), token)
    },
    verify: async (place) => {
      enter(place)
      const token = entries.get(nameOf(place.entry))
      if (token === undefined) throw new AppFailure('entry-missing', { file })
      if (taken !== null && !taken.equals(token)) {
        throw new AppFailure('use-proof-failed', { file, serviceMessage: 'HTTP 401' })
      }
      return { asked: 'GET pkgs.dev.azure.com' }
    },
    erase: async (place, token) => {
      enter(place)
      if (entries.get(nameOf(place.entry))?.equals(token) !== true) return 'missing'
      changing(place)
      entries.delete(nameOf(place.entry))
      return 'erased'
    },
    changed: async () => (before === null ? [] : [file]),
    restore: async (wanted) => {
      enter({ file: wanted })
      if (before === null) throw new AppFailure('backup-missing', { file })
      entries.clear()
      for (const [entry, token] of before) entries.set(entry, token)
      before = null
    }
  }
}
