import type { ICachePlugin } from '@azure/msal-node'
import { AppFailure } from '../../domain/app-failure.js'
import type { Log } from '../../services/ports/log.js'
import type { SecretFile } from '../../services/ports/keychain.js'

/** msal's cache: held in memory for this run, and in an encrypted file where keychain and disk allow that. */
export function createTokenCache(file: SecretFile, log: Log) {
  let memory: string | null = null
  let problem: AppFailure | null = null
  /** How often it was erased: what was begun before that brings nothing back. */
  let erasures = 0

  async function read(): Promise<string | null> {
    if (memory !== null) return memory
    const before = erasures
    try {
      const content = await file.read()
      if (erasures === before) memory = content
      problem = null
    } catch (error) {
      if (!(error instanceof AppFailure)) throw error
      log.warn('sign-in.cache-unreadable', { code: error.code })
      problem = error
    }
    return memory
  }

  async function write(content: string): Promise<void> {
    memory = content
    try {
      await file.write(content)
    } catch (error) {
      if (!(error instanceof AppFailure)) throw error
      // Without a keychain, or a disk that takes it, the sign-in lasts until the app quits.
      log.warn('sign-in.cache-not-kept', { code: error.code })
    }
  }

  return {
    read,
    /** Why the file could not be read, or null. */
    problem: () => problem,
    erase: async () => {
      erasures += 1
      memory = null
      problem = null
      await file.erase()
    },
    /** For msal. After `signal` or `erase` nothing is written: a sign-in that was superseded, or ended, leaves no trace. */
    plugin: (signal?: AbortSignal): ICachePlugin => {
      const before = erasures
      return {
        beforeCacheAccess: async (context) => {
          const content = await read()
          if (content !== null) context.tokenCache.deserialize(content)
        },
        afterCacheAccess: async (context) => {
          const isOver = signal?.aborted === true || erasures !== before
          if (context.cacheHasChanged && !isOver) await write(context.tokenCache.serialize())
        }
      }
    }
  }
}
