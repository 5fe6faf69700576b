/**
 * A format of files that tools read tokens from, as pure edits: text in, text out. Values are the token's own
 * text, decoded; whoever reads one wraps it in a `Secret` at once. Everything that an edit is not about stays
 * as it is: comments, order, blank lines, byte-order mark, line endings, indentation.
 */
export interface FileFormat {
  /** The entries for Azure DevOps; those of other hosts are nobody's business here. */
  read(text: string): FileRead
  /** Puts the token into the entry, which is made where it is missing. Writing the same twice changes nothing. */
  write(text: string, entry: string, token: string): FileEdit
  /** Takes out what belongs to the entry, and nothing else. */
  erase(text: string, entry: string): FileEdit
}

export interface FileEntry {
  /** What the format calls it: a feed's address, a host, a source's name, a section's name. */
  readonly entry: string
  /** Null where the entry does not tell. */
  readonly organization: string | null
  readonly token: string | null
  /** A credential of another kind is there, which no token can be read from and which a write replaces. */
  readonly hasOther: boolean
  /** Where the entry says that its feed is; null where the format has no such place. */
  readonly address: string | null
}

export type FileRead =
  | { readonly ok: true; readonly entries: readonly FileEntry[] }
  /** `line` counts from 1. */
  | { readonly ok: false; readonly line: number | null }

export type FileEdit =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly line: number | null }
