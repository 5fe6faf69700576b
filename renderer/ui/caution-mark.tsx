import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  mark: {
    flexShrink: 0,
    whiteSpace: 'nowrap',
    padding: `0 ${tokens.spacingHorizontalSNudge}`,
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground3,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase100,
    fontWeight: tokens.fontWeightSemibold
  }
})

interface CautionMarkProps {
  readonly children: string
  readonly className?: string
}

/** A word or two that stand out, as "High privilege". */
export function CautionMark({ children, className }: CautionMarkProps) {
  const styles = useStyles()
  return <span className={mergeClasses(styles.mark, className)}>{children}</span>
}
