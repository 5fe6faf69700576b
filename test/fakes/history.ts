import type { HistoryFile, HistorySeal, HistorySealed } from '../../electron/services/ports/history.js'
import type { FakeVault } from './vault.js'

/** A history in memory that a test may tamper with. */
export interface FakeHistoryFile extends HistoryFile {
  text: string[]
  readonly aside: string[][]
  /** Every append rejects with this until it is null again. */
  full: Error | null
  /** So many lines of an append that rejects are there all the same: a disk that does not give them up again. */
  left: number
}

export function createFakeHistoryFile(): FakeHistoryFile {
  const file: FakeHistoryFile = {
    text: [],
    aside: [],
    full: null,
    left: 0,
    lines: async () => [...file.text],
    append: async (lines) => {
      file.text.push(...(file.full === null ? lines : lines.slice(0, file.left)))
      if (file.full !== null) throw file.full
    },
    setAside: async () => {
      file.aside.push(file.text)
      file.text = []
    }
  }
  return file
}

export interface FakeHistorySeal extends HistorySeal {
  sealed: HistorySealed | null
}

/** Key and head, behind the same lock as a fake keychain. */
export function createFakeHistorySeal(vault: Pick<FakeVault, 'problem'>): FakeHistorySeal {
  const open = (): void => {
    if (vault.problem !== null) throw vault.problem
  }
  const seal: FakeHistorySeal = {
    sealed: null,
    read: async () => {
      open()
      return seal.sealed
    },
    write: async (sealed) => {
      open()
      seal.sealed = sealed
    }
  }
  return seal
}
