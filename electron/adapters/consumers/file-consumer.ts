import { siteAddress } from '../../domain/addresses.js'
import { AppFailure } from '../../domain/app-failure.js'
import type { FileEntry, FileFormat } from '../../domain/consumer-files/file-format.js'
import { splitEntry } from '../../domain/consumer-files/azure-hosts.js'
import { Secret } from '../../domain/secret.js'
import type { Feed } from '../../services/ports/azure-devops.js'
import type { FileConsumer, FilePlace, FoundFile } from '../../services/ports/files.js'
import type { FileConsumerKind } from '../../shared/consumer-view.js'
import { siteOf } from '../../shared/site.js'
import { asFormat, editText, hasBackup, readText, restoreText } from './text-file.js'

/** What one kind of file is particular about. */
export interface FileKind {
  readonly kind: FileConsumerKind
  readonly format: FileFormat
  /** Where its tools look; a new one is made at the first. */
  readonly files: readonly string[]
  /** The entry of a feed, with its address where the entry needs one. */
  readonly entryOf: (organization: string, feed: Feed) => string
  /**
   * A harmless request with this value, to the feed of the entry (null: of which nothing tells where it is); gives what
   * was asked, or rejects with why it failed.
   */
  readonly prove: (place: FilePlace, token: Secret, address: string | null) => Promise<string>
}

/** A consumer of one kind of file. SECURITY: here its values become secrets, and secrets become its values. */
export function createFileConsumer({ kind, format, files, entryOf, prove }: FileKind): FileConsumer {
  const nameOf = (entry: string): string => splitEntry(entry).name
  const asSecret = (token: string | null): Secret | null => (token === null ? null : new Secret(token))

  async function look(file: string): Promise<readonly FileEntry[]> {
    const text = await readText(file)
    return text === null ? [] : asFormat(file, () => format.read(text))
  }

  const entryAt = async ({ file, entry }: FilePlace): Promise<FileEntry | undefined> =>
    (await look(file)).find((one) => one.entry === nameOf(entry))

  const read = async (place: FilePlace): Promise<Secret | null> =>
    asSecret((await entryAt(place))?.token ?? null)

  const put = ({ file, entry }: FilePlace, token: Secret): ReturnType<typeof editText> =>
    editText(file, (text) => format.write(text, entry, token.reveal()))

  async function erase(place: FilePlace, token: Secret): Promise<'erased' | 'missing'> {
    const there = await read(place)
    if (there?.equals(token) !== true) return 'missing'
    await editText(place.file, (text) => format.erase(text, place.entry))
    return 'erased'
  }

  async function foundIn(file: string): Promise<FoundFile | null> {
    if ((await readText(file).catch(() => '')) === null) return null
    try {
      const entries = (await look(file)).map(({ entry, organization, token, hasOther }) => ({
        ...{ entry, organization, hasOther },
        token: asSecret(token)
      }))
      return { file, entries, problem: null }
    } catch (error) {
      if (!(error instanceof AppFailure)) throw error
      const { line } = error.facts
      return { file, entries: [], problem: { line: typeof line === 'number' ? line : null } }
    }
  }

  async function find(): Promise<readonly FoundFile[]> {
    const found = await Promise.all(files.map(foundIn))
    return found.filter((one) => one !== null)
  }

  return {
    kind,
    find,
    read,
    places: async (organization, feeds) => {
      const wanted = feeds.map((feed) => entryOf(organization, feed))
      const isOurs = (of: string | null): boolean => of?.toLowerCase() === organization.toLowerCase()
      // A host alone says neither organization nor feed.
      const isOfService = kind === 'netrc' && siteOf(organization).kind === 'services'
      const asked = (host: string): string => `${host}=${siteAddress(organization)}`
      const found = await find()
      const there = found.flatMap(({ file, entries }) =>
        entries
          .filter((one) => isOurs(one.organization) || (one.organization === null && isOfService))
          // With the feed's address, where the file itself has no place for it: a proof asks there.
          .map(({ entry, hasOther }) => ({
            ...{ file, hasOther },
            entry: wanted.find((one) => nameOf(one) === entry) ?? (kind === 'netrc' ? asked(entry) : entry)
          }))
      )
      const file = found.find(({ problem }) => problem === null)?.file ?? files[0]
      const missing = wanted.filter(
        (entry, at) =>
          !there.some((one) => nameOf(one.entry) === nameOf(entry)) &&
          wanted.findIndex((one) => nameOf(one) === nameOf(entry)) === at
      )
      return [
        ...there,
        ...(file === undefined ? [] : missing.map((entry) => ({ file, entry, hasOther: false })))
      ]
    },
    write: async (place, token) => {
      const before = await read(place)
      const takeBack = await put(place, token)
      return async () => {
        if (await takeBack()) return
        // The rest of it is another hand's now.
        if ((await read(place))?.equals(token) !== true) return
        if (before === null) await erase(place, token)
        else await put(place, before)
      }
    },
    verify: async (place) => {
      const found = await entryAt(place)
      const token = asSecret(found?.token ?? null)
      if (token === null) throw new AppFailure('entry-missing', { file: place.file, entry: place.entry })
      const address = splitEntry(place.entry).address ?? found?.address ?? null
      return { asked: await prove(place, token, address) }
    },
    erase,
    changed: async (recorded) => {
      const all = [...new Set([...files, ...recorded])]
      const have = await Promise.all(all.map(hasBackup))
      return all.filter((_file, index) => have[index])
    },
    restore: restoreText
  }
}
