import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  text: {
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    userSelect: 'text'
  }
})

/** Commands, or a part of a file: read, selected and copied by keys too. */
export function CodeText({ label, children }: { readonly label: string; readonly children: string }) {
  const styles = useStyles()
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the reason stands above
    <pre className={styles.text} tabIndex={0} aria-label={label}>
      {children}
    </pre>
  )
}
