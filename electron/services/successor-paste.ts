import { AppFailure, otherwise } from '../domain/app-failure.js'
import type { Rotation } from '../domain/rotation.js'
import { Secret } from '../domain/secret.js'
import type { CallInput } from '../shared/ipc-contract.js'
import type { TokenService } from './token-service.js'
import type { Needs } from './parts.js'

/** Successors that a person made by hand. */
interface SuccessorPaste {
  /**
   * Takes it off the clipboard and gives its id; rejects as a paste does, and with `invalid-input` for the old one and
   * for any other that is being renewed.
   */
  take(wish: CallInput<'pasteSuccessor'>): Promise<string>
  /** One that was pasted since the rotation began: we may have ended right after the paste. */
  find(rotation: Rotation): Promise<string | null>
}

export function createSuccessorPaste(
  deps: Needs<'keeper' | 'index' | 'rotationJournal' | 'clipboard'> & {
    readonly tokens: Pick<TokenService, 'paste'>
  }
): SuccessorPaste {
  const { keeper, index, tokens } = deps

  /** It would be revoked as the old one, and take every place with it. */
  async function isOld(tokenId: string, secret: Secret): Promise<boolean> {
    // A lost value is compared by its fingerprint, when the paste has been taken.
    const value = await keeper.secret(tokenId).catch(
      otherwise((failure) => {
        if (failure.code !== 'vault-missing') throw failure
        return null
      })
    )
    return value?.equals(secret) ?? false
  }

  return {
    take: async ({ tokenId, validTo, anyway }) => {
      const { organization, name, scopes } = keeper.record(tokenId)
      const text = (await deps.clipboard.read()).trim()
      if (text !== '' && (await isOld(tokenId, new Secret(text)))) throw new AppFailure('invalid-input')
      const { tokenId: id } = await tokens.paste({ organization, name, scopes, validTo, anyway })
      const open = deps.rotationJournal.all().flatMap((one) => [one.tokenId, one.successorId])
      if (open.includes(id)) throw new AppFailure('invalid-input')
      return id
    },
    find: async ({ tokenId, startedAt }) => {
      const { name, organization } = keeper.record(tokenId)
      const found = index
        .all()
        .filter((record) => record.origin === 'assisted' && record.id !== tokenId && record.name === name)
        .filter((record) => record.organization === organization && record.createdAt >= startedAt)
        .find(({ id, inVault }) => inVault || keeper.inMemory(id))
      if (found === undefined || (await isOld(tokenId, await keeper.secret(found.id)))) return null
      return found.id
    }
  }
}
