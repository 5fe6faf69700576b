import { useState } from 'react'

/** Choosing several tokens. It begins with the first change and ends by `leave`. */
export function useTicked() {
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null)
  return {
    /** Ids of what is chosen; null: one is looked at, several are not chosen. */
    ids,
    change: (changed: readonly string[], on: boolean): void =>
      setIds((before) => {
        const next = new Set(before ?? [])
        for (const id of changed)
          if (on) next.add(id)
          else next.delete(id)
        return next
      }),
    leave: (): void => setIds(null)
  }
}
