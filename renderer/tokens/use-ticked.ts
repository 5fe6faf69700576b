import { useState } from 'react'

export interface Ticked {
  /** Ids of what is chosen; null: one is looked at, several are not chosen. */
  readonly ids: ReadonlySet<string> | null
  readonly change: (ids: readonly string[], on: boolean) => void
  readonly leave: () => void
}

/** Choosing several tokens. It begins with the first change and ends by `leave`. */
export function useTicked(): Ticked {
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null)
  return {
    ids,
    change: (changed, on) =>
      setIds((before) => {
        const next = new Set(before ?? [])
        for (const id of changed)
          if (on) next.add(id)
          else next.delete(id)
        return next
      }),
    leave: () => setIds(null)
  }
}
