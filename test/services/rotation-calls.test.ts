import { describe, expect, it } from 'vitest'
import { events } from '../../electron/shared/ipc-contract.js'
import { tokenText } from '../fakes/pat-api.js'
import { code, createCoreOnFakes, wish } from './core-on-fakes.js'
import { settled } from './token-world.js'

describe('the calls of a renewal', () => {
  it('renew a token over its grace period, and show how it goes in a state that the contract takes', async () => {
    const { call, core, clock, patApi, tokenCheck } = createCoreOnFakes()
    tokenCheck.accept(tokenText(2), 'ada')
    const { tokenId } = await call.createToken(wish)
    await call.renewToken({ tokenId })
    await settled()
    const snapshot = await call.getSnapshot(null)
    expect(events.snapshot.parse(snapshot)).toEqual(snapshot)
    expect(snapshot.rotations).toMatchObject([{ tokenId, step: 'grace', stopped: null }])
    await expect(call.revokeToken({ tokenId })).rejects.toMatchObject(code('rotation-open'))
    await expect(call.forgetToken({ tokenId })).rejects.toMatchObject(code('rotation-open'))
    core.reminders.look()
    await settled()
    expect(patApi.tokens.get(tokenId)?.state).toBe('active')
    clock.advance(24 * 3_600_000)
    await settled()
    clock.advance(60_000)
    await settled()
    expect(core.state.snapshot().rotations).toEqual([])
    expect(patApi.tokens.get(tokenId)?.state).toBe('revoked')
  })

  it('go back to the old token when it is given up', async () => {
    const { call, core, patApi, tokenCheck } = createCoreOnFakes()
    tokenCheck.accept(tokenText(2), 'ada')
    const { tokenId } = await call.createToken(wish)
    await call.renewToken({ tokenId })
    await settled()
    await call.abandonRotation({ tokenId })
    await settled()
    expect(core.state.snapshot()).toMatchObject({ rotations: [], tokens: [{ id: tokenId, successor: null }] })
    expect([...patApi.tokens.values()].map(({ state }) => state)).toEqual(['active', 'revoked'])
  })

  it('refuse what belongs to no renewal', async () => {
    const { call } = createCoreOnFakes()
    const { tokenId } = await call.createToken(wish)
    const refused = code('rotation-not-possible')
    await expect(call.endGrace({ tokenId })).rejects.toMatchObject(refused)
    await expect(call.tickUse({ tokenId, useId: 'git' })).rejects.toMatchObject(refused)
    await expect(call.abandonRotation({ tokenId })).rejects.toMatchObject(refused)
    await expect(call.pasteSuccessor({ tokenId, validTo: null, anyway: false })).rejects.toMatchObject(
      refused
    )
  })

  it('let a token renew itself from now on', async () => {
    const { call, core } = createCoreOnFakes()
    const { tokenId } = await call.createToken(wish)
    await call.setAutoRenew({ tokenId, on: true })
    expect(core.state.snapshot().tokens[0]?.autoRenew).toBe(true)
  })
})
