import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Secret } from '../../../electron/domain/secret.js'
import type { TokenRecord } from '../../../electron/domain/token.js'
import type {
  CreateJournal,
  OpenCreate,
  RotationJournal,
  TokenIndex
} from '../../../electron/services/ports/stores.js'
import type { Vault } from '../../../electron/services/ports/keychain.js'
import { effect, effectNow } from './boundary.js'

type Rotation = ReturnType<RotationJournal['all']>[number]

/** Items by id in a JSON file, replaced in one step: what electron-store does, without Electron. */
function openList<T>(folder: string, name: string, idOf: (item: T) => string) {
  const file = path.join(folder, `${name}.json`)
  let items = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly T[]) : []
  const write = (next: readonly T[]): void => {
    effectNow(name, () => {
      writeFileSync(`${file}.new`, JSON.stringify(next))
      renameSync(`${file}.new`, file)
    })
    items = next
  }
  return {
    all: () => items,
    save: (...changed: readonly T[]) => {
      const byId = new Map([...items, ...changed].map((item) => [idOf(item), item]))
      write([...byId.values()])
    },
    remove: (id: string) => {
      write(items.filter((item) => idOf(item) !== id))
    }
  }
}

export function createFileTokenIndex(folder: string): TokenIndex {
  const list = openList<TokenRecord>(folder, 'tokens', ({ id }) => id)
  return { ...list, wasEverSetAside: () => false }
}

export function createFileRotationJournal(folder: string): RotationJournal {
  return openList<Rotation>(folder, 'rotations', ({ tokenId }) => tokenId)
}

export function createFileCreateJournal(folder: string): CreateJournal {
  const list = openList<OpenCreate>(folder, 'creates', ({ id }) => id)
  return {
    all: list.all,
    open: (create) => {
      list.save(create)
    },
    close: list.remove
  }
}

/** A keychain that survives a kill; plain text, for values of the practice organization only. */
export function createFileVault(folder: string): Vault {
  const list = openList<{ readonly label: string; readonly value: string }>(
    folder,
    'vault',
    ({ label }) => label
  )
  return {
    state: async () => 'ready',
    get: ({ label }) =>
      effect('vault read', async () => {
        const found = list.all().find((one) => one.label === label)
        return found === undefined ? null : new Secret(found.value)
      }),
    put: async ({ label }, secret) => {
      list.save({ label, value: secret.reveal() })
    },
    delete: async ({ label }) => {
      list.remove(label)
    }
  }
}
