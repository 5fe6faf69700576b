import {
  createDarkTheme,
  createLightTheme,
  teamsHighContrastTheme,
  type BrandVariants,
  type Theme as FluentTheme
} from '@fluentui/react-components'
import { useSyncExternalStore } from 'react'
import type { Theme } from '../../electron/shared/settings-view.js'

/** The blue of the app's icon, from black to white. */
const brand: BrandVariants = {
  10: '#020510',
  20: '#0b1a35',
  30: '#0d2a5a',
  40: '#0f3777',
  50: '#114494',
  60: '#1451b2',
  70: '#1a5fc9',
  80: '#1f6cd8',
  90: '#3b82e6',
  100: '#5594ec',
  110: '#6ea6f1',
  120: '#88b8f5',
  130: '#a2c9f8',
  140: '#bcdafb',
  150: '#d5e8fd',
  160: '#edf5fe'
}

const fontFamilyBase =
  '"Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", sans-serif'

const themes: Readonly<Record<'light' | 'dark' | 'high-contrast', FluentTheme>> = {
  light: { ...createLightTheme(brand), fontFamilyBase },
  dark: {
    ...createDarkTheme(brand),
    fontFamilyBase,
    // The ramp's own choice is too dim for text on dark ground.
    colorBrandForeground1: brand[110],
    colorBrandForeground2: brand[120]
  },
  'high-contrast': { ...teamsHighContrastTheme, fontFamilyBase }
}

/** The theme to draw with: the chosen one, or what the system asks for. */
export function usePageTheme(chosen: Theme): {
  readonly name: keyof typeof themes
  readonly theme: FluentTheme
} {
  const forced = useMedia('(forced-colors: active)')
  const dark = useMedia('(prefers-color-scheme: dark)')
  const name = forced ? 'high-contrast' : chosen === 'system' ? (dark ? 'dark' : 'light') : chosen
  return { name, theme: themes[name] }
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', onChange)
      return () => list.removeEventListener('change', onChange)
    },
    () => window.matchMedia(query).matches
  )
}
