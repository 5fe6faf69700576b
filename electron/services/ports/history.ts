import type { HistoryHead } from '../../domain/history-chain.js'
import type { Secret } from '../../domain/secret.js'

/** The file of the history: lines that are only ever added. */
export interface HistoryFile {
  /** Without their line breaks, oldest first; none where there is no file. */
  lines(): Promise<readonly string[]>
  /** On disk when it resolves; nothing of them where it rejects, unless the disk does not give them up again. */
  append(lines: readonly string[]): Promise<void>
  /** Puts the file aside under another name. */
  setAside(): Promise<void>
}

/** The key that signs the history, and how far it did. */
export interface HistorySealed {
  readonly key: Secret
  readonly head: HistoryHead
}

/** The same in the keychain; rejects as `Vault` does, and gives null only where it is known to be missing. */
export interface HistorySeal {
  read(): Promise<HistorySealed | null>
  write(sealed: HistorySealed): Promise<void>
}
