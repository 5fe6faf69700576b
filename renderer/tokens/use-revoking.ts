import { useState } from 'react'
import type { TokenView } from '../../electron/shared/view.js'

export interface Revoking {
  /** As they were when it was asked: a token may leave the list while its report is read. */
  readonly tokens: readonly TokenView[]
  readonly open: boolean
  /** Counted, so that a dialog that is opened again starts anew. */
  readonly times: number
  readonly ask: (tokens: readonly TokenView[]) => void
  readonly close: () => void
}

/** Which tokens the person was asked about: to revoke them, or to renew several. */
export function useRevoking(): Revoking {
  const [asked, setAsked] = useState<Pick<Revoking, 'tokens' | 'open' | 'times'>>({
    tokens: [],
    open: false,
    times: 0
  })
  return {
    ...asked,
    ask: (tokens) => {
      if (tokens.length > 0) setAsked(({ times }) => ({ tokens, open: true, times: times + 1 }))
    },
    close: () => setAsked((now) => ({ ...now, open: false }))
  }
}
