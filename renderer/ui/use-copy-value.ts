import { call } from '../bridge.js'
import { useAnnounce } from './announcer.js'

/** Puts a value that is no secret on the clipboard, and says so to who cannot see it. */
export function useCopyValue(): (value: string, said?: string) => void {
  const announce = useAnnounce()
  return (value, said = `Copied ${value}`) => {
    announce(said)
    void call('copyValue', { value })
  }
}
