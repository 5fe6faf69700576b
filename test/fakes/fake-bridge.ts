import {
  calls,
  events,
  type CallInput,
  type CallName,
  type CallOutput,
  type EventName,
  type EventValue,
  type TokenTrayBridge
} from '../../electron/shared/ipc-contract.js'
import type { ErrorCode, Result } from '../../electron/shared/error-codes.js'
import type { AppSnapshot, TokenView } from '../../electron/shared/view.js'
import type { Engine, WaysView } from '../../electron/shared/way-view.js'

type Answer<N extends CallName> = Result<CallOutput<N>> | Promise<Result<CallOutput<N>>>
type Answers = { [N in CallName]?: (input: CallInput<N>) => Answer<N> }

export type Refusal = Extract<Result<never>, { ok: false }>

const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false

/** `Partial` that also takes whole settings apart. */
export type SnapshotChange = Partial<Omit<AppSnapshot, 'settings'>> & {
  readonly settings?: Partial<AppSnapshot['settings']>
}

/** A bridge for the page that answers what a test set up and throws at all else; both ways held to the contract. */
export interface FakeBridge {
  readonly bridge: TokenTrayBridge
  /** Every call so far, e.g. `['copyToken', { tokenId: '1' }]`. */
  readonly asked: readonly (readonly [CallName, unknown])[]
  /** Calls that nothing was set up for. A test with one of them is broken. */
  readonly unexpected: readonly CallName[]
  /** Sets up how a call is answered from now on. */
  answer<N extends CallName>(
    call: N,
    how: (input: CallInput<N>) => CallOutput<N> | Promise<CallOutput<N>>
  ): void
  refuse(call: CallName, code: ErrorCode, facts?: Record<string, string | number | boolean>): void
  /** A call that stays without an answer until the returned function gives one, a value or a whole refusal. */
  hold<N extends CallName>(call: N): (answer: CallOutput<N> | Refusal) => void
  /** Changes main's state and pushes it. */
  push(change: SnapshotChange): void
  emit<N extends EventName>(event: N, value: EventValue<N>): void
  snapshot(): AppSnapshot
}

export const plainSnapshot: AppSnapshot = {
  version: '0.1.0',
  practice: false,
  platform: 'linux',
  computer: 'LAPTOP-7',
  tray: 'shown',
  vault: 'ready',
  settings: {
    organization: '',
    clientId: '',
    tenant: '',
    remindersOn: true,
    quietHours: null,
    leadDays: [14, 7, 3, 1],
    graceHours: 24,
    renewDays: 7,
    clipboardSeconds: 45,
    theme: 'system',
    launchAtLogin: false,
    gitProgram: '',
    azureCliProgram: '',
    lockedByAdministrator: []
  },
  reminders: { pausedUntil: null, muted: [], leadDays: {} },
  tokens: [],
  rotations: [],
  listedAt: {},
  accounts: [],
  organizations: [],
  deviceCode: null,
  signInAddress: null,
  waiting: null,
  clipboard: null,
  proxyLogin: null,
  startNotices: []
}

/** What main would say of the end, unless a test says otherwise. */
function endOf({ validTo = '2026-12-23T09:30:00.000Z' }: Partial<TokenView>): TokenView['end'] {
  return validTo === null
    ? { at: null, reason: 'not-known', sure: 'unknown', helps: null, extendableTo: null }
    : { at: validTo, reason: 'valid-to', sure: 'known', helps: 'renew', extendableTo: null }
}

/** A token as main shows it, with what a test does not care for filled in. */
export function tokenView(change: Partial<TokenView> = {}): TokenView {
  return {
    id: 'a1',
    name: 'Push code · LAPTOP-7',
    organization: 'contoso',
    scopes: ['vso.code_write'],
    origin: 'api',
    createdAt: '2026-11-23T09:30:00.000Z',
    validTo: '2026-12-23T09:30:00.000Z',
    requestedValidTo: null,
    state: 'active',
    kept: 'keychain',
    usedByGit: false,
    revokeFailed: false,
    allOrganizations: false,
    stray: false,
    account: null,
    uses: [],
    end: endOf(change),
    autoRenew: false,
    successor: null,
    ...change
  }
}

const obstacles: Readonly<Record<Engine, ErrorCode>> = {
  'sign-in': 'client-id-missing',
  'azure-cli': 'azure-cli-missing',
  assisted: 'way-not-possible'
}

/** The ways to a token where only these engines are possible, the first of them proposed. */
export function waysView(
  possible: readonly [Engine, ...Engine[]],
  change: Partial<WaysView> & { readonly account?: string } = {}
): WaysView {
  const { account = null, ...rest } = change
  const others = (Object.keys(obstacles) as Engine[]).filter((engine) => !possible.includes(engine))
  return {
    backing: 'entra',
    proposed: possible[0],
    reason: possible[0] === 'assisted' ? 'nothing-else' : 'own-app',
    gitNeedsNoToken: false,
    ways: [
      ...possible.map((engine) => ({
        engine,
        state: engine === 'sign-in' && account === null ? ('asks' as const) : ('ready' as const),
        account: engine === 'assisted' ? null : account,
        obstacle: null
      })),
      ...others.map((engine) => ({
        engine,
        state: 'not-possible' as const,
        account: null,
        obstacle: { code: obstacles[engine], facts: {} }
      }))
    ],
    ...rest
  }
}

/**
 * Starts with a plain state; `getSnapshot` and `takePlace` are set up, and the ways that follow from it: with a
 * client id by one's own sign-in, else on the token page.
 */
export function createFakeBridge(start: SnapshotChange = {}): FakeBridge {
  let snapshot = changed(plainSnapshot, start)
  const answers: Answers = {}
  const asked: (readonly [CallName, unknown])[] = []
  const unexpected: CallName[] = []
  const listeners = new Set<readonly [EventName, (value: never) => void]>()

  const emit = <N extends EventName>(event: N, value: EventValue<N>): void => {
    // The same check as in main: what the schema does not name does not reach the page.
    const checked = events[event].parse(value)
    for (const [name, listener] of listeners) if (name === event) listener(checked as never)
  }
  const fake: FakeBridge = {
    asked,
    unexpected,
    snapshot: () => snapshot,
    answer: (call, how) => {
      set(answers, call, async (input) => ({ ok: true, value: await how(input) }))
    },
    refuse: (call, code, facts = {}) => {
      set(answers, call, () => ({ ok: false, error: { code, facts } }))
    },
    hold: <N extends CallName>(call: N): ((answer: CallOutput<N> | Refusal) => void) => {
      const waiting: ((result: Result<CallOutput<N>>) => void)[] = []
      set<N>(
        answers,
        call,
        () =>
          new Promise<Result<CallOutput<N>>>((resolve) => {
            waiting.push(resolve)
          })
      )
      return (answer) => {
        for (const resolve of waiting.splice(0))
          resolve(isRefusal(answer) ? answer : { ok: true, value: answer })
      }
    },
    push: (change) => {
      snapshot = changed(snapshot, change)
      emit('snapshot', snapshot)
    },
    emit,
    bridge: {
      invoke: async <N extends CallName>(call: N, input: CallInput<N>) => {
        const checked = calls[call].input.parse(input) as CallInput<N>
        asked.push([call, checked])
        const answer = answers[call]
        if (answer === undefined) {
          unexpected.push(call)
          throw new Error(`nothing was set up for ${call}`)
        }
        const result = await answer(checked)
        return result.ok
          ? { ok: true, value: calls[call].output.parse(result.value) as CallOutput<N> }
          : result
      },
      on: (event, listener) => {
        const entry = [event, listener as (value: never) => void] as const
        listeners.add(entry)
        return () => {
          listeners.delete(entry)
        }
      }
    }
  }
  fake.answer('getSnapshot', () => snapshot)
  fake.answer('takePlace', () => null)
  fake.answer('listOrganizations', () => ({ organizations: [], failures: [] }))
  fake.answer('listPlaces', () => [])
  fake.answer('refreshTokens', () => ({ organizations: 1 }))
  fake.answer('findWays', () => {
    const [account] = snapshot.accounts
    return snapshot.settings.clientId === ''
      ? waysView(['assisted'])
      : waysView(['sign-in', 'assisted'], account === undefined ? {} : { account, reason: 'signed-in' })
  })
  return fake
}

function set<N extends CallName>(answers: Answers, call: N, how: (input: CallInput<N>) => Answer<N>): void {
  // TypeScript cannot see that an entry of the mapped type is that of its own key.
  ;(answers as { [M in N]?: (input: CallInput<N>) => Answer<N> })[call] = how
}

function changed(snapshot: AppSnapshot, { settings, ...change }: SnapshotChange): AppSnapshot {
  return { ...snapshot, ...change, settings: { ...snapshot.settings, ...settings } }
}
