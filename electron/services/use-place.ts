import { splitEntry } from '../domain/consumer-files/azure-hosts.js'
import type { TokenUse } from '../domain/token.js'
import type { FileConsumerKind } from '../shared/consumer-view.js'
import type { FilePlace } from './ports/files.js'

/** An entry of a file that tools read tokens from. */
export interface FileUse extends FilePlace {
  readonly kind: FileConsumerKind
}

export type FileTokenUse = Extract<TokenUse, { kind: FileConsumerKind }>

export const isFile = (use: TokenUse): use is FileTokenUse => use.kind !== 'manual'

/** A file's entry is known by its name; the address behind that is only for making it. */
export const samePlace = (one: FileUse, other: FileUse): boolean =>
  one.kind === other.kind &&
  one.file === other.file &&
  splitEntry(one.entry).name === splitEntry(other.entry).name
