import { useState } from 'react'
import type { GitHandedOver, GitPlan } from '../../electron/shared/view.js'
import { useAnnounce } from '../ui/announcer.js'
import { useCall } from '../ui/use-call.js'
import type { Work } from '../ui/use-call.js'

export type GitProgress =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'asked'; readonly plan: GitPlan }
  | { readonly kind: 'done'; readonly handedOver: GitHandedOver }

export interface GitHandOver {
  readonly progress: GitProgress
  readonly work: Work
  /** Finds out how Git would take the token, and hands it over at once where nothing has to be asked. */
  readonly look: () => void
  readonly handOver: (agreed: { readonly allowPlainText: boolean; readonly setUpHelper: boolean }) => void
}

/** Handing one token to Git: first the plan, then what the person agrees to. */
export function useGit(tokenId: string): GitHandOver {
  const announce = useAnnounce()
  const { work, run } = useCall()
  const [progress, setProgress] = useState<GitProgress>({ kind: 'not-asked' })

  const handOver: GitHandOver['handOver'] = (agreed) =>
    run('useForGit', { tokenId, ...agreed }, (handedOver) => {
      setProgress({ kind: 'done', handedOver })
      announce('Git uses this token now.')
    })
  const look = (): void => {
    setProgress({ kind: 'not-asked' })
    run('planGit', { tokenId }, (plan) => {
      setProgress({ kind: 'asked', plan })
      if (plan.kind === 'ready') handOver({ allowPlainText: false, setUpHelper: false })
    })
  }
  return { progress, work, look, handOver }
}
