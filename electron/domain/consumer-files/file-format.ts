/** The text is not of its format. */
export class FormatError extends Error {
  /** Where it stops being that, from 1; null where it is whole but has no place for the entry. */
  readonly line: number | null

  constructor(line: number | null) {
    super('not of this format')
    this.line = line
  }
}

/**
 * A format of files that tools read tokens from, as pure edits: text in, text out; a `FormatError` for what is none.
 * Values are the token's own text, decoded; whoever reads one wraps it in a `Secret` at once. Everything that an edit
 * is not about stays as it is: comments, order, blank lines, byte-order mark, line endings, indentation.
 */
export interface FileFormat {
  /** The entries for Azure DevOps; those of other hosts are nobody's business here. */
  read(text: string): readonly FileEntry[]
  /** Puts the token into the entry, which is made where it is missing. Writing the same twice changes nothing. */
  write(text: string, entry: string, token: string): string
  /** Takes out what belongs to the entry, and nothing else. */
  erase(text: string, entry: string): string
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
