import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTrayPlace } from '../../electron/app/tray-place.js'
import type { TrayCommand, TrayModel } from '../../electron/domain/tray-model.js'
import { onPlatform, seen, startAnew } from './fake-electron.js'

vi.mock('electron', async () => (await import('./fake-electron.js')).electron)

const { platform } = process
afterAll(() => {
  onPlatform(platform)
})
beforeEach(() => {
  startAnew()
  onPlatform('linux')
})

const all: TrayModel = { icon: 'due', toolTip: 'one token ends', menu: [] }

/** A place whose first look found `present`; `tell` is the panel that comes or goes. */
async function place({ present = true } = {}) {
  let tell: (present: boolean) => void = () => undefined
  const made = createTrayPlace('/icons', async (onChange) => {
    tell = onChange
    return present
  })
  await made.ready
  const commands: TrayCommand[] = []
  const changes: boolean[] = []
  const connect = (): void =>
    made.connect({
      model: () => all,
      onCommand: (command) => void commands.push(command),
      onChange: (now) => void changes.push(now)
    })
  return { made, tell, connect, commands, changes }
}

describe('the icon', () => {
  it('is there before the app behind it, with a menu that opens and quits', async () => {
    await place()
    expect(seen.trays).toHaveLength(1)
    expect(seen.trays[0]?.menus[0]?.map(({ label }) => label)).toEqual(['Open Token Tray', undefined, 'Quit'])
    expect(seen.trays[0]?.toolTips).toEqual(['Token Tray'])
  })

  it('says what the app knows as soon as that is loaded', async () => {
    const { connect } = await place()
    connect()
    expect(seen.trays).toHaveLength(1)
    expect(seen.trays[0]?.toolTips).toEqual(['Token Tray', 'one token ends'])
    expect(seen.trays[0]?.images).toEqual(['tray-fine.png', 'tray-due.png'])
  })

  it.each([
    ['Quit', { do: 'quit' }],
    ['Open Token Tray', { do: 'open' }]
  ] as const)('keeps a choice of “%s” until the app can follow it', async (label, command) => {
    const { connect, commands } = await place()
    seen.trays[0]?.choose(label)
    expect(commands).toEqual([])
    connect()
    expect(commands).toEqual([command])
  })

  it('keeps a click as well, and gives later ones on at once', async () => {
    const { connect, commands } = await place()
    seen.trays[0]?.emit('click')
    connect()
    seen.trays[0]?.emit('click')
    expect(commands).toEqual([{ do: 'open' }, { do: 'open' }])
  })

  it('is made when its place comes, where there was none at first', async () => {
    const { made, tell, connect, changes } = await place({ present: false })
    connect()
    expect([seen.trays.length, made.isPresent(), made.bounds()]).toEqual([0, false, null])
    tell(true)
    expect([seen.trays.length, made.isPresent()]).toEqual([1, true])
    expect(seen.trays[0]?.toolTips).toEqual(['one token ends'])
    expect(changes).toEqual([false, true])
  })

  it('is not drawn while its place is gone', async () => {
    const { made, tell, connect } = await place()
    connect()
    tell(false)
    const drawn = seen.trays[0]?.menus.length
    made.draw()
    expect(made.isPresent()).toBe(false)
    expect(seen.trays[0]?.menus).toHaveLength(drawn ?? -1)
  })
})
