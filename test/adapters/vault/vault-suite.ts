import { describe, expect, it } from 'vitest'
import { Secret } from '../../../electron/domain/secret.js'
import type { Vault } from '../../../electron/services/ports/keychain.js'

/** What every `Vault` promises; run against the fake and against the real keychain. */
export function describeVault(name: string, open: () => Vault): void {
  describe(`${name}, as any vault,`, () => {
    const entry = { label: 'contoso · Push code · 4ab5764f' }

    it('is ready, and knows nothing of an entry that was never put', async () => {
      expect(await open().state()).toBe('ready')
      expect(await open().get({ label: 'never put' })).toBeNull()
    })

    it.each([
      ['a token', 'x'.repeat(84)],
      ['a value in any script', 'Ünïcödé · 日本 · 🔑'],
      ['a long value', 'long'.repeat(1_000)],
      ['white space as it is', ' a\n b\t']
    ])('gives back %s', async (_what, value) => {
      await open().put(entry, new Secret(value))
      expect((await open().get(entry))?.reveal()).toBe(value)
    })

    it('replaces what was there, and keeps entries apart', async () => {
      const other = { label: 'fabrikam · Push code · 4ab5764f' }
      await open().put(entry, new Secret('first'))
      await open().put(other, new Secret('other'))
      await open().put(entry, new Secret('second'))
      expect((await open().get(entry))?.reveal()).toBe('second')
      expect((await open().get(other))?.reveal()).toBe('other')
    })

    it('deletes one entry, also when it is gone already', async () => {
      const other = { label: 'stays' }
      await open().put(entry, new Secret('goes'))
      await open().put(other, new Secret('stays'))
      await open().delete(entry)
      await open().delete(entry)
      expect(await open().get(entry)).toBeNull()
      expect((await open().get(other))?.reveal()).toBe('stays')
    })

    it('answers many calls at once', async () => {
      const labels = Array.from({ length: 12 }, (_, number) => `many ${number}`)
      await Promise.all(labels.map((label) => open().put({ label }, new Secret(label))))
      const found = await Promise.all(labels.map((label) => open().get({ label })))
      expect(found.map((secret) => secret?.reveal())).toEqual(labels)
    })
  })
}
