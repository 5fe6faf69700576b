import { useState } from 'react'
import type { GitHandedOver, GitPlan } from '../../electron/shared/git-view.js'
import { useAnnounce } from '../ui/announcer.js'
import { useCall } from '../ui/use-call.js'

export type GitProgress =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'asked'; readonly plan: GitPlan }
  | { readonly kind: 'done'; readonly handedOver: GitHandedOver }

/** Handing one token to Git: first the plan, then what the person agrees to. */
export function useGit(tokenId: string) {
  const announce = useAnnounce()
  const { work, run } = useCall()
  const [progress, setProgress] = useState<GitProgress>({ kind: 'not-asked' })

  const handOver = (agreed: { readonly allowPlainText: boolean; readonly setUpHelper: boolean }): void =>
    run('useForGit', { tokenId, ...agreed }, (handedOver) => {
      setProgress({ kind: 'done', handedOver })
      announce('Git uses this token now.')
    })
  /** Finds out how Git would take the token, and hands it over at once where nothing has to be asked. */
  const look = (): void => {
    setProgress({ kind: 'not-asked' })
    run('planGit', { tokenId }, (plan) => {
      setProgress({ kind: 'asked', plan })
      if (plan.kind === 'ready') handOver({ allowPlainText: false, setUpHelper: false })
    })
  }
  return { progress, work, look, handOver }
}
