import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  rim: { stroke: tokens.colorNeutralStroke2 },
  dial: { stroke: tokens.colorBrandStroke1 },
  tag: { fill: tokens.colorBrandBackground2, stroke: tokens.colorBrandStroke1 },
  hole: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorBrandStroke1 },
  key: { stroke: tokens.colorBrandForeground1 }
})

/** The app's mark: a key tag with a dial on its rim. */
export function TokenDrawing({ size }: { readonly size: number }) {
  const styles = useStyles()
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" fill="none" aria-hidden>
      <circle cx="32" cy="32" r="28" strokeWidth="4" className={styles.rim} />
      <path d="M32 4a28 28 0 1 1-24.25 14" strokeWidth="4" strokeLinecap="round" className={styles.dial} />
      <rect x="17" y="16" width="30" height="33" rx="8" strokeWidth="2.5" className={styles.tag} />
      <circle cx="32" cy="23" r="3" strokeWidth="2.5" className={styles.hole} />
      <path
        d="M28 35.5a4.5 4.5 0 1 0 0 .1M32.4 35.5H42v4.5M37.5 35.5v3.5"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        className={styles.key}
      />
    </svg>
  )
}
