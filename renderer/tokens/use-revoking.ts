import { useState } from 'react'
import type { TokenView } from '../../electron/shared/view.js'

/** Which tokens the person was asked about: to revoke them, or to renew several. */
export function useRevoking() {
  const [asked, setAsked] = useState({
    /** As they were when it was asked: a token may leave the list while its report is read. */
    tokens: [] as readonly TokenView[],
    open: false,
    /** Counted, so that a dialog that is opened again starts anew. */
    times: 0
  })
  return {
    ...asked,
    ask: (tokens: readonly TokenView[]): void => {
      if (tokens.length > 0) setAsked(({ times }) => ({ tokens, open: true, times: times + 1 }))
    },
    close: (): void => setAsked((now) => ({ ...now, open: false }))
  }
}
