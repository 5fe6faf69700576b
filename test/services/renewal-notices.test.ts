import { describe, expect, it } from 'vitest'
import { newRotation } from '../../electron/domain/rotation.js'
import { recordOf } from '../fakes/token-record.js'
import { createFakeOutside, startCore } from './core-on-fakes.js'
import { settled } from './token-world.js'

const minute = 60_000

/** An automatic renewal whose next step is the person's. */
function waiting() {
  const outside = createFakeOutside()
  const record = recordOf({ inVault: true })
  outside.index.save(record)
  const known = { tokenId: record.id, automatic: true, assisted: true }
  outside.rotationJournal.save(newRotation(known, [], outside.clock.now()))
  return { ...outside, outside, record }
}

async function minutes(world: ReturnType<typeof waiting>, count: number): Promise<void> {
  for (let passed = 0; passed < count; passed += 1) {
    world.clock.advance(minute)
    await settled()
  }
}
const titles = ({ notifier }: ReturnType<typeof waiting>): readonly string[] =>
  notifier.shown.map(({ title }) => title).filter((title) => title.includes('renewal'))

describe('a renewal that waits for the person', () => {
  it('is told once, over minutes and a start, and a click opens its token', async () => {
    const world = waiting()
    const first = startCore(world.outside)
    first.core.start()
    await minutes(world, 5)
    expect(titles(world)).toEqual(['The renewal of “Push code” waits for you'])
    world.notifier.shown.at(-1)?.click()
    expect(first.opened.at(-1)).toEqual({ to: 'tokens', tokenId: world.record.id })
    expect(first.core.state.tray().icon).toBe('attention')
    await first.core.close()
    const second = startCore(world.outside)
    second.core.start()
    await minutes(world, 5)
    expect(titles(world)).toHaveLength(1)
    world.notifier.clickEarlier()
    expect(second.opened).toEqual([{ to: 'tokens', tokenId: world.record.id }])
  })

  it('waits for the end of a pause, and comes again when the system refused it', async () => {
    const world = waiting()
    const { core, call } = startCore(world.outside)
    world.notifier.refusal = new Error('no notices yet')
    core.reminders.pause('hour')
    // A token that renews itself may well be muted: that its renewal stands still is another matter.
    await call.changeReminders({ tokenId: world.record.id, muted: true })
    await minutes(world, 90)
    world.notifier.refusal = null
    await minutes(world, 20)
    expect(titles(world)).toEqual([])
    await minutes(world, 20)
    expect(titles(world)).toHaveLength(1)
  })

  it('is not told where the person wants no notices', async () => {
    const world = waiting()
    world.settings.change({ remindersOn: false })
    startCore(world.outside).core.start()
    await minutes(world, 5)
    expect(world.notifier.shown).toEqual([])
  })
})
