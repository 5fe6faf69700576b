import { z } from 'zod'
import { Secret } from '../../domain/secret.js'
import type { HistorySeal, HistorySealed } from '../../services/ports/history.js'
import type { Vault } from '../../services/ports/keychain.js'

const entry = { label: 'History' }

const stored = z.object({
  key: z.base64().length(44),
  count: z.int().min(0),
  mark: z.string()
})

function opened(text: string): HistorySealed | null {
  try {
    const { key, count, mark } = stored.parse(JSON.parse(text))
    return { key: new Secret(key), head: { count, mark } }
  } catch {
    return null
  }
}

/** Key and head of the history as one entry of the vault. */
export function createHistorySeal(vault: Vault): HistorySeal {
  return {
    read: async () => {
      const kept = await vault.get(entry)
      return kept === null ? null : opened(kept.reveal())
    },
    write: ({ key, head }) => vault.put(entry, new Secret(JSON.stringify({ key: key.reveal(), ...head })))
  }
}
