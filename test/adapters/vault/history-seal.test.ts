import { describe, expect, it } from 'vitest'
import { createHistorySeal } from '../../../electron/adapters/vault/history-seal.js'
import { Secret } from '../../../electron/domain/secret.js'
import { createFakeVault } from '../../fakes/vault.js'
import { locked } from '../../services/core-on-fakes.js'

const key = new Secret(Buffer.alloc(32, 7).toString('base64'))
const head = { count: 3, mark: 'mark' }

describe('the seal of the history', () => {
  it('is one entry of the keychain, and comes back from it', async () => {
    const vault = createFakeVault()
    expect(await createHistorySeal(vault).read()).toBeNull()
    await createHistorySeal(vault).write({ key, head })
    expect([...vault.entries.keys()]).toEqual(['History'])
    const read = await createHistorySeal(vault).read()
    expect(read?.head).toEqual(head)
    expect(read?.key.equals(key)).toBe(true)
  })

  it.each(['x', '{}', '{"key":"short","count":1,"mark":""}', '{"key":null}'])(
    'is none where it is %s',
    async (text) => {
      const vault = createFakeVault()
      vault.entries.set('History', new Secret(text))
      expect(await createHistorySeal(vault).read()).toBeNull()
    }
  )

  it('is not taken for missing while the keychain is locked', async () => {
    const vault = createFakeVault()
    vault.problem = locked()
    await expect(createHistorySeal(vault).read()).rejects.toMatchObject({ code: 'vault-locked' })
  })
})
