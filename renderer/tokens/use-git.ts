import { useState } from 'react'
import type { GitHandedOver, GitPlan } from '../../electron/shared/git-view.js'
import { useAnnounce } from '../ui/announcer.js'
import { useCall } from '../ui/use-call.js'

/** Handing one token to Git: first the plan, then what the person agrees to. */
export function useGit(tokenId: string) {
  const announce = useAnnounce()
  const { work, run } = useCall()
  const [plan, setPlan] = useState<GitPlan | null>(null)
  const [handedOver, setHandedOver] = useState<GitHandedOver | null>(null)

  const handOver = (agreed: { readonly allowPlainText: boolean; readonly setUpHelper: boolean }): void =>
    run('useForGit', { tokenId, ...agreed }, (done) => {
      setHandedOver(done)
      announce('Git uses this token now.')
    })
  /** Finds out how Git would take the token, and hands it over at once where nothing has to be asked. */
  const look = (): void => {
    setPlan(null)
    setHandedOver(null)
    run('planGit', { tokenId }, (found) => {
      setPlan(found)
      if (found.kind === 'ready') handOver({ allowPlainText: false, setUpHelper: false })
    })
  }
  return { plan, handedOver, work, look, handOver }
}
