import { beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '../../../electron/domain/secret.js'
import type { FileConsumer, FilePlace } from '../../../electron/services/ports/files.js'
import { tokenText } from '../../fakes/pat-api.js'
import { code } from '../../services/token-world.js'

/** A consumer on a computer whose tool has nothing of Azure DevOps yet. */
export interface OpenedConsumer {
  readonly consumer: FileConsumer
  /** The feed accepts this token alone. */
  onlyTakes(token: Secret): void
  /** The person gives the entry a credential of another kind. */
  addOther(entry: string): void
  /** The person writes an entry of their own into the file. */
  addTheirs(): void
  /** All that is in the file, to be compared; null where there is none. */
  whole(): string | null
}

/** What every `FileConsumer` promises; run against the fake and against real files. */
export function describeFileConsumer(name: string, open: () => OpenedConsumer): void {
  describe(`${name}, as any consumer of a file,`, () => {
    const [token, other] = [new Secret(tokenText(1)), new Secret(tokenText(2))]
    const feeds = [{ name: 'shop', project: null }]
    let opened: OpenedConsumer
    let consumer: FileConsumer
    let place: FilePlace

    const places = () => consumer.places('contoso', feeds)
    const holds = async (): Promise<string | undefined> => (await consumer.read(place))?.reveal()

    beforeEach(async () => {
      opened = open()
      consumer = opened.consumer
      opened.onlyTakes(token)
      place = (await places())[0] ?? expect.unreachable()
    })

    it('offers the entry of a feed, and finds nothing before it is written', async () => {
      expect(await places()).toEqual([{ file: place.file, entry: place.entry, hasOther: false }])
      expect(await consumer.find()).toEqual([])
      expect(await consumer.read(place)).toBeNull()
      await expect(consumer.verify(place)).rejects.toMatchObject(code('entry-missing'))
      expect(await consumer.changed([])).toEqual([])
    })

    it('writes, reads back, proves and finds', async () => {
      await consumer.write(place, token)
      expect(await holds()).toBe(token.reveal())
      expect((await consumer.verify(place)).asked).toContain('pkgs.dev.azure.com')
      expect(await consumer.find()).toMatchObject([
        { file: place.file, entries: [{ organization: 'contoso', hasOther: false }], problem: null }
      ])
      await consumer.write(place, other)
      expect(await holds()).toBe(other.reveal())
      await expect(consumer.verify(place)).rejects.toMatchObject(code('use-proof-failed'))
    })

    it('shows a credential of another kind, which a write replaces and its way back brings back', async () => {
      opened.addOther(place.entry)
      const before = opened.whole()
      expect(await consumer.read(place)).toBeNull()
      expect(await places()).toMatchObject([{ entry: place.entry, hasOther: true }])
      const takeBack = await consumer.write(place, other)
      expect(await places()).toMatchObject([{ entry: place.entry, hasOther: false }])
      await takeBack()
      expect(opened.whole()).toBe(before)
      expect(await places()).toMatchObject([{ entry: place.entry, hasOther: true }])
    })

    it('takes a write back: the old value is there again, or what was not there is gone', async () => {
      const nothing = opened.whole()
      await (
        await consumer.write(place, token)
      )()
      expect(opened.whole()).toBe(nothing)
      await consumer.write(place, token)
      const before = opened.whole()
      await (
        await consumer.write(place, other)
      )()
      expect(opened.whole()).toBe(before)
      await (
        await consumer.write(place, token)
      )()
      expect(opened.whole()).toBe(before)
    })

    it('takes back its own entry alone where another hand changed the file since', async () => {
      const first = await consumer.write(place, token)
      const second = await consumer.write(place, other)
      opened.addTheirs()
      await second()
      expect(await holds()).toBe(token.reveal())
      await first()
      expect(await consumer.read(place)).toBeNull()
      expect(opened.whole()).toContain('theirs')
      const third = await consumer.write(place, other)
      await consumer.write(place, token)
      await third()
      expect(await holds()).toBe(token.reveal())
    })

    it('keeps what another hand wrote after us, where it brings the file back', async () => {
      await consumer.write(place, token)
      expect(await consumer.restore(place.file)).toBeNull()
      await consumer.write(place, token)
      opened.addTheirs()
      await consumer.erase(place, token)
      expect(await consumer.restore(place.file)).toBe(`${place.file}.token-tray-kept`)
    })

    it('takes out exactly the token that is named, and brings the file back', async () => {
      const before = opened.whole()
      await consumer.write(place, token)
      expect(await consumer.erase(place, other)).toBe('missing')
      expect(await consumer.erase(place, token)).toBe('erased')
      expect(await consumer.erase(place, token)).toBe('missing')
      expect(await consumer.read(place)).toBeNull()
      await consumer.write(place, token)
      expect(await consumer.changed([])).toEqual([place.file])
      expect(await consumer.restore(place.file)).toBeNull()
      expect(opened.whole()).toBe(before)
      expect(await consumer.changed([])).toEqual([])
      await expect(consumer.restore(place.file)).rejects.toMatchObject(code('backup-missing'))
    })
  })
}
