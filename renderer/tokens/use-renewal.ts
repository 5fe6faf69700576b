import { useAnnounce } from '../ui/announcer.js'
import { useSnapshot } from '../ui/house.js'
import { useCall } from '../ui/use-call.js'

/** The renewal of one token, if one is under way, and the beginning of one. */
export function useRenewal(id: string) {
  const { rotations } = useSnapshot()
  const announce = useAnnounce()
  const { work, run } = useCall()
  const rotation =
    rotations.find(({ tokenId }) => tokenId === id) ??
    rotations.find(({ successorId }) => successorId === id) ??
    null
  return {
    /** The renewal in which this token is the old one, or the new one. */
    rotation,
    work,
    start: (): void => run('renewToken', { tokenId: id }, () => announce('The renewal has begun.'))
  }
}
