import type { RotationView } from '../../electron/shared/rotation-view.js'
import type { TokenView } from '../../electron/shared/view.js'
import { useAnnounce } from '../ui/announcer.js'
import { useCall } from '../ui/use-call.js'
import type { Work } from '../ui/use-call.js'

export interface Renewal {
  /** The renewal in which this token is the old one, or the new one. */
  readonly rotation: RotationView | null
  readonly work: Work
  readonly start: () => void
}

/** The renewal of one token, if one is under way, and the beginning of one. */
export function useRenewal({ id }: Pick<TokenView, 'id'>, rotations: readonly RotationView[]): Renewal {
  const announce = useAnnounce()
  const { work, run } = useCall()
  const rotation =
    rotations.find(({ tokenId }) => tokenId === id) ??
    rotations.find(({ successorId }) => successorId === id) ??
    null
  return {
    rotation,
    work,
    start: () => run('renewToken', { tokenId: id }, () => announce('The renewal has begun.'))
  }
}
