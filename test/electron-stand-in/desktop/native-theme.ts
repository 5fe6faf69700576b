import type { NativeTheme } from 'electron'
import { EventEmitter } from 'node:events'
import { strict } from '../not-built.js'

type Source = NativeTheme['themeSource']

/** The stand-in's desktop is light; nothing tells it of another one. */
class Theme extends EventEmitter implements Pick<NativeTheme, 'themeSource'> {
  private source: Source = 'system'

  get themeSource(): Source {
    return this.source
  }

  set themeSource(to: Source) {
    if (!['system', 'light', 'dark'].includes(to)) throw new TypeError(`Error processing argument at index 0`)
    const before = this.source
    this.source = to
    if (before !== to) this.emit('updated')
  }
}

const theme = new Theme()
export const nativeTheme = strict('nativeTheme', theme)

/** What every page is told of the theme, for the protocol's Emulation.setEmulatedMedia. */
export const appliedMedia = (): { features: { name: string; value: string }[] } => ({
  features: [{ name: 'prefers-color-scheme', value: theme.themeSource === 'dark' ? 'dark' : 'light' }]
})

/** Runs after every change; gives back its remover. */
export function onMediaChange(listener: () => void): () => void {
  theme.on('updated', listener)
  return () => theme.off('updated', listener)
}
