import { describe, expect, it } from 'vitest'
import { Secret } from '../../electron/domain/secret.js'
import { createMarkedClipboard } from '../../electron/services/marked-clipboard.js'
import { createFakeClipboard } from '../fakes/clipboard.js'
import { createFakeClipboardMark } from '../fakes/clipboard-mark.js'
import { createFakeLog } from '../fakes/log.js'
import { tokenText } from '../fakes/pat-api.js'
import { createFakeTokenIndex } from '../fakes/token-index.js'
import { recordOf } from '../fakes/token-record.js'
import { createFakeVault } from '../fakes/vault.js'
import { createCoreOnFakes, locked, wish } from './core-on-fakes.js'

const token = new Secret(tokenText(1))

function world() {
  const parts = {
    clipboard: createFakeClipboard(),
    clipboardMark: createFakeClipboardMark(),
    vault: createFakeVault(),
    index: createFakeTokenIndex(),
    log: createFakeLog()
  }
  parts.index.save(recordOf({ inVault: true }))
  return { ...parts, marked: createMarkedClipboard(parts), restart: () => createMarkedClipboard(parts) }
}

/** As after a crash: the token is on the clipboard, and the app begins anew. */
async function crashed() {
  const all = world()
  await all.marked.writeSecret(token)
  return { ...all, next: all.restart() }
}

describe('a token that a crash left on the clipboard', () => {
  it('is cleared at the next start', async () => {
    const { clipboard, clipboardMark, next } = await crashed()
    await next.clearLeft()
    expect([clipboard.text, clipboardMark.read()]).toEqual(['', null])
  })

  it('is known by a keyed hash alone, whose key is in the keychain', async () => {
    const { clipboardMark, vault } = await crashed()
    expect([...vault.entries.keys()]).toEqual(['Clipboard'])
    expect(clipboardMark.read()).toBe(vault.entries.get('Clipboard')?.sign(tokenText(1)))
    expect(clipboardMark.read()).not.toContain(tokenText(1).slice(0, 8))
  })

  it.each(['a shopping list', ''])('is not looked for twice where there is %j by now', async (text) => {
    const { clipboard, clipboardMark, next } = await crashed()
    clipboard.text = text
    await next.clearLeft()
    expect([clipboard.text, clipboardMark.read()]).toEqual([text, null])
    clipboard.text = tokenText(1)
    await next.clearLeft()
    expect(clipboard.text).toBe(tokenText(1))
  })

  it('is cleared also where the next copy was refused', async () => {
    const { clipboard, clipboardMark, next } = await crashed()
    const left = clipboardMark.read()
    clipboard.broken = new Error('not in front')
    await expect(next.writeSecret(new Secret(tokenText(2)))).rejects.toThrow('not in front')
    expect(clipboardMark.read()).toBe(left)
    clipboard.broken = null
    await next.clearLeft()
    expect([clipboard.text, clipboardMark.read()]).toEqual(['', null])
  })

  it('waits while the keychain is locked, and while the clipboard cannot be seen', async () => {
    const { clipboard, vault, log, next } = await crashed()
    vault.problem = locked()
    await next.clearLeft()
    expect(clipboard.text).toBe(tokenText(1))
    vault.problem = null
    clipboard.broken = new Error('not in front')
    await next.clearLeft()
    expect(log.lines).toEqual(['warn clipboard.left {"message":"Error: not in front"}'])
    clipboard.broken = null
    await next.clearLeft()
    expect(clipboard.text).toBe('')
  })

  it('is given up where the key is gone: nothing is cleared blindly', async () => {
    const { clipboard, clipboardMark, vault, next } = await crashed()
    vault.entries.clear()
    await next.clearLeft()
    expect([clipboard.text, clipboardMark.read()]).toEqual([tokenText(1), null])
  })

  it('is no more ours to clear after the next copy, which has its own time', async () => {
    const { clipboard, clipboardMark, next } = await crashed()
    await next.writeSecret(new Secret(tokenText(2)))
    await next.clearLeft()
    expect(clipboard.text).toBe(tokenText(2))
    expect(clipboardMark.read()).not.toBeNull()
  })
})

describe('the mark of a copied token', () => {
  it('goes when the token is cleared, or something else was copied', async () => {
    const { clipboard, clipboardMark, marked } = world()
    await marked.writeSecret(token)
    expect(await marked.clearIfStill(token)).toBe(true)
    expect([clipboard.text, clipboardMark.read()]).toEqual(['', null])
    await marked.writeSecret(token)
    await marked.write('a name')
    expect([clipboard.text, clipboardMark.read()]).toEqual(['a name', null])
  })

  it('of a newer copy outlives the clearing of an older one', async () => {
    const { clipboardMark, marked } = world()
    await marked.writeSecret(token)
    await marked.writeSecret(new Secret(tokenText(2)))
    const newer = clipboardMark.read()
    expect(await marked.clearIfStill(token)).toBe(false)
    expect(clipboardMark.read()).toBe(newer)
  })

  it('is missing where no keychain is open, and the copy is made all the same', async () => {
    const { clipboard, clipboardMark, marked, vault } = world()
    vault.problem = locked()
    await marked.writeSecret(token)
    expect([clipboard.text, clipboardMark.read()]).toEqual([tokenText(1), null])
  })

  it('is not the first to write to a keychain, which would ask for a password', async () => {
    const { clipboard, marked, index, vault } = world()
    index.save(recordOf({ inVault: false }))
    await marked.writeSecret(token)
    expect([clipboard.text, vault.entries.size]).toEqual([tokenText(1), 0])
  })

  it('stays while the token cannot be cleared', async () => {
    const { clipboard, clipboardMark, marked } = world()
    await marked.writeSecret(token)
    clipboard.broken = new Error('not in front')
    await expect(marked.clearIfStill(token)).rejects.toThrow()
    expect(clipboardMark.read()).not.toBeNull()
  })
})

describe('a clipboard that can be cleared only in front', () => {
  it('is said with the countdown, not cleared blindly, and cleared when the app comes to the front', async () => {
    const { call, clipboard, clock, core } = createCoreOnFakes()
    const { tokenId } = await call.createToken(wish)
    const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
    await call.copyToken({ tokenId })
    expect(core.state.snapshot().clipboard?.needsFocus).toBe(false)
    clipboard.broken = new Error('not in front')
    core.focused()
    clock.advance(45_000)
    await settled()
    expect([clipboard.text, core.state.snapshot().clipboard?.tokenId]).toEqual([tokenText(1), tokenId])
    clipboard.broken = null
    core.focused()
    await settled()
    expect([clipboard.text, core.state.snapshot().clipboard]).toEqual(['', null])
  })

  it('keeps a token for its time when the app comes to the front before', async () => {
    const { call, clipboard, core } = createCoreOnFakes()
    const { tokenId } = await call.createToken(wish)
    await call.copyToken({ tokenId })
    core.focused()
    await new Promise((resolve) => void setImmediate(resolve))
    expect(clipboard.text).toBe(tokenText(1))
  })
})
