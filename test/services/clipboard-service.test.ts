import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { tokenText } from '../fakes/pat-api.js'
import { createCoreOnFakes, wish } from './core-on-fakes.js'

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

async function copied() {
  const all = createCoreOnFakes()
  const { tokenId } = await all.call.createToken(wish)
  await all.call.copyToken({ tokenId })
  return { ...all, tokenId }
}

describe('a copied token', () => {
  it('is on the clipboard as a secret for 45 seconds, and the page is told until when', async () => {
    const { clipboard, clock, core, tokenId } = await copied()
    expect(clipboard).toMatchObject({ text: tokenText(1), concealed: true })
    expect(core.state.snapshot().clipboard).toEqual({
      tokenId,
      clearsAt: '2026-11-23T12:00:45.000Z',
      needsFocus: false,
      concealed: true
    })
    clock.advance(44_999)
    await settled()
    expect(clipboard.text).toBe(tokenText(1))
    clock.advance(1)
    await settled()
    expect(clipboard.text).toBe('')
    expect(core.state.snapshot().clipboard).toBeNull()
  })

  it('is told of where its mark was refused, and one that was refused whole is an expected failure', async () => {
    const { call, clipboard, core, tokenId } = await copied()
    clipboard.refusesMark = true
    await call.copyToken({ tokenId })
    expect([clipboard.text, core.state.snapshot().clipboard?.concealed]).toEqual([tokenText(1), false])
    clipboard.broken = new AppFailure('clipboard-refused')
    await expect(call.copyToken({ tokenId })).rejects.toMatchObject({ code: 'clipboard-refused' })
  })

  it.each([15, 120] as const)(
    'is cleared after %i seconds where the settings say so',
    async (clipboardSeconds) => {
      const { call, clipboard, clock, tokenId } = await copied()
      await call.changeSettings({ clipboardSeconds })
      await call.copyToken({ tokenId })
      clock.advance(clipboardSeconds * 1000 - 1)
      await settled()
      expect(clipboard.text).toBe(tokenText(1))
      clock.advance(1)
      await settled()
      expect(clipboard.text).toBe('')
    }
  )

  it('is not cleared when something else was copied since', async () => {
    const { clipboard, clock, core } = await copied()
    clipboard.text = 'a shopping list'
    clock.advance(45_000)
    await settled()
    expect(clipboard.text).toBe('a shopping list')
    expect(core.state.snapshot().clipboard).toBeNull()
  })

  it('starts its time anew when it is copied again', async () => {
    const { call, clipboard, clock, tokenId } = await copied()
    clock.advance(30_000)
    expect(await call.copyToken({ tokenId })).toMatchObject({ clearsAt: '2026-11-23T12:01:15.000Z' })
    clock.advance(44_999)
    await settled()
    expect(clipboard.text).toBe(tokenText(1))
    clock.advance(1)
    await settled()
    expect(clipboard.text).toBe('')
  })

  it('is cleared on demand and at quit', async () => {
    const { call, clipboard, clock, core, tokenId } = await copied()
    await call.clearClipboard(null)
    expect(clipboard.text).toBe('')
    await call.copyToken({ tokenId })
    await core.close()
    expect(clipboard.text).toBe('')
    expect(clock.armed()).toBe(0)
  })

  it('stays announced while clearing fails, so that it can be tried again', async () => {
    const { call, clipboard, clock, core, log } = await copied()
    clipboard.broken = new Error('no focus')
    clock.advance(45_000)
    await settled()
    expect(core.state.snapshot().clipboard).not.toBeNull()
    expect(log.lines).toContain('warn clipboard.not-cleared {"message":"Error: no focus"}')
    clipboard.broken = null
    await call.clearClipboard(null)
    expect(clipboard.text).toBe('')
    expect(core.state.snapshot().clipboard).toBeNull()
  })

  it('that was copied while the one before was being cleared keeps its own time', async () => {
    const { call, clipboard, clock, core, tokenId } = await copied()
    const { clearIfStill } = clipboard
    let go: () => void = () => undefined
    clipboard.clearIfStill = async (secret) => {
      await new Promise<void>((resolve) => (go = resolve))
      return clearIfStill(secret)
    }
    clock.advance(45_000)
    await call.copyToken({ tokenId })
    go()
    await settled()
    expect(core.state.snapshot().clipboard?.clearsAt).toBe('2026-11-23T12:01:30.000Z')
  })

  it('makes way for a plain value, which is never cleared', async () => {
    const { call, clipboard, clock, core } = await copied()
    await call.copyValue({ value: 'Push code' })
    expect(clipboard).toMatchObject({ text: 'Push code', concealed: false })
    expect(core.state.snapshot().clipboard).toBeNull()
    clock.advance(60_000)
    await settled()
    expect(clipboard.text).toBe('Push code')
  })
})
