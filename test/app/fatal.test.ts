import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as Electron from 'electron'
import { watchForFatal } from '../../electron/app/fatal.js'
import { onPlatform } from './fake-electron.js'

const state = vi.hoisted(() => ({
  shown: [] as string[],
  exits: [] as number[],
  isDisplayGone: false,
  becomeReady: (): void => undefined,
  ready: Promise.resolve()
}))
vi.mock(
  'electron',
  () =>
    ({
      app: {
        exit: (code: number) => void state.exits.push(code),
        whenReady: () => state.ready
      } as unknown as Electron.App,
      dialog: {
        showErrorBox: (title: string, content: string) => {
          state.shown.push(`${title}\n${content}`)
          if (state.isDisplayGone) throw new Error('no display')
        }
      } as Electron.Dialog
    }) satisfies Pick<typeof Electron, 'app' | 'dialog'>
)

const names = ['uncaughtException', 'unhandledRejection'] as const
const { platform } = process
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
let before: Map<string, readonly unknown[]>
let bugs: string[]
const log = { file: '/logs/main.log', bug: (event: string) => void bugs.push(event) }
/** The handlers that were put on the process since the test began. */
const added = (name: string) =>
  process.listeners(name as 'exit').filter((one) => !before.get(name)?.includes(one))

beforeEach(() => {
  before = new Map(names.map((name) => [name, process.listeners(name as 'exit')]))
  bugs = []
  Object.assign(state, { shown: [], exits: [], isDisplayGone: false })
  state.ready = new Promise((resolve) => (state.becomeReady = resolve))
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onPlatform('darwin')
})
afterEach(() => {
  for (const name of names) for (const one of added(name)) process.off(name, one)
  vi.restoreAllMocks()
  onPlatform(platform)
})

describe('a start that cannot go on', () => {
  it('ends once, with one dialog and one line that name the log', () => {
    const { fatal, logTo } = watchForFatal()
    logTo(log)
    fatal(new Error('no disk'))
    fatal(new Error('and again while ending'))
    expect(state.shown).toEqual(['Token Tray cannot go on\nno disk\n\nDetails are in /logs/main.log'])
    expect(vi.mocked(process.stderr.write).mock.calls).toEqual([
      ['Token Tray cannot go on: Details are in /logs/main.log\n']
    ])
    expect(state.exits).toEqual([1])
    expect(bugs).toEqual(['app.fatal'])
  })

  it('says its reason where there is no log yet', () => {
    watchForFatal().fatal(new Error('no folder'))
    expect(state.shown).toEqual(['Token Tray cannot go on\nno folder'])
    expect(process.stderr.write).toHaveBeenCalledWith('Token Tray cannot go on: no folder\n')
    expect(state.exits).toEqual([1])
  })

  it.each(names)('hears %s from the first moment on', (name) => {
    watchForFatal()
    for (const handle of added(name)) (handle as (error: unknown) => void)(new Error('nobody caught it'))
    expect(state.shown).toEqual(['Token Tray cannot go on\nnobody caught it'])
    expect(state.exits).toEqual([1])
  })

  it('waits with its dialog until Linux can show one', async () => {
    onPlatform('linux')
    watchForFatal().fatal(new Error('too early'))
    await settled()
    expect([state.shown, state.exits]).toEqual([[], []])
    state.becomeReady()
    await settled()
    expect(state.shown).toEqual(['Token Tray cannot go on\ntoo early'])
    expect(state.exits).toEqual([1])
  })

  it('ends also where the dialog cannot be shown', () => {
    state.isDisplayGone = true
    expect(() => {
      watchForFatal().fatal(new Error('no disk'))
    }).toThrow('no display')
    expect(state.exits).toEqual([1])
  })
})
