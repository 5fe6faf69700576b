import { makeStyles, typographyStyles } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'

const useStyles = makeStyles({
  heading: { ...typographyStyles.title3, outlineStyle: 'none', flexShrink: 0, margin: 0 }
})

/** A screen's heading. Focus goes there when the screen appears, so that it is read and keys start from it. */
export function StepHeading({ children }: { readonly children: string }) {
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [children])
  return (
    <h1 ref={heading} tabIndex={-1} className={styles.heading}>
      {children}
    </h1>
  )
}
