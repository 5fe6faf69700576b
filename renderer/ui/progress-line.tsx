import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  line: {
    height: '4px',
    flexShrink: 0,
    overflow: 'hidden',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground6,
    '@media (forced-colors: active)': { border: '1px solid CanvasText' }
  },
  done: {
    height: '100%',
    width: '100%',
    transformOrigin: 'left',
    backgroundColor: tokens.colorCompoundBrandBackground,
    transitionProperty: 'transform',
    transitionDuration: tokens.durationNormal,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' }
  }
})

interface ProgressLineProps {
  readonly done: number
  readonly of: number
  readonly label: string
}

/** How much of a known number is done. */
export function ProgressLine({ done, of, label }: ProgressLineProps) {
  const styles = useStyles()
  return (
    <div
      role="progressbar"
      className={styles.line}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={done}
    >
      <div className={styles.done} style={{ transform: `scaleX(${of === 0 ? 0 : done / of})` }} />
    </div>
  )
}
