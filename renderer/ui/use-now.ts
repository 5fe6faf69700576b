import { useEffect, useState } from 'react'

/** The wall time in epoch milliseconds, looked at again every `milliseconds`; null stops looking. */
export function useNow(milliseconds: number | null): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (milliseconds === null) return
    const look = (): void => setNow(Date.now())
    const first = setTimeout(look, 0)
    const timer = setInterval(look, milliseconds)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [milliseconds])
  return now
}

/** The person's time zone, as an IANA name. */
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
