import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import type { ErrorCode } from '../../electron/shared/error-codes.js'
import { tokenText } from '../fakes/pat-api.js'
import { createCoreOnFakes, wish } from './core-on-fakes.js'

/** States in which the keychain says nothing about an entry. */
const silent = [
  ...['no-protected-store', 'vault-locked', 'vault-dismissed', 'vault-no-answer', 'vault-failed']
] as ErrorCode[]

type World = ReturnType<typeof createCoreOnFakes>
const acts: Readonly<Record<string, (call: World['call'], tokenId: string) => Promise<unknown>>> = {
  copy: (call, tokenId) => call.copyToken({ tokenId }),
  'hand over': (call, tokenId) => call.useForGit({ tokenId, allowPlainText: false, setUpHelper: false }),
  explain: (call, tokenId) => call.explainStop({ tokenId }),
  refresh: (call) => call.refreshTokens(null),
  forget: (call, tokenId) => call.forgetToken({ tokenId }),
  'remember the end': (call, tokenId) => call.setTokenEnd({ tokenId, validTo: wish.validTo })
}

async function keptToken() {
  const all = createCoreOnFakes()
  all.tokenCheck.accept(tokenText(1), 'ada')
  const { tokenId } = await all.call.createToken(wish)
  return { ...all, tokenId }
}
const settle = (task: Promise<unknown>): Promise<unknown> => task.catch((error: unknown) => error)

describe.each(silent)('a keychain that says %s', (code) => {
  it.each(Object.keys(acts))('takes nothing for missing when asked to %s', async (act) => {
    const { call, index, vault, tokenId } = await keptToken()
    vault.problem = new AppFailure(code)
    const before = index.all()
    await settle(acts[act]!(call, tokenId))
    await settle(acts[act]!(call, tokenId))
    expect(index.all()).toEqual(before)
    vault.problem = null
    await call.copyToken({ tokenId })
    expect(vault.entries.get(index.all()[0]!.label)?.reveal()).toBe(tokenText(1))
  })

  it('is said to the person, and what is revoked with the service is erased there later', async () => {
    const { call, index, vault, tokenId } = await keptToken()
    vault.problem = new AppFailure(code)
    await expect(call.copyToken({ tokenId })).rejects.toMatchObject({ code })
    expect(await call.revokeToken({ tokenId })).toMatchObject({
      service: { state: 'done' },
      keychain: { state: 'failed', error: { code } }
    })
    expect(index.all()[0]).toMatchObject({ inVault: true, revokeLeft: ['keychain'] })
    vault.problem = null
    expect(await call.revokeToken({ tokenId })).toMatchObject({ keychain: { state: 'done' } })
    expect(index.all()[0]).toMatchObject({ inVault: false, revokeLeft: [] })
  })

  it('holds a new token in memory until it is itself again', async () => {
    const { call, core, vault } = createCoreOnFakes()
    vault.problem = new AppFailure(code)
    const { tokenId, kept } = await call.createToken(wish)
    expect([kept, core.onlyInMemory()]).toEqual(['memory', ['Push code']])
    await call.copyToken({ tokenId })
    vault.problem = null
    await call.keepToken({ tokenId })
    expect(core.onlyInMemory()).toEqual([])
  })
})

describe('an entry that is missing', () => {
  it('is said to be, and is the only thing that is', async () => {
    const { call, vault, tokenId } = await keptToken()
    vault.entries.clear()
    await expect(call.copyToken({ tokenId })).rejects.toMatchObject({ code: 'vault-missing' })
  })
})
