import { AppFailure } from '../../electron/domain/app-failure.js'
import { splitEntry } from '../../electron/domain/consumer-files/azure-hosts.js'
import type { Secret } from '../../electron/domain/secret.js'
import type { FileConsumer, FilePlace } from '../../electron/services/ports/files.js'
import type { FileConsumerKind } from '../../electron/shared/consumer-view.js'

/** One file in memory. */
export interface FakeFileConsumer extends FileConsumer {
  readonly file: string
  readonly entries: Map<string, Secret>
  /** Entries that have a credential of another kind. */
  readonly others: Set<string>
  /** Whom the feed takes; null: everybody. */
  onlyTakes(token: Secret | null): void
  /** Proofs wait until this is called. */
  holdProofs(): () => void
  /** So many writes from now on fail. */
  failWrites(count: number): void
  /** Every read and write of the file fails with this until it is null again. */
  failWith(failure: AppFailure | null): void
}

export function createFakeFileConsumer(
  kind: FileConsumerKind = 'npmrc',
  file = '/home/ada/.npmrc'
): FakeFileConsumer {
  const entries = new Map<string, Secret>()
  const others = new Set<string>()
  let before: (() => void) | null = null
  let proofs = Promise.resolve()
  let taken: Secret | null = null
  let failure: AppFailure | null = null
  let failing = 0
  let lastWritten: string | null = null
  let theirs = false
  const nameOf = (entry: string): string => splitEntry(entry).name

  const enter = (place: { readonly file: string }): void => {
    if (place.file !== file) throw new AppFailure('file-not-readable', { file: place.file })
    if (failure !== null) throw failure
  }
  const changing = (place: FilePlace): void => {
    enter(place)
    before ??= wayBack()
  }
  /** The way back to the file as it is now. */
  const wayBack = (): (() => void) => {
    const [hadEntries, hadOthers] = [new Map(entries), [...others]]
    return () => {
      entries.clear()
      others.clear()
      for (const [entry, token] of hadEntries) entries.set(entry, token)
      for (const entry of hadOthers) others.add(entry)
    }
  }
  /** A change of ours: what another hand did before is remembered. */
  const change = (act: () => void): string => {
    theirs ||= lastWritten !== null && state() !== lastWritten
    act()
    lastWritten = state()
    return lastWritten
  }
  const state = (): string =>
    JSON.stringify([[...entries].map(([entry, token]) => [entry, token.reveal()]), [...others]])

  const nothing = state()

  return {
    kind,
    file,
    entries,
    others,
    holdProofs: () => {
      let release = (): void => undefined
      proofs = new Promise((resolve) => {
        release = resolve
      })
      return release
    },
    onlyTakes: (token) => {
      taken = token
    },
    failWrites: (count) => {
      failing = count
    },
    failWith: (wanted) => {
      failure = wanted
    },
    find: async () => {
      if (failure !== null) return [{ file, entries: [], problem: { line: 3 } }]
      const all = [...new Set([...entries.keys(), ...others])].map((entry) => ({
        ...{ entry, organization: 'contoso' },
        ...{ token: entries.get(entry) ?? null, hasOther: others.has(entry) }
      }))
      if (all.length === 0) return []
      return [{ file, entries: all, problem: null }]
    },
    places: async (organization, feeds) => {
      const wanted = feeds.map(({ name }) => `//pkgs.dev.azure.com/${organization}/_packaging/${name}/npm/`)
      return [...new Set([...entries.keys(), ...others, ...wanted])].map((entry) => ({
        ...{ file, entry },
        hasOther: others.has(entry)
      }))
    },
    read: async (place) => {
      enter(place)
      return entries.get(nameOf(place.entry)) ?? null
    },
    write: async (place, token) => {
      changing(place)
      if (failing > 0) {
        failing -= 1
        throw new AppFailure('file-not-written', { file })
      }
      const name = nameOf(place.entry)
      const [had, back] = [entries.get(name), wayBack()]
      const written = change(() => {
        entries.set(name, token)
        others.delete(name)
      })
      return async () => {
        enter(place)
        change(() => {
          if (state() === written) back()
          else if (entries.get(name)?.equals(token) !== true) return
          else if (had === undefined) entries.delete(name)
          else entries.set(name, had)
        })
      }
    },
    verify: async (place) => {
      enter(place)
      await proofs
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
      change(() => void entries.delete(nameOf(place.entry)))
      return 'erased'
    },
    changed: async () => (before === null ? [] : [file]),
    restore: async (wanted) => {
      enter({ file: wanted })
      if (before === null) throw new AppFailure('backup-missing', { file })
      const now = state()
      const isOurs = !theirs && now === lastWritten
      before()
      before = null
      ;[theirs, lastWritten] = [false, null]
      return isOurs || state() === now || now === nothing ? null : `${file}.token-tray-kept`
    }
  }
}
