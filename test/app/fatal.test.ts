import { describe, expect, it, vi } from 'vitest'
import type * as Electron from 'electron'
import { createFatal } from '../../electron/app/fatal.js'

const shown: string[] = []
const exits: number[] = []
vi.mock(
  'electron',
  () =>
    ({
      app: { exit: (code: number) => void exits.push(code) } as Electron.App,
      dialog: {
        showErrorBox: (title: string, content: string) => void shown.push(`${title}\n${content}`)
      } as Electron.Dialog
    }) satisfies Pick<typeof Electron, 'app' | 'dialog'>
)

describe('a start that cannot go on', () => {
  it('ends once, with one dialog that names the log', () => {
    const bugs: string[] = []
    const fatal = createFatal({ file: '/logs/main.log', bug: (event) => void bugs.push(event) })
    fatal(new Error('no disk'))
    fatal(new Error('and again while ending'))
    expect(shown).toEqual(['Token Tray cannot go on\nno disk\n\nDetails are in /logs/main.log'])
    expect(exits).toEqual([1])
    expect(bugs).toEqual(['app.fatal'])
  })
})
