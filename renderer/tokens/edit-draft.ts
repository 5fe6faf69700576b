import { endOf, longDay, type Life, type LifeEnd } from '../../electron/shared/expiry.js'
import { reduceToHighest } from '../../electron/shared/scopes.js'
import type { CallInput } from '../../electron/shared/ipc-contract.js'
import type { TokenView } from '../../electron/shared/view.js'

/** What the person changed so far. */
export interface EditDraft {
  readonly name: string
  readonly scopes: readonly string[]
  /** `keep`: it ends when it ends now. */
  readonly life: Life | { readonly kind: 'keep' }
}

export const editDraftOf = (token: TokenView): EditDraft => ({
  name: token.name,
  scopes: reduceToHighest(token.scopes),
  life: { kind: 'keep' }
})

/** The end that the draft asks for; `now` in epoch milliseconds. An unknown end cannot be kept. */
export function endOfEdit(draft: EditDraft, token: TokenView, now: number): LifeEnd {
  if (draft.life.kind !== 'keep') return endOf(draft.life, now)
  return token.validTo === null
    ? { kind: 'no-end', reason: 'not-a-date' }
    : { kind: 'end', validTo: Date.parse(token.validTo) }
}

/** What is sent, or null while something is missing or nothing has changed. */
export function changeOf(draft: EditDraft, token: TokenView, now: number): CallInput<'updateToken'> | null {
  const name = draft.name.trim()
  const end = endOfEdit(draft, token, now)
  if (name === '' || name.length > 255 || draft.scopes.length === 0 || end.kind === 'no-end') return null
  const same =
    name === token.name &&
    draft.scopes.join(' ') === reduceToHighest(token.scopes).join(' ') &&
    draft.life.kind === 'keep'
  if (same) return null
  return { tokenId: token.id, name, scopes: draft.scopes, validTo: new Date(end.validTo).toISOString() }
}

/** What limits a later end, for a wish (epoch milliseconds) that Azure DevOps would cut; null where it would not. */
export function limitWords(token: TokenView, wished: number, zone: string): string | null {
  const { extendableTo } = token.end
  const now = token.validTo === null ? null : Date.parse(token.validTo)
  if (now !== null && wished <= now) return null
  if (extendableTo === null) {
    return 'Its end cannot be moved later: Azure DevOps counts from the day it was made. Renewing it gives a whole new life.'
  }
  const latest = Date.parse(extendableTo)
  if (wished <= latest) return null
  return `${longDay(latest, zone)} is the latest: Azure DevOps counts from the day it was made. Renewing it gives a whole new life.`
}
