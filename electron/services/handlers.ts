import { helpPages, keychainPage, siteAddress, tokenPage } from '../domain/addresses.js'
import { AppFailure } from '../domain/app-failure.js'
import { isWebLink } from '../shared/web-link.js'
import type { CallHandlers, CallInput } from '../shared/ipc-contract.js'
import type { Settings } from '../shared/settings-view.js'
import type { Parts } from './parts.js'

type Change = CallInput<'changeSettings'>

/** Leaves out what was not named: an absent setting stays as it is. */
function named(change: Change): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

/** What each call of the page does. Every call is followed by a new state, whether it went well or not. */
export function createHandlers(parts: Parts): CallHandlers {
  const { state, tokens, rotations, ways, revoking, reminders, signingIn, copying, gitService } = parts
  const { uses, proxyLogin, settings, browser, loginItem } = parts

  const published =
    <I, O>(handler: (input: I) => Promise<O>) =>
    async (input: I): Promise<O> => {
      try {
        return await handler(input)
      } finally {
        state.publish()
      }
    }
  /** As `published`, for calls after which the keychain or the account may be different. */
  const lookedUp = <I, O>(handler: (input: I) => Promise<O>) =>
    published(async (input: I): Promise<O> => {
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
  /** For what a renewal of the token must not meet. */
  const unlessOpen =
    <I extends { readonly tokenId: string }, O>(act: (input: I) => O) =>
    (input: I): O => {
      rotations.refuseIfOpen(input.tokenId)
      return act(input)
    }

  return {
    getSnapshot: () => {
      void state.lookUp()
      return Promise.resolve(state.snapshot())
    },
    takePlace: () => Promise.resolve(parts.takePlace()),
    findWays: ({ organization }) => ways.find(organization),
    listOrganizations: () => ways.listOrganizations(),
    signIn: lookedUp(({ organization, device }) => signingIn.signIn(organization, device)),
    cancelSignIn: nothing(() => signingIn.cancel()),
    signOut: lookedUp(nothing(() => signingIn.signOut())),
    createToken: lookedUp((wish) => tokens.create(wish)),
    cancelCreate: nothing(() => tokens.cancelCreate()),
    openTokenPage: nothing(({ organization }) =>
      browser.open(tokenPage(organization), siteAddress(organization))
    ),
    copyValue: published(nothing(({ value }) => copying.copyValue(value))),
    pasteToken: lookedUp((wish) => tokens.paste(wish)),
    setTokenEnd: published(
      nothing(({ tokenId, validTo }) => {
        tokens.setEnd(tokenId, validTo)
        return gitService.tellEnd(tokenId)
      })
    ),
    explainStop: ({ tokenId }) => parts.stops.explain(tokenId),
    keepToken: lookedUp(nothing(({ tokenId }) => tokens.keep(tokenId))),
    copyToken: lookedUp(({ tokenId }) => copying.copyToken(tokenId)),
    clearClipboard: published(nothing(() => copying.clear())),
    planGit: ({ tokenId }) => gitService.plan(tokenId),
    useForGit: published((wish) => gitService.useForGit(wish)),
    revokeToken: lookedUp(unlessOpen(({ tokenId }) => revoking.revoke(tokenId))),
    forgetToken: published(nothing(unlessOpen(({ tokenId }) => revoking.forget(tokenId)))),
    refreshTokens: published(async () => ({ organizations: await parts.refresh() })),
    remindAgain: published(nothing(({ tokenId, when }) => reminders.remindAgain(tokenId, when))),
    changeReminders: published(nothing(({ tokenId, ...change }) => reminders.change(tokenId, change))),
    getHistory: () => parts.history.list(),
    verifyHistory: () => parts.history.verify(),
    exportHistory: async () => ({
      saved: await parts.saveText('token-tray-history.jsonl', await parts.history.text())
    }),
    getDiagnostics: async () => ({ text: await parts.diagnostics.look() }),
    saveDiagnostics: async () => ({
      saved: await parts.saveText('token-tray-diagnostics.txt', parts.diagnostics.seen())
    }),
    changeSettings: published(
      nothing(async (change: Change) => {
        const locked = settings.lockedByAdministrator().includes('launchAtLogin')
        if (change.launchAtLogin !== undefined && !locked) await loginItem.set(change.launchAtLogin)
        settings.change(named(change))
      })
    ),
    answerProxyLogin: nothing((given) => proxyLogin.answer(given)),
    openHelp: nothing(({ topic }) =>
      browser.open(
        topic === 'keychain' ? keychainPage(parts.facts.platform, parts.facts.desktop) : helpPages[topic]
      )
    ),
    updateToken: lookedUp(unlessOpen((change) => parts.change(change))),
    renewToken: lookedUp(nothing(({ tokenId }) => rotations.renew(tokenId))),
    pasteSuccessor: lookedUp(nothing((wish) => rotations.paste(wish))),
    tickUse: published(nothing(({ tokenId, useId }) => rotations.tick(tokenId, useId))),
    endGrace: published(nothing(({ tokenId }) => rotations.endGrace(tokenId))),
    abandonRotation: published(nothing(({ tokenId }) => rotations.abandon(tokenId))),
    setAutoRenew: published(nothing(({ tokenId, on }) => rotations.setAutoRenew(tokenId, on))),
    findUses: published(() => uses.find()),
    listPlaces: ({ tokenId }) => uses.places(tokenId),
    useAt: published(unlessOpen(({ tokenId, ...use }) => uses.useAt(tokenId, use))),
    removeUse: published(nothing(unlessOpen(({ tokenId, useId }) => uses.remove(tokenId, useId)))),
    addManualUse: published(nothing(({ tokenId, ...place }) => uses.addManual(tokenId, place))),
    findRemotes: published(() => parts.remoteService.look()),
    moveOutRemote: lookedUp(async ({ key }) => ({
      tokenId: await parts.remoteService.moveOut(key)
    })),
    openPlace: nothing(({ tokenId, useId }) => {
      const token = state.snapshot().tokens.find(({ id }) => id === tokenId)
      const link = token?.uses.find(({ id }) => id === useId)?.link ?? ''
      if (!isWebLink(link)) throw new AppFailure('invalid-input')
      return browser.open(link, link)
    }),
    adoptToken: lookedUp(async (place) => ({
      tokenId: await parts.adopting.adopt(place)
    })),
    confirmToken: published(
      nothing(unlessOpen(({ tokenId, listedId }) => parts.adopting.confirm(tokenId, listedId)))
    ),
    getSnippet: async ({ tokenId, tool }) => [...(await parts.snippets.look(tokenId, tool))],
    copySnippet: lookedUp(({ tokenId, tool, feed }) => parts.snippets.copy(tokenId, tool, feed)),
    listRemovals: () => parts.removal.list(),
    removeEverything: lookedUp(() => parts.removal.remove())
  }
}
