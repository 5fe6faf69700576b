import { makeStyles, mergeClasses, tokens, useFieldControlProps_unstable } from '@fluentui/react-components'
import type { ComponentProps } from 'react'

const useStyles = makeStyles({
  area: {
    boxSizing: 'border-box',
    width: '100%',
    resize: 'vertical',
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderBottomColor: tokens.colorNeutralStrokeAccessible,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorCompoundBrandStroke}`, outlineOffset: '-1px' }
  }
})

/** A text of several lines. The browser's own: Fluent's costs the page 7 kB for a line at its foot. */
export function TextArea({ className, ...props }: ComponentProps<'textarea'>) {
  const styles = useStyles()
  // A field labels only controls that ask it to.
  const labelled = useFieldControlProps_unstable(props, { supportsLabelFor: true, supportsRequired: true })
  return <textarea {...labelled} className={mergeClasses(styles.area, className)} />
}
