import type { NativeTheme } from 'electron'
import { EventEmitter } from 'node:events'
import { strict } from '../not-built.js'

let source: NativeTheme['themeSource'] = 'system'
const changes = new EventEmitter()

/** The stand-in's desktop is light; nothing tells it of another one. */
export const nativeTheme = strict('nativeTheme', {
  get themeSource() {
    return source
  },
  set themeSource(to) {
    source = to
    changes.emit('change')
  }
})

/** What every page is told of the theme, for the protocol's Emulation.setEmulatedMedia. */
export const appliedMedia = (): { features: { name: string; value: string }[] } => ({
  features: [{ name: 'prefers-color-scheme', value: source === 'dark' ? 'dark' : 'light' }]
})

/** Runs after every change; gives back its remover. */
export function onMediaChange(listener: () => void): () => void {
  changes.on('change', listener)
  return () => changes.off('change', listener)
}
