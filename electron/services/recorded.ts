import type { TokenRecord } from '../domain/token.js'
import type { HistoryEvent } from '../shared/history-view.js'
import type { CallHandlers, CallName } from '../shared/ipc-contract.js'
import type { History } from './history.js'
import type { TokenIndex } from './ports/stores.js'

/** Tells the history what becomes of tokens, from what changes in their records. */
interface Recorder {
  /** The same index; what is saved to it is compared with what was there. */
  index(index: TokenIndex): TokenIndex
  /** The same handlers; while one runs, what changes is its doing. */
  handlers(handlers: CallHandlers): CallHandlers
  copied(token: TokenRecord, by: string): void
}

/** Calls that name no token, and what they are the cause of: new tokens, or changes of any. */
const makers: readonly CallName[] = ['createToken', 'pasteToken', 'adoptToken', 'moveOutRemote']
const sweepers: readonly CallName[] = ['refreshTokens', 'removeEverything']
/** What else changes name, scopes or end was seen in the service's list, or is part of another act. */
const editors: readonly string[] = ['updateToken', 'setTokenEnd'] satisfies readonly CallName[]
/** A renewal goes on after the call that began it. */
const renewals: readonly CallName[] = ['renewToken', 'pasteSuccessor']

type What = Pick<HistoryEvent, 'what' | 'to'>

const edited = ({ name, scopes, validTo }: TokenRecord): string => JSON.stringify([name, scopes, validTo])

/** Where a token is: the ids of its places, and what each is. `begun`: also Git, where the hand-over is not done. */
function placesOf(record: TokenRecord | undefined, begun: boolean): ReadonlyMap<string, string> {
  const uses = record?.uses.map(({ id, kind }) => [id, kind] as const) ?? []
  const git = record?.git ?? null
  return new Map(git === null || (git.pending === true && !begun) ? uses : [['git', 'git'], ...uses])
}

function changesOf(before: TokenRecord | undefined, after: TokenRecord): readonly What[] {
  const changes: What[] = []
  if (before === undefined) {
    if (after.origin !== 'elsewhere' && !after.stray) changes.push({ what: 'made', to: null })
  } else {
    if (after.successor !== null && before.successor === null) changes.push({ what: 'renewed', to: null })
    if (after.revokedAt !== null && before.revokedAt === null) changes.push({ what: 'revoked', to: null })
  }
  if (before !== undefined && edited(before) !== edited(after)) changes.push({ what: 'changed', to: null })
  for (const [id, to] of placesOf(after, false))
    if (!placesOf(before, false).has(id)) changes.push({ what: 'handed-over', to })
  for (const [id, to] of placesOf(before, false))
    if (!placesOf(after, true).has(id)) changes.push({ what: 'taken-out', to })
  return changes
}

/** `isRenewing`: a renewal of the token is under way. */
export function createRecorder(
  history: Pick<History, 'note' | 'settled'>,
  isRenewing: (tokenId: string | null) => boolean
): Recorder {
  interface Call {
    readonly name: CallName
    readonly tokenId: string | null
    /** It has been answered, and is the cause until its renewal is over. */
    goesOn: boolean
    /** A renewal that has made its token is the cause of no other one. */
    spent: boolean
  }
  const running = new Set<Call>()

  /** The newest call that can be the cause, or none: a renewal that was due, a list that was read. */
  function causeOf({ id }: TokenRecord, isNew: boolean): string {
    const calls = [...running].reverse()
    const others = isNew ? makers : sweepers
    const call =
      calls.find(({ tokenId }) => tokenId === id) ??
      calls.find(({ name, spent }) => others.includes(name) || (isNew && !spent && renewals.includes(name)))
    if (call === undefined) return 'itself'
    if (isNew) call.spent = true
    return call.name
  }

  function dropEnded(): void {
    for (const call of running) if (call.goesOn && !isRenewing(call.tokenId)) running.delete(call)
  }

  function note({ id: tokenId, name, organization }: TokenRecord, what: What, by: string): void {
    history.note({ ...what, tokenId, name, organization, by })
  }

  return {
    copied: (token, by) => note(token, { what: 'copied', to: null }, by),
    index: (index) => ({
      ...index,
      save: (...records) => {
        dropEnded()
        const before = new Map(index.all().map((record) => [record.id, record]))
        index.save(...records)
        for (const record of records) {
          const known = before.get(record.id)
          for (const what of changesOf(known, record)) {
            const by = causeOf(record, known === undefined)
            if (what.what !== 'changed' || editors.includes(by)) note(record, what, by)
          }
          // What waited for the first token in the keychain is written now.
          if (record.inVault && known?.inVault !== true) void history.settled()
        }
      }
    }),
    handlers: (handlers) =>
      // Each function keeps the input and the output that the contract gives its name.
      Object.fromEntries(
        Object.entries(handlers).map(([name, handler]) => [
          name,
          async (input: unknown): Promise<unknown> => {
            const known = { name: name as CallName, tokenId: tokenIdOf(input) }
            const call: Call = { ...known, goesOn: false, spent: false }
            running.add(call)
            try {
              const answer = await (handler as (input: unknown) => Promise<unknown>)(input)
              call.goesOn = renewals.includes(call.name)
              return answer
            } finally {
              if (!call.goesOn) running.delete(call)
            }
          }
        ])
      ) as unknown as CallHandlers
  }
}

function tokenIdOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('tokenId' in input)) return null
  return typeof input.tokenId === 'string' ? input.tokenId : null
}
