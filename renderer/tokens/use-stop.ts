import { useState } from 'react'
import type { StopExplanation } from '../../electron/shared/outcome-view.js'
import type { TokenView } from '../../electron/shared/view.js'
import { useAnnounce } from '../ui/announcer.js'
import { useCall } from '../ui/use-call.js'
import { aboutStop } from './stop-words.js'

/** "Why did it stop?" for one token. */
export function useStop({ id, organization }: Pick<TokenView, 'id' | 'organization'>) {
  const announce = useAnnounce()
  const { work, run, stop } = useCall()
  const [explanation, setExplanation] = useState<StopExplanation | null>(null)
  const ask = (): void => {
    setExplanation(null)
    run('explainStop', { tokenId: id }, (told) => {
      setExplanation(told)
      announce(`${aboutStop(told.cause).title}.`)
    })
  }
  return {
    work,
    explanation,
    ask,
    /** Signs in for the token's organization, then asks again: with a sign-in the service's list can be read. */
    signInAndAsk: (): void => run('signIn', { organization, device: false }, ask),
    stop
  }
}
