import type { FileEntry } from '../../domain/consumer-files/file-format.js'
import type { Secret } from '../../domain/secret.js'
import type { SnippetFacts } from '../../domain/snippets.js'
import type { FileConsumerKind, SnippetTool } from '../../shared/consumer-view.js'
import type { Feed } from './azure-devops.js'

/** An entry of a file: where one token belongs. */
export interface FilePlace {
  readonly file: string
  /** A feed's address, a host, a section's name: what the format calls it. */
  readonly entry: string
}

/** A file as it was found. */
export interface FoundFile {
  readonly file: string
  readonly entries: readonly (Omit<FileEntry, 'token' | 'address'> & { readonly token: Secret | null })[]
  /** It cannot be parsed, and is left alone. `line` counts from 1. */
  readonly problem: { readonly line: number | null } | null
}

/**
 * One kind of file that tools read tokens from. A file that cannot be read rejects with `file-not-readable`
 * (`file`, `line`) and stays as it is; a write that fails rejects with `file-not-written` and changes nothing.
 */
export interface FileConsumer {
  readonly kind: FileConsumerKind
  /** The known files that exist, with their entries for Azure DevOps. Writes nothing, asks nobody. */
  find(): Promise<readonly FoundFile[]>
  /**
   * Where a token of this organization can go: entries that are there, and those that its feeds would need.
   * `hasOther`: a credential of another kind is there, which a write replaces.
   */
  places(
    organization: string,
    feeds: readonly Feed[]
  ): Promise<readonly (FilePlace & { readonly hasOther: boolean })[]>
  /** The value that is there now, or null. */
  read(place: FilePlace): Promise<Secret | null>
  /**
   * Writes the token into the entry, which is made where it is missing; the rest of the file stays byte for byte, but
   * for credentials of another kind for the same entry. Gives the way back: the file as it was before, byte for byte;
   * where another hand changed it since, the entry alone has its old value again, or none.
   */
  write(place: FilePlace, token: Secret): Promise<() => Promise<void>>
  /**
   * A harmless request with what is in the file, through the tool where it is installed: gives what was asked,
   * e.g. `npm view`, or rejects with `use-proof-failed` (`file`, `entry`, `serviceMessage`), and with what passes by
   * itself: `offline`, `timed-out`, `rate-limited`, `service-unavailable`.
   */
  verify(place: FilePlace): Promise<{ readonly asked: string }>
  /** Takes the entry out where it still holds exactly this token. */
  erase(place: FilePlace, token: Secret): Promise<'erased' | 'missing'>
  /** Files that we changed and whose first backup is there: of those that are known today, and of these. */
  changed(recorded: readonly string[]): Promise<readonly string[]>
  /**
   * Brings back the file as it was before our first write, byte for byte; `backup-missing` where there is none. Gives
   * the path of a copy of what was there, where another hand wrote it after our last write; else null.
   */
  restore(file: string): Promise<string | null>
}

/** The text for a tool with the token in it, in the form that the tool wants. */
export type FillSnippet = (tool: SnippetTool, facts: SnippetFacts, token: Secret) => Secret
