import { openSecretService } from './secret-service.js'
import type { SecretService } from './secret-service.js'
import { vaultRequest } from './vault-messages.js'
import type { VaultAnswer, VaultRequest } from './vault-messages.js'

/** The part of keytar that is used. `findCredentials` is not: it crashes the process on a locked collection. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

export interface VaultServerDeps {
  readonly platform: NodeJS.Platform
  /** Loads keytar; rejects where its native half, or libsecret, is missing. */
  readonly loadKeytar: () => Promise<Keytar>
  readonly openService?: () => Promise<SecretService>
}

/** Answers one request of main. It never rejects: what goes wrong is an answer. */
export type VaultServer = (message: unknown) => Promise<VaultAnswer | null>

/**
 * The vault process's side. Whether an entry is missing is known only while the collection is unlocked, so main
 * asks for the state first; keytar itself answers null for locked, cancelled and missing alike.
 */
export function createVaultServer(deps: VaultServerDeps): VaultServer {
  const { platform, loadKeytar, openService = openSecretService } = deps
  let service: Promise<SecretService> | null = null
  const secretService = (): Promise<SecretService> => (service ??= openService())

  async function state(id: number): Promise<VaultAnswer> {
    const is = (found: 'no-service' | 'unlocked', detail: string): VaultAnswer => ({
      id,
      kind: 'state',
      state: found,
      detail
    })
    try {
      await loadKeytar()
    } catch {
      return is('no-service', platform === 'linux' ? 'libsecret' : 'keytar')
    }
    if (platform !== 'linux') return is('unlocked', '')
    try {
      return { id, kind: 'state', state: await (await secretService()).state(), detail: '' }
    } catch {
      return is('no-service', 'bus')
    }
  }

  async function answer(request: VaultRequest): Promise<VaultAnswer> {
    const { id } = request
    switch (request.call) {
      case 'state':
        return state(id)
      case 'unlock':
        return { id, kind: 'unlocked', ...(await (await secretService()).unlock()) }
      case 'get': {
        const keytar = await loadKeytar()
        return { id, kind: 'value', value: await keytar.getPassword(request.service, request.account) }
      }
      case 'set':
        await (await loadKeytar()).setPassword(request.service, request.account, request.value)
        return { id, kind: 'done' }
      case 'delete':
        await (await loadKeytar()).deletePassword(request.service, request.account)
        return { id, kind: 'done' }
    }
  }

  return async (message) => {
    const request = vaultRequest.safeParse(message)
    if (!request.success) return null
    try {
      return await answer(request.data)
    } catch {
      // SECURITY: what a keychain says of its failure may hold what it was given; only the fact goes on.
      return { id: request.data.id, kind: 'failed' }
    }
  }
}
