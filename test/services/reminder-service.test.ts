import { describe, expect, it } from 'vitest'
import { emptyMemory } from '../../electron/domain/reminded-tokens.js'
import { nothingSent } from '../../electron/domain/sent-reminders.js'
import { recordOf } from '../fakes/token-record.js'
import { createCoreOnFakes } from './core-on-fakes.js'

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
const minute = 60_000
const day = 86_400_000
const untilDue = 10 * minute
const life = 7 * day + untilDue

/** A token that ends in seven days and ten minutes and was made just now; the reminders run. */
async function running() {
  const all = createCoreOnFakes()
  const now = all.clock.now()
  const iso = (instant: number): string => new Date(instant).toISOString()
  all.index.save(recordOf({ createdAt: iso(now - 20 * day), validTo: iso(now + life), inVault: true }))
  // The step before was sent by an earlier run.
  const earlier = { token: recordOf().id, end: now + life, step: 14 * day, at: now - 7 * day }
  all.reminderStore.change((memory) => ({ ...memory, sent: { ...nothingSent, reminders: [earlier] } }))
  all.core.reminders.look()
  await settled()
  return all
}

describe('a reminder', () => {
  it('comes once for each step, and turns the tray', async () => {
    const { clock, notifier, trays } = await running()
    expect(trays.at(-1)?.icon).toBe('fine')
    clock.advance(untilDue - 1)
    await settled()
    expect(notifier.shown).toEqual([])
    clock.advance(1)
    await settled()
    expect(notifier.shown).toHaveLength(1)
    expect(notifier.shown[0]).toMatchObject({ title: '“Push code” ends in 7 days, Monday 12:10' })
    expect(trays.at(-1)?.icon).toBe('soon')
    clock.jump(clock.now() + 3 * day)
    clock.advance(minute)
    await settled()
    expect(notifier.shown).toHaveLength(1)
    clock.jump(clock.now() + day)
    clock.advance(minute)
    await settled()
    expect(notifier.shown.at(-1)?.title).toBe('“Push code” ends in 3 days, Monday 12:10')
  })

  it('notices within a minute that the clock was set or the computer slept', async () => {
    const { clock, notifier } = await running()
    clock.jump(clock.now() + day)
    expect(notifier.shown).toEqual([])
    clock.advance(minute)
    await settled()
    expect(notifier.shown[0]?.title).toBe('“Push code” ends in 6 days, Monday 12:10')
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

  it('that the system refuses is not lost: it is tried again an hour later, also by the next run', async () => {
    const { clock, notifier, core, log } = await running()
    notifier.refusal = new Error('no notification service')
    clock.advance(untilDue)
    await settled()
    expect(log.lines.filter((line) => line.includes('reminder.refused'))).toHaveLength(1)
    notifier.refusal = null
    core.reminders.stop()
    core.reminders.look()
    for (let passed = 0; passed < 59; passed++) clock.advance(minute)
    await settled()
    expect(notifier.shown).toEqual([])
    clock.advance(minute)
    await settled()
    expect(notifier.shown).toHaveLength(1)
  })

  it('is not shown when it cannot be remembered: better none than one every minute', async () => {
    const { clock, notifier, reminderStore, log } = await running()
    reminderStore.full = new Error('disk full')
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

  it('of several tokens is one notice, which opens the list', async () => {
    const { clock, notifier, opened, index } = await running()
    const [first] = index.all()
    const validTo = new Date(clock.now() + life + 59 * minute).toISOString()
    const createdAt = new Date(clock.now()).toISOString()
    index.save({ ...recordOf({ ...first, id: 'other', name: 'Packages', createdAt }), validTo })
    index.save({ ...recordOf({ ...first, id: 'far' }), validTo: '2027-09-01T00:00:00.000Z' })
    clock.advance(untilDue)
    clock.advance(2 * 60 * minute)
    await settled()
    expect(notifier.shown.map(({ title }) => title)).toEqual(['2 tokens end soon'])
    expect(notifier.shown[0]?.buttons.map(({ label }) => label)).toEqual(['Remind me tomorrow'])
    notifier.shown[0]?.click()
    expect(opened).toEqual([{ to: 'tokens' }])
  })

  it('has a button that renews it and one that puts it off', async () => {
    const { clock, notifier, opened, rotationJournal } = await running()
    clock.advance(untilDue)
    await settled()
    const [renew, later] = notifier.shown[0]?.buttons ?? []
    expect([renew?.label, later?.label]).toEqual(['Renew', 'Remind me tomorrow'])
    renew?.press()
    expect(opened).toEqual([{ to: 'tokens', tokenId: recordOf().id }])
    expect(rotationJournal.all().map(({ tokenId }) => tokenId)).toEqual([recordOf().id])
    rotationJournal.remove(recordOf().id)
    later?.press()
    clock.jump(Date.parse('2026-11-24T08:58:00.000Z'))
    clock.advance(minute)
    await settled()
    expect(notifier.shown).toHaveLength(1)
    clock.advance(minute)
    await settled()
    expect(notifier.shown.at(-1)?.title).toBe('“Push code” ends in 6 days, Monday 12:10')
  })

  it('begins another token where this one is not here', async () => {
    const { clock, notifier, opened, index, rotationJournal } = await running()
    const [record] = index.all()
    index.save(recordOf({ ...record, inVault: false }))
    clock.advance(untilDue)
    await settled()
    notifier.shown[0]?.buttons[0]?.press()
    expect(opened).toEqual([{ to: 'new-token', like: recordOf().id }])
    expect(rotationJournal.all()).toEqual([])
  })

  it('is put off by an hour only where the token ends before the morning', async () => {
    const { clock, notifier } = await running()
    clock.jump(clock.now() + life - 60 * minute)
    clock.advance(minute)
    await settled()
    const later = notifier.shown[0]?.buttons[1]
    expect(later?.label).toBe('Remind me in an hour')
    later?.press()
    for (let passed = 0; passed < 60; passed += 1) clock.advance(minute)
    await settled()
    expect(notifier.shown.map(({ title }) => title)).toEqual([
      '“Push code” ends today at 12:10',
      '“Push code” ended earlier today at 12:10'
    ])
  })

  it('does not come in quiet hours, comes as many days before as was chosen, and not for what is muted', async () => {
    const { clock, notifier, call, core } = await running()
    await call.changeSettings({ quietHours: { from: 12 * 60, to: 13 * 60 }, leadDays: [5] })
    const tokenId = recordOf().id
    await call.changeReminders({ tokenId, muted: true })
    expect(core.state.snapshot().reminders).toEqual({ pausedUntil: null, muted: [tokenId], leadDays: {} })
    clock.jump(clock.now() + 2 * day)
    clock.advance(untilDue)
    await settled()
    await call.changeReminders({ tokenId, muted: false })
    await settled()
    expect(notifier.shown).toEqual([])
    clock.jump(Date.parse('2026-11-25T13:00:00.000Z'))
    clock.advance(minute)
    await settled()
    expect(notifier.shown.map(({ title }) => title)).toEqual(['“Push code” ends in 5 days, Monday 12:10'])
  })

  it('comes as many days before as was chosen for this token alone', async () => {
    const { clock, notifier, call, core } = await running()
    const tokenId = recordOf().id
    await call.changeReminders({ tokenId, leadDays: [6] })
    expect(core.state.snapshot().reminders.leadDays).toEqual({ [tokenId]: [6] })
    clock.advance(untilDue)
    await settled()
    expect(notifier.shown).toEqual([])
    clock.jump(clock.now() + day)
    clock.advance(minute)
    await settled()
    expect(notifier.shown).toHaveLength(1)
    await call.changeReminders({ tokenId, leadDays: null })
    expect(core.state.snapshot().reminders.leadDays).toEqual({})
  })

  it('comes once more when that was asked for on the page', async () => {
    const { clock, notifier, call } = await running()
    clock.advance(untilDue)
    await settled()
    await call.remindAgain({ tokenId: recordOf().id, when: 'hour' })
    for (let passed = 0; passed < 60; passed += 1) clock.advance(minute)
    await settled()
    expect(notifier.shown).toHaveLength(2)
  })

  it('is forgotten with its token', async () => {
    const { clock, index, call, core, reminderStore } = await running()
    await call.changeReminders({ tokenId: recordOf().id, muted: true, leadDays: [2] })
    index.remove(recordOf().id)
    clock.advance(minute)
    expect(reminderStore.read()).toEqual(emptyMemory)
    expect(core.state.snapshot().reminders.muted).toEqual([])
  })

  it('turns the tray again when the token has ended', async () => {
    const { clock, trays } = await running()
    clock.jump(clock.now() + 7 * day)
    clock.advance(untilDue)
    expect(trays.at(-1)?.icon).toBe('expired')
  })
})

describe('ninety days without a sign-in', () => {
  it('are told a week before, and a sign-in of which this app knows moves them', async () => {
    const { core, clock, notifier, index, organizations } = createCoreOnFakes()
    const at = new Date(clock.now()).toISOString()
    organizations.change('contoso', { tenant: { found: { kind: 'entra', id: 'x' }, at } })
    const validTo = new Date(clock.now() + 300 * day).toISOString()
    index.save(recordOf({ createdAt: at, validTo, inVault: true }))
    core.reminders.look()
    clock.jump(clock.now() + 83 * day)
    core.reminders.look()
    await settled()
    expect(notifier.shown.map(({ title }) => title)).toEqual(['“Push code” may stop in 7 days, Sunday 12:00'])
    organizations.change('contoso', { signedInAt: new Date(clock.now()).toISOString() })
    clock.jump(clock.now() + 82 * day)
    core.reminders.look()
    await settled()
    expect(notifier.shown).toHaveLength(1)
    clock.jump(clock.now() + day)
    core.reminders.look()
    await settled()
    expect(notifier.shown).toHaveLength(2)
  })
})

describe('a click on a notice of an earlier run', () => {
  it('opens the token that the newest notice was about, or the list where there was none', async () => {
    const all = await running()
    all.clock.advance(untilDue)
    await settled()
    all.core.reminders.stop()
    all.core.start()
    all.notifier.clickEarlier()
    expect(all.opened.at(-1)).toEqual({ to: 'tokens', tokenId: recordOf().id })
    const fresh = createCoreOnFakes()
    fresh.core.start()
    fresh.notifier.clickEarlier()
    expect(fresh.opened.at(-1)).toEqual({ to: 'tokens' })
  })
})
