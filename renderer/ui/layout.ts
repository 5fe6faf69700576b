import { tokens } from '@fluentui/react-components'

/*
 * What the rules of several screens have in common, to be spread into `makeStyles`.
 */

type Gap = 'XXS' | 'XS' | 'S' | 'M' | 'L'

/** One below the other. */
export const column = (gap?: Gap) =>
  ({
    display: 'flex',
    flexDirection: 'column',
    ...(gap !== undefined && { gap: tokens[`spacingVertical${gap}`] })
  }) as const

/** Side by side. */
export const row = (gap: Gap | 'XXL') =>
  ({ display: 'flex', gap: tokens[`spacingHorizontal${gap}`] }) as const

/** A whole room, which scrolls. */
export const page = {
  ...column(),
  height: '100%',
  boxSizing: 'border-box',
  overflowY: 'auto',
  padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`
} as const

/** Takes the room that is left, and gives way to long words. */
export const grown = { flexGrow: 1, minWidth: 0 } as const

export const plainList = { listStyleType: 'none', margin: 0, padding: 0 } as const

export const title = {
  margin: 0,
  fontSize: tokens.fontSizeBase300,
  lineHeight: tokens.lineHeightBase300,
  fontWeight: tokens.fontWeightSemibold
} as const

export const smallQuiet = {
  color: tokens.colorNeutralForeground2,
  fontSize: tokens.fontSizeBase200,
  lineHeight: tokens.lineHeightBase200
} as const

/** A box that stands out by its ground, or where the theme has none by its line. */
export const panel = {
  borderRadius: tokens.borderRadiusLarge,
  backgroundColor: tokens.colorNeutralBackground3,
  border: `1px solid ${tokens.colorTransparentStroke}`
} as const

export const outlined = {
  borderRadius: tokens.borderRadiusLarge,
  border: `1px solid ${tokens.colorNeutralStroke2}`
} as const

/** The ground of what is chosen in a list. */
export const chosen = {
  backgroundColor: tokens.colorBrandBackground2,
  ':hover': { backgroundColor: tokens.colorBrandBackground2Hover }
} as const

/** A line that is seen only where the theme has no grounds. */
export const highlighted = {
  outline: `2px solid ${tokens.colorTransparentStrokeInteractive}`,
  outlineOffset: '-2px'
} as const

/** Long text ends in dots. */
export const clipped = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const
