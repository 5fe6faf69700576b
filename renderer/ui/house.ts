import { createContext, use } from 'react'
import type { AppSnapshot, TokenView } from '../../electron/shared/view.js'
import type { Way } from '../wizard/draft.js'

/** What every room can reach: main's state as it is now, and the other rooms. */
export interface House {
  readonly snapshot: AppSnapshot
  /** To the tokens, with this one beside them. */
  readonly seeToken: (id: string | null) => void
  readonly openSettings: () => void
  /** To the wizard; null: the way is chosen there. */
  readonly newToken: (way: Way | null) => void
  /** To the wizard, with the scopes, the name and the life of this one. */
  readonly another: (like: TokenView) => void
}

export const HouseContext = createContext<House | null>(null)

/** Throws outside of the house. */
export function useHouse(): House {
  const house = use(HouseContext)
  if (house === null) throw new Error('outside of the house')
  return house
}

export const useSnapshot = (): AppSnapshot => useHouse().snapshot
