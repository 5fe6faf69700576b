import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { actions, type ActionRow } from './faults/actions.js'
import type { Trouble } from './faults/effects.js'
import { createFaultWorld, type FaultWorld } from './faults/fault-world.js'
import { faults, type FaultRow } from './faults/faults.js'
import { healed, keptOf, minute, told, tried } from './faults/outcome.js'
import { printTable } from './faults/printed-table.js'

/*
 * What can happen at any moment of any action: each is done once and what it writes, asks and waits for is counted.
 * Then it is done once for each of them, and killed, suspended or started a second time there.
 */

// The page's words name what helps on the system that its browser names.
beforeAll(() => {
  vi.stubGlobal('navigator', { userAgent: 'X11; Linux x86_64' })
})

const hour = 60 * minute
const sound: FaultRow = { name: 'nothing else is wrong', begin: () => undefined, end: () => undefined }

type Row = readonly string[]
const [killed, suspended, startedAgain]: readonly [Row[], Row[], Row[]] = [[], [], []]

async function worldBefore(action: ActionRow): Promise<FaultWorld> {
  const world = createFaultWorld()
  await action.prepare(world)
  return world
}
/** The action to its end, with all that it does and waits for. */
async function counted(action: ActionRow, fault = sound): Promise<FaultWorld['effects']> {
  const world = await worldBefore(action)
  world.effects.begin(null)
  fault.begin(world)
  await tried(action, world)
  return world.effects
}

const isSame = async (effects: FaultWorld['effects'], action: ActionRow): Promise<boolean> => {
  const usual = await counted(action)
  return (
    `${effects.names().join()} ${effects.waits().join()}` ===
    `${usual.names().join()} ${usual.waits().join()}`
  )
}

describe.each(actions)('$name', (action) => {
  it('killed before and after every write and request loses nothing, and is done after the next start', async () => {
    const names = [...(await counted(action)).names()]
    expect(names.length).toBeGreaterThan(4)
    for (const [index, name] of names.entries()) {
      for (const took of [false, true]) {
        const moment = `${took ? 'after' : 'before'} “${name}” (${index + 1})`
        const world = await worldBefore(action)
        world.effects.begin({ what: 'killed', at: index + 1, took })
        await tried(action, world)
        expect(world.effects.isDead(), moment).toBe(true)
        world.effects.begin(null)
        world.restart()
        const kept = keptOf(world)
        expect(await world.broken(), moment).toEqual([])
        await world.app.call.getSnapshot(null)
        await world.pass(20 * minute)
        expect(await world.broken(false), moment).toEqual([])
        const how = await healed(action, world)
        expect(how, `${moment}: it never heals`).not.toBeNull()
        expect(await world.broken(), moment).toEqual([])
        killed.push([action.name, moment, kept, how ?? ''])
      }
    }
  })

  it.each([sound, ...faults])('and a night asleep at every wait, while $name', async (fault) => {
    const effects = await counted(action, fault)
    const waits = [...effects.waits()]
    // A fault that it never meets: each moment was tried without one.
    if (fault !== sound && (await isSame(effects, action))) return
    const cells: Row[] = []
    for (const [index, wait] of waits.entries()) {
      const moment = `wait ${index + 1}, of ${wait / 1000} s`
      const world = await worldBefore(action)
      const begin = (): void => {
        world.clock.jump(world.clock.now() + 8 * hour)
        // As the shell does when the system says that it is awake again.
        world.app.core.reminders.look()
        world.app.core.focused()
      }
      world.effects.begin({ what: 'suspended', at: index + 1, begin })
      fault.begin(world)
      const errors = await tried(action, world)
      expect(
        errors.map((error) => error.code),
        moment
      ).not.toContain('internal')
      expect(await world.broken(), moment).toEqual([])
      const kept = keptOf(world)
      fault.end(world)
      const how = (await action.isDone(world)) ? 'nothing to heal' : await healed(action, world)
      expect(how, `${moment}: it never heals`).not.toBeNull()
      expect(await world.broken(), moment).toEqual([])
      cells.push([told(errors) || 'nothing of it', kept, how ?? ''])
      if (fault === sound) suspended.push([action.name, moment, ...(cells.at(-1) ?? [])])
    }
    if (fault === sound) return
    const all = [0, 1, 2].map((column) => [...new Set(cells.map((cell) => cell[column]))].join('; or: '))
    suspended.push([action.name, `each of ${waits.length} waits, while ${fault.name}`, ...all])
  })

  it('and a second start of the app at every write and request does nothing twice', async () => {
    const names = [...(await counted(action)).names()]
    for (const [index, name] of names.entries()) {
      const moment = `at “${name}” (${index + 1})`
      const world = await worldBefore(action)
      const begin = (): void => {
        // The second one ends at once (test/app/second-start.test.ts), and the first one's window opens.
        void world.app.call.getSnapshot(null)
        world.app.core.focused()
      }
      world.effects.begin({ what: 'started again', at: index + 1, begin } satisfies Trouble)
      expect(await tried(action, world), moment).toEqual([])
      expect([...world.effects.names()].sort(), moment).toEqual([...names].sort())
      expect((await action.isDone(world)) || (await healed(action, world)) === 'by itself', moment).toBe(true)
      expect(await world.broken(), moment).toEqual([])
    }
    startedAgain.push([action.name, `each of ${names.length}`, 'the window', 'nothing is done twice'])
  })
})

afterAll(() => {
  printTable({
    ...{ name: '5-killed', title: 'Every action, killed at every write and request' },
    ...{ head: ['Action', 'Killed', 'Kept', 'Heals, after the next start'], rows: killed }
  })
  printTable({
    ...{ name: '6-suspended', title: 'Every action, the computer asleep for a night at every wait' },
    ...{ head: ['Action', 'Asleep at', 'The person sees', 'Kept', 'Heals'], rows: suspended }
  })
  printTable({
    ...{ name: '7-second-start', title: 'Every action, the app started a second time meanwhile' },
    ...{
      head: ['Action', 'At its writes and requests', 'The person sees', 'Comes of it'],
      rows: startedAgain
    }
  })
})
