import { useEffect, useEffectEvent, useState } from 'react'
import { useSnapshot } from '../ui/house.js'
import { useCall } from '../ui/use-call.js'
import { isListDue } from './list-age.js'

/** Reading the lists of Azure DevOps: by itself where that is due, and on demand. */
export function useListing(now: number) {
  const snapshot = useSnapshot()
  const { work, run, stop } = useCall()
  const [read, setRead] = useState<number | null>(null)
  const list = (onNothing?: () => void): void =>
    run('refreshTokens', null, ({ organizations }) => {
      if (organizations === 0 && snapshot.accounts.length === 0 && onNothing !== undefined) onNothing()
      else setRead(organizations)
    })
  const due = isListDue(snapshot, now)
  const refreshIfIdle = useEffectEvent(() => {
    if (work.kind !== 'working') list()
  })
  useEffect(() => {
    if (due) refreshIfIdle()
  }, [due])
  return {
    work,
    /** Of how many organizations the lists were read; null: not yet. */
    read,
    /** Reads the service's lists again. */
    refresh: (): void => list(),
    /** As `refresh`; where nobody is signed in who reaches anything, the person signs in first. */
    show: (): void => list(() => run('signIn', { organization: null, device: false }, () => list())),
    cancel: stop
  }
}
