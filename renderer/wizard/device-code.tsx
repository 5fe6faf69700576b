import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Copy20Regular } from '@fluentui/react-icons/svg/copy'
import { useEffect } from 'react'
import type { AppSnapshot } from '../../electron/shared/view.js'
import { useAnnounce } from '../ui/announcer.js'
import { row } from '../ui/layout.js'
import { useCopyValue } from '../ui/use-copy-value.js'
import { useSecondsLeft } from '../ui/times.js'

const useStyles = makeStyles({
  steps: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
    display: 'grid',
    gap: tokens.spacingVerticalM
  },
  address: { fontWeight: tokens.fontWeightSemibold, userSelect: 'text', overflowWrap: 'anywhere' },
  row: { ...row('L'), flexWrap: 'wrap', alignItems: 'center' },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    letterSpacing: '0.08em',
    userSelect: 'text'
  },
  quiet: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' }
})

/** A sign-in on another device: what to enter there, and how long that works. */
export function DeviceCode({ userCode, address, expiresAt }: NonNullable<AppSnapshot['deviceCode']>) {
  const styles = useStyles()
  const announce = useAnnounce()
  const copy = useCopyValue()
  const left = useSecondsLeft(expiresAt)
  useEffect(
    () => announce(`Open ${address} on the other device and enter ${Array.from(userCode).join(' ')}.`),
    [announce, address, userCode]
  )
  return (
    <>
      <ol className={styles.steps}>
        <li>
          On the other device, open <span className={styles.address}>{address}</span>
        </li>
        <li>
          Enter this code there, and sign in:
          <div className={styles.row}>
            <span className={styles.code}>{userCode}</span>
            <Button icon={<Copy20Regular />} onClick={() => copy(userCode)}>
              Copy the code
            </Button>
          </div>
        </li>
      </ol>
      <Text className={styles.quiet}>
        {left === 0
          ? 'The code has ended.'
          : `The code works for ${clockWords(left)}. This page goes on by itself.`}
      </Text>
    </>
  )
}

/** `14:05 minutes`, `48 seconds`. */
function clockWords(seconds: number): string {
  const rest = String(seconds % 60).padStart(2, '0')
  return seconds < 60 ? `${seconds} seconds` : `${Math.floor(seconds / 60)}:${rest} minutes`
}
