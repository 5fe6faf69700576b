import { useEffect, useRef, useState } from 'react'
import type { TokenView } from '../../electron/shared/view.js'
import { call } from '../bridge.js'
import { useAnnounce } from '../ui/announcer.js'
import type { RevokeOutcome } from './revoke-words.js'

/** Revokes of one token or several, with what became of each. */
export function useRevokes() {
  const announce = useAnnounce()
  /** By token id; what is not here was not tried yet. */
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, RevokeOutcome>>(new Map())
  const [current, setCurrent] = useState<TokenView | null>(null)
  const stopped = useRef(false)
  /** After the present one no other is begun. */
  const stop = (): void => {
    stopped.current = true
  }
  useEffect(
    () => () => {
      stopped.current = true
    },
    []
  )

  const revoke = async (tokens: readonly TokenView[]): Promise<void> => {
    for (const token of tokens) {
      if (stopped.current) break
      setCurrent(token)
      const outcome = await call('revokeToken', { tokenId: token.id })
      setOutcomes((before) => new Map(before).set(token.id, outcome))
    }
    setCurrent(null)
    announce('Done. What became of it stands in the list.')
  }
  return {
    outcomes,
    current,
    stop,
    /** Revokes these, one after another; the rest goes on when one fails. */
    start: (tokens: readonly TokenView[]): void => {
      stopped.current = false
      void revoke(tokens)
    }
  }
}
