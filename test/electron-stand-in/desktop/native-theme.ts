import type { NativeTheme } from 'electron'
import { EventEmitter } from 'node:events'
import { strict } from '../not-built.js'

type Source = NativeTheme['themeSource']

const events = new EventEmitter()
let source: Source = 'system'

/** The stand-in's desktop is light; nothing tells it of another one. */
export const nativeTheme = strict(
  'nativeTheme',
  Object.defineProperties(events, {
    themeSource: {
      get: () => source,
      set: (to: Source) => {
        if (!['system', 'light', 'dark'].includes(to))
          throw new TypeError(`Error processing argument at index 0`)
        const before = source
        source = to
        if (before !== to) events.emit('updated')
      }
    }
  }) as EventEmitter & Pick<NativeTheme, 'themeSource'>
)

/** What every page is told of the theme, for the protocol's Emulation.setEmulatedMedia. */
export const appliedMedia = (): { features: { name: string; value: string }[] } => ({
  features: [{ name: 'prefers-color-scheme', value: source === 'dark' ? 'dark' : 'light' }]
})

/** Runs after every change; gives back its remover. */
export function onMediaChange(listener: () => void): () => void {
  events.on('updated', listener)
  return () => {
    events.off('updated', listener)
  }
}
