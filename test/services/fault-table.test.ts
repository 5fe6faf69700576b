import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { actions } from './faults/actions.js'
import { createFaultWorld, type FaultWorld } from './faults/fault-world.js'
import { faults } from './faults/faults.js'
import { healed, keptOf, minute, told, tried } from './faults/outcome.js'
import { printTable } from './faults/printed-table.js'

/*
 * Every action under every fault: nothing is lost, the person is told in words, and it heals without a restart. The
 * cells are made from the two lists, and printed as `out/faults.md`.
 */

// The page's words name what helps on the system that its browser names.
beforeAll(() => {
  vi.stubGlobal('navigator', { userAgent: 'X11; Linux x86_64' })
})

const rows: (readonly string[])[] = []

function waitsFor(world: FaultWorld): string {
  const { vault, rotations } = world.app.core.state.snapshot()
  return rotations.length > 0 && vault === 'ready'
    ? 'how far the renewal is'
    : `how the keychain is: “${vault}”`
}

describe.each(actions)('$name', (action) => {
  it.each(faults)('and killed right after it, while $name', async (fault) => {
    const world = createFaultWorld()
    await action.prepare(world)
    fault.begin(world)
    await tried(action, world)
    world.restart()
    expect(await world.broken()).toEqual([])
    fault.end(world)
    await world.app.call.getSnapshot(null)
    await world.pass(20 * minute)
    expect(await world.broken(false)).toEqual([])
    expect(world.app.core.state.snapshot().vault).toBe('ready')
  })

  it.each(faults)('while $name', async (fault) => {
    const world = createFaultWorld()
    await action.prepare(world)
    fault.begin(world)
    const errors = await tried(action, world)
    const wasDone = await action.isDone(world)
    const [kept, waits] = [keptOf(world), waitsFor(world)]
    expect(errors.map((error) => error.code)).not.toContain('internal')
    expect(await world.broken()).toEqual([])
    const isPending = world.rotationJournal.all().length > 0 || action.name === 'start up'
    if (errors.length === 0 && !wasDone) expect(isPending, 'it says nothing of what is missing').toBe(true)

    fault.end(world)
    const how = wasDone ? 'nothing to heal' : await healed(action, world)
    expect(how, 'it never heals').not.toBeNull()
    expect(await world.broken()).toEqual([])
    const sees = told(errors) || (wasDone ? 'that it is done' : waits)
    rows.push([action.name, fault.name, sees, kept, how ?? ''])
  })
})

describe('a keychain that is not ready at the start', () => {
  it.each([
    ['hangs', 'no-answer'],
    ['crashes its process', 'no-answer'],
    ['says what it cannot say', 'no-answer'],
    ['is not running', 'no-service'],
    ['is locked', 'locked']
  ] as const)('(it %s) is told by tray and page, and asked again without the person', async (fault, told) => {
    const world = createFaultWorld()
    await actions.find(({ name }) => name === 'revoke')?.prepare(world)
    world.keychain.fault = fault
    world.restart()
    await world.app.call.getSnapshot(null)
    await world.pass(2 * minute)
    expect(world.app.core.state.snapshot().vault).toBe(told)
    expect(world.app.core.state.tray()).toMatchObject({ icon: 'attention' })
    world.keychain.fault = null
    await world.pass(2 * minute)
    expect(world.app.core.state.snapshot().vault).toBe('ready')
    expect(world.app.core.state.tray()).not.toMatchObject({ icon: 'attention' })
  })
})

describe('what nobody has to try again', () => {
  const heals = (name: string): readonly (string | undefined)[] =>
    rows.filter(([action, , , , how]) => action === name && how === 'by itself').map(([, fault]) => fault)

  it('is a revoke that the service did not carry out, and a renewal that met a passing fault', () => {
    const revokes = heals('revoke')
    for (const fault of ['203-page', 'server-error', 'reset', 'answer-lost', 'rate-limit', 'no network'])
      expect(revokes).toContain(`the service: ${fault}`)
    const renewals = heals('rotate')
    for (const fault of ['server-error', 'reset', 'answer-lost', 'rate-limit', 'slow', 'no network'])
      expect(renewals).toContain(`the service: ${fault}`)
    expect(heals('start up').length).toBeGreaterThan(0)
  })
})

afterAll(() => {
  const head = ['Action', 'Fault', 'The person sees', 'Kept', 'Heals']
  printTable({ name: '1-actions', title: 'Every action under every fault', head, rows })
})
