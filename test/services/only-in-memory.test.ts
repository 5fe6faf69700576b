import { describe, expect, it } from 'vitest'
import { createCoreOnFakes, locked, wish } from './core-on-fakes.js'

describe('what would be lost at quit', () => {
  it('is what the keychain did not take, until it is kept or revoked', async () => {
    const { call, core, vault } = createCoreOnFakes()
    expect(core.onlyInMemory()).toEqual([])
    vault.problem = locked()
    const { tokenId } = await call.createToken(wish)
    const other = await call.createToken({ ...wish, name: 'Read feeds' })
    expect(core.onlyInMemory()).toEqual(['Push code', 'Read feeds'])
    vault.problem = null
    await call.keepToken({ tokenId })
    expect(core.onlyInMemory()).toEqual(['Read feeds'])
    await call.revokeToken({ tokenId: other.tokenId })
    expect(core.onlyInMemory()).toEqual([])
  })
})
