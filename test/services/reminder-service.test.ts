import { describe, expect, it } from 'vitest'
import { recordOf } from '../fakes/token-record.js'
import { createCoreOnFakes } from './core-on-fakes.js'

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
const minute = 60_000
const day = 86_400_000
const untilDue = 10 * minute

/** A token that ends in seven days and ten minutes; the reminders run. */
async function running() {
  const all = createCoreOnFakes()
  const validTo = new Date(all.clock.now() + 7 * day + untilDue).toISOString()
  all.index.save(recordOf({ validTo, inVault: true }))
  all.core.reminders.look()
  await settled()
  return { ...all, validTo }
}

describe('the first reminder', () => {
  it('comes once, when seven days are left, and turns the tray', async () => {
    const { clock, notifier, trays, index, validTo } = await running()
    expect(trays.at(-1)?.icon).toBe('fine')
    clock.advance(untilDue - 1)
    await settled()
    expect(notifier.shown).toEqual([])
    clock.advance(1)
    await settled()
    expect(notifier.shown).toHaveLength(1)
    expect(notifier.shown[0]).toMatchObject({ title: '“Push code” ends in 7 days' })
    expect(trays.at(-1)?.icon).toBe('soon')
    expect(index.all()[0]?.remindedOf).toBe(validTo)
    clock.jump(clock.now() + 6 * day)
    clock.advance(minute)
    await settled()
    expect(notifier.shown).toHaveLength(1)
  })

  it('notices within a minute that the clock was set or the computer slept', async () => {
    const { clock, notifier } = await running()
    clock.jump(clock.now() + day)
    expect(notifier.shown).toEqual([])
    clock.advance(minute)
    await settled()
    expect(notifier.shown[0]?.title).toBe('“Push code” ends in 6 days')
  })

  it('is not sent twice after a restart', async () => {
    const { clock, notifier, core } = await running()
    clock.advance(untilDue)
    await settled()
    core.reminders.stop()
    core.reminders.look()
    await settled()
    expect(notifier.shown).toHaveLength(1)
  })

  it('is not sent while reminders are off, and is when they are on again', async () => {
    const { clock, notifier, call, trays } = await running()
    await call.changeSettings({ remindersOn: false })
    clock.advance(untilDue)
    await settled()
    expect(notifier.shown).toEqual([])
    expect(trays.at(-1)?.icon).toBe('soon')
    await call.changeSettings({ remindersOn: true })
    clock.advance(minute)
    await settled()
    expect(notifier.shown).toHaveLength(1)
  })

  it('waits while reminders are paused from the tray, which says until when', async () => {
    const { clock, notifier, core } = await running()
    core.commands.pauseReminders('hour')
    expect(JSON.stringify(core.state.tray().menu)).toContain('Reminders are paused until 13:00')
    clock.advance(untilDue)
    await settled()
    expect(notifier.shown).toEqual([])
    core.commands.resumeReminders()
    await settled()
    expect(notifier.shown).toHaveLength(1)
    expect(JSON.stringify(core.state.tray().menu)).not.toContain('paused')
  })

  it('comes by itself when the pause of a day is over, in the morning', async () => {
    const { clock, notifier, core } = await running()
    core.commands.pauseReminders('today')
    clock.jump(Date.parse('2026-11-24T08:59:00.000Z'))
    clock.advance(1)
    await settled()
    expect(notifier.shown).toEqual([])
    clock.advance(minute)
    await settled()
    expect(notifier.shown).toHaveLength(1)
  })

  it('that the system refuses is not lost: it is tried again an hour later', async () => {
    const { clock, notifier, index, log } = await running()
    notifier.refusal = new Error('no notification service')
    clock.advance(untilDue)
    await settled()
    expect(index.all()[0]?.remindedOf).toBeNull()
    expect(log.lines.filter((line) => line.includes('reminder.refused'))).toHaveLength(1)
    notifier.refusal = null
    for (let passed = 0; passed < 59; passed++) clock.advance(minute)
    await settled()
    expect(notifier.shown).toEqual([])
    clock.advance(minute)
    await settled()
    expect(notifier.shown).toHaveLength(1)
  })

  it('is not shown when it cannot be remembered: better none than one every minute', async () => {
    const { clock, notifier, index, log } = await running()
    index.full = new Error('disk full')
    clock.advance(untilDue)
    clock.advance(minute)
    await settled()
    expect(notifier.shown).toEqual([])
    expect(log.lines).toContain('bug reminder.not-remembered Error: disk full')
  })

  it('opens the token when it is clicked', async () => {
    const { clock, notifier, opened } = await running()
    clock.advance(untilDue)
    await settled()
    notifier.shown[0]?.click()
    expect(opened).toEqual([{ to: 'tokens', tokenId: recordOf().id }])
  })

  it('turns the tray again when the token has ended', async () => {
    const { clock, trays } = await running()
    clock.jump(clock.now() + 7 * day)
    clock.advance(untilDue)
    expect(trays.at(-1)?.icon).toBe('expired')
  })
})
