import { helpPages, keychainPage, siteAddress, tokenPage } from '../domain/addresses.js'
import { AppFailure } from '../domain/app-failure.js'
import { isWebLink } from '../shared/web-link.js'
import type { CallHandlers, CallInput, CallName, CallOutput } from '../shared/ipc-contract.js'
import type { Place, TokenChanged } from '../shared/view.js'
import type { AdoptService } from './adopt-service.js'
import type { AppFacts, AppState } from './app-state.js'
import type { TokenChange } from './change-service.js'
import type { ClipboardService } from './clipboard-service.js'
import type { Diagnostics } from './diagnostics.js'
import type { GitService } from './git-service.js'
import type { History } from './history.js'
import type { Browser, LoginItem, SaveText } from './ports/desktop.js'
import type { Settings, SettingsStore } from './ports/settings.js'
import type { ProxyLogin } from './proxy-login.js'
import type { ReminderService } from './reminder-service.js'
import type { RemoteService } from './remote-service.js'
import type { RemovalService } from './removal-service.js'
import type { RotationService } from './rotation-service.js'
import type { RevokeService } from './revoke-service.js'
import type { SignInService } from './sign-in-service.js'
import type { SnippetService } from './snippet-service.js'
import type { StopService } from './stop-service.js'
import type { TokenService } from './token-service.js'
import type { UseService } from './use-service.js'
import type { WayService } from './way-service.js'

export interface HandlerDeps {
  readonly facts: Pick<AppFacts, 'platform' | 'desktop'>
  readonly state: AppState
  readonly tokens: TokenService
  readonly refresh: () => Promise<number>
  readonly revoking: RevokeService
  readonly rotations: RotationService
  readonly ways: WayService
  readonly stops: StopService
  readonly reminders: ReminderService
  readonly signIn: SignInService
  readonly clipboard: ClipboardService
  readonly git: GitService
  readonly proxyLogin: ProxyLogin
  readonly settings: SettingsStore
  readonly browser: Browser
  readonly loginItem: LoginItem
  readonly uses: UseService
  readonly change: (change: TokenChange) => Promise<TokenChanged>
  readonly adopting: AdoptService
  readonly remotes: RemoteService
  readonly snippets: SnippetService
  readonly removal: RemovalService
  readonly history: History
  readonly diagnostics: Diagnostics
  readonly saveText: SaveText
  /** Where the window was asked to go before its page was there; null when asked again. */
  readonly takePlace: () => Place | null
}

type Change = CallInput<'changeSettings'>

/** Leaves out what was not named: an absent setting stays as it is. */
function named(change: Change): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

/** What each call of the page does. Every call is followed by a new state, whether it went well or not. */
export function createHandlers(deps: HandlerDeps): CallHandlers {
  const {
    state,
    tokens,
    rotations,
    ways,
    revoking,
    reminders,
    signIn,
    git,
    uses,
    proxyLogin,
    settings,
    browser,
    loginItem
  } = deps

  const published =
    <N extends CallName>(handler: (input: CallInput<N>) => Promise<CallOutput<N>>) =>
    async (input: CallInput<N>): Promise<CallOutput<N>> => {
      try {
        return await handler(input)
      } finally {
        state.publish()
      }
    }
  /** As `published`, for calls after which the keychain or the account may be different. */
  const lookedUp = <N extends CallName>(handler: (input: CallInput<N>) => Promise<CallOutput<N>>) =>
    published<N>(async (input) => {
      try {
        return await handler(input)
      } finally {
        void state.lookUp()
      }
    })
  const nothing =
    <I>(act: (input: I) => unknown) =>
    async (input: I): Promise<null> => {
      await act(input)
      return null
    }

  return {
    getSnapshot: () => {
      void state.lookUp()
      // The contract's arrays are the mutable twins of the view's; nobody here writes to them.
      return Promise.resolve(state.snapshot() as CallOutput<'getSnapshot'>)
    },
    takePlace: () => Promise.resolve(deps.takePlace()),
    findWays: ({ organization }) => ways.find(organization) as Promise<CallOutput<'findWays'>>,
    listOrganizations: () => ways.listOrganizations() as Promise<CallOutput<'listOrganizations'>>,
    signIn: lookedUp<'signIn'>(({ organization, device }) => signIn.signIn(organization, device)),
    cancelSignIn: nothing(() => signIn.cancel()),
    signOut: lookedUp<'signOut'>(nothing(() => signIn.signOut())),
    createToken: lookedUp<'createToken'>((wish) => tokens.create(wish)),
    cancelCreate: nothing(() => tokens.cancelCreate()),
    openTokenPage: nothing(({ organization }) =>
      browser.open(tokenPage(organization), siteAddress(organization))
    ),
    copyValue: published<'copyValue'>(nothing(({ value }) => deps.clipboard.copyValue(value))),
    pasteToken: lookedUp<'pasteToken'>((wish) => tokens.paste(wish)),
    setTokenEnd: published<'setTokenEnd'>(
      nothing(({ tokenId, validTo }) => {
        tokens.setEnd(tokenId, validTo)
        return uses.tellGitEnd(tokenId)
      })
    ),
    explainStop: ({ tokenId }) => deps.stops.explain(tokenId) as Promise<CallOutput<'explainStop'>>,
    keepToken: lookedUp<'keepToken'>(nothing(({ tokenId }) => tokens.keep(tokenId))),
    copyToken: lookedUp<'copyToken'>(({ tokenId }) => deps.clipboard.copyToken(tokenId)),
    clearClipboard: published<'clearClipboard'>(nothing(() => deps.clipboard.clear())),
    planGit: ({ tokenId }) => git.plan(tokenId) as Promise<CallOutput<'planGit'>>,
    useForGit: published<'useForGit'>((wish) => git.useForGit(wish)),
    revokeToken: lookedUp<'revokeToken'>(({ tokenId }) => {
      rotations.refuseIfOpen(tokenId)
      return revoking.revoke(tokenId)
    }),
    forgetToken: published<'forgetToken'>(
      nothing(({ tokenId }) => {
        rotations.refuseIfOpen(tokenId)
        return revoking.forget(tokenId)
      })
    ),
    refreshTokens: published<'refreshTokens'>(async () => ({ organizations: await deps.refresh() })),
    remindAgain: published<'remindAgain'>(
      nothing(({ tokenId, when }) => reminders.remindAgain(tokenId, when))
    ),
    changeReminders: published<'changeReminders'>(
      nothing(({ tokenId, ...change }) => reminders.change(tokenId, change))
    ),
    getHistory: () => deps.history.list() as Promise<CallOutput<'getHistory'>>,
    verifyHistory: () => deps.history.verify() as Promise<CallOutput<'verifyHistory'>>,
    exportHistory: async () => ({
      saved: await deps.saveText('token-tray-history.jsonl', await deps.history.text())
    }),
    getDiagnostics: async () => ({ text: await deps.diagnostics.look() }),
    saveDiagnostics: async () => ({
      saved: await deps.saveText('token-tray-diagnostics.txt', deps.diagnostics.seen())
    }),
    changeSettings: published<'changeSettings'>(
      nothing(async (change: Change) => {
        const locked = settings.lockedByAdministrator().includes('launchAtLogin')
        if (change.launchAtLogin !== undefined && !locked) await loginItem.set(change.launchAtLogin)
        settings.change(named(change))
      })
    ),
    answerProxyLogin: nothing((given) => proxyLogin.answer(given)),
    openHelp: nothing(({ topic }) =>
      browser.open(
        topic === 'keychain' ? keychainPage(deps.facts.platform, deps.facts.desktop) : helpPages[topic]
      )
    ),
    updateToken: lookedUp<'updateToken'>((change) => {
      rotations.refuseIfOpen(change.tokenId)
      return deps.change(change)
    }),
    renewToken: lookedUp<'renewToken'>(nothing(({ tokenId }) => rotations.renew(tokenId))),
    pasteSuccessor: lookedUp<'pasteSuccessor'>(nothing((wish) => rotations.paste(wish))),
    tickUse: published<'tickUse'>(nothing(({ tokenId, useId }) => rotations.tick(tokenId, useId))),
    endGrace: published<'endGrace'>(nothing(({ tokenId }) => rotations.endGrace(tokenId))),
    abandonRotation: published<'abandonRotation'>(nothing(({ tokenId }) => rotations.abandon(tokenId))),
    setAutoRenew: published<'setAutoRenew'>(
      nothing(({ tokenId, on }) => rotations.setAutoRenew(tokenId, on))
    ),
    findUses: published<'findUses'>(() => uses.find() as Promise<CallOutput<'findUses'>>),
    listPlaces: ({ tokenId }) => uses.places(tokenId) as Promise<CallOutput<'listPlaces'>>,
    useAt: published<'useAt'>(({ tokenId, ...use }) => {
      rotations.refuseIfOpen(tokenId)
      return uses.useAt(tokenId, use)
    }),
    removeUse: published<'removeUse'>(
      nothing(({ tokenId, useId }) => {
        rotations.refuseIfOpen(tokenId)
        return uses.remove(tokenId, useId)
      })
    ),
    addManualUse: published<'addManualUse'>(
      nothing(({ tokenId, ...place }) => uses.addManual(tokenId, place))
    ),
    findRemotes: published<'findRemotes'>(() => deps.remotes.look() as Promise<CallOutput<'findRemotes'>>),
    moveOutRemote: lookedUp<'moveOutRemote'>(async ({ key }) => ({
      tokenId: await deps.remotes.moveOut(key)
    })),
    openPlace: nothing(({ tokenId, useId }) => {
      const token = state.snapshot().tokens.find(({ id }) => id === tokenId)
      const link = token?.uses.find(({ id }) => id === useId)?.link ?? ''
      if (!isWebLink(link)) throw new AppFailure('invalid-input')
      return browser.open(link, link)
    }),
    adoptToken: lookedUp<'adoptToken'>(async (place) => ({
      tokenId: await deps.adopting.adopt(place)
    })),
    confirmToken: published<'confirmToken'>(
      nothing(({ tokenId, listedId }) => {
        rotations.refuseIfOpen(tokenId)
        deps.adopting.confirm(tokenId, listedId)
      })
    ),
    getSnippet: async ({ tokenId, tool }) => [...(await deps.snippets.look(tokenId, tool))],
    copySnippet: lookedUp<'copySnippet'>(({ tokenId, tool, feed }) =>
      deps.snippets.copy(tokenId, tool, feed)
    ),
    listRemovals: () => deps.removal.list() as Promise<CallOutput<'listRemovals'>>,
    removeEverything: lookedUp<'removeEverything'>(
      () => deps.removal.remove() as Promise<CallOutput<'removeEverything'>>
    )
  }
}
