import { z } from 'zod'
import {
  fileConsumerKind,
  removalItem,
  removalReport,
  snippetTool,
  snippetView,
  usePlace,
  usesFound
} from './consumer-view.js'
import type { Result } from './error-codes.js'
import { gitHandedOver, gitPlan } from './git-view.js'
import { historyEvent, historyProblem } from './history-view.js'
import { fileConsumerKinds } from './kinds.js'
import { revokeReport, stopExplanation, tokenChanged, tokenMade } from './outcome-view.js'
import { leadDays, settingsChange } from './settings-view.js'
import { instant, tokenId, type Shape } from './shape.js'
import { place, snapshot } from './view.js'
import { apiEngine, organizationsFound, waysView } from './way-view.js'

/*
 * The one contract of the bridge. It derives the handlers (`app/ipc-router.ts`), the page's bridge
 * (`preload.ts`, `renderer/bridge.ts`) and the test double. Both directions are checked at run time: a field
 * that an output schema does not name never leaves the main process.
 */

/** A name, or the address of a Server's collection (`site.ts`). */
const organization = z.string().min(1).max(300)
const scopes = z
  .array(z.string().regex(/^[a-z_.]{1,60}$/i))
  .min(1)
  .max(120)
const name = z.string().min(1).max(255)
const nothing = z.null()

const draft = z.object({ organization, name, scopes })

/** Every call: a verb of the domain, its input and its output. */
export const calls = {
  getSnapshot: { input: nothing, output: snapshot },
  /** Where the window was asked to go before the page was there; answered once. */
  takePlace: { input: nothing, output: place.nullable() },
  /** Finds the organization's tenant and which ways lead to a token of it. */
  findWays: { input: z.object({ organization }), output: waysView },
  /** The organizations that the signed-in accounts can reach. */
  listOrganizations: { input: nothing, output: organizationsFound },
  /** In the system browser, or with `device` by a code on another device; null: for whatever the account can reach. */
  signIn: {
    input: z.object({ organization: organization.nullable(), device: z.boolean() }),
    output: z.object({ account: z.string() })
  },
  cancelSignIn: { input: nothing, output: nothing },
  signOut: { input: nothing, output: nothing },
  createToken: { input: draft.extend({ validTo: instant, engine: apiEngine }), output: tokenMade },
  /** Waits no longer; what may have been made meanwhile is looked for and shown under Tokens. */
  cancelCreate: { input: nothing, output: nothing },
  openTokenPage: { input: z.object({ organization }), output: nothing },
  /** Puts a value to fill in, or a text to send, on the clipboard: a name, a date, words for an administrator. */
  copyValue: { input: z.object({ value: z.string().min(1).max(6000) }), output: nothing },
  /** Main reads the clipboard, checks the token with the service, keeps it and clears the clipboard. */
  pasteToken: {
    /** `anyway`: the person was warned that it does not look like a token. */
    input: draft.extend({ validTo: instant.nullable(), anyway: z.boolean() }),
    output: tokenMade
  },
  /** The end that the token page shows for a pasted token; null where it is not known. */
  setTokenEnd: { input: z.object({ tokenId, validTo: instant.nullable() }), output: nothing },
  /** Asks with the token itself, then the service's list, why it does not work. */
  explainStop: { input: z.object({ tokenId }), output: stopExplanation },
  keepToken: { input: z.object({ tokenId }), output: nothing },
  copyToken: { input: z.object({ tokenId }), output: z.object({ clearsAt: instant }) },
  clearClipboard: { input: nothing, output: nothing },
  planGit: { input: z.object({ tokenId }), output: gitPlan },
  useForGit: {
    input: z.object({ tokenId, allowPlainText: z.boolean(), setUpHelper: z.boolean() }),
    output: gitHandedOver
  },
  revokeToken: { input: z.object({ tokenId }), output: revokeReport },
  /** Takes a token that is over, or was revoked, off the list and erases our copies. */
  forgetToken: { input: z.object({ tokenId }), output: nothing },
  /** Changes name, scopes and end of a token with the service; its value stays. */
  updateToken: {
    input: z.object({ tokenId, name, scopes, validTo: instant }),
    output: tokenChanged
  },
  /** Begins the renewal, or goes on with one that stopped; `snapshot.rotations` shows how it goes. */
  renewToken: { input: z.object({ tokenId }), output: nothing },
  /** The successor of a token that was made by hand: main reads the clipboard. */
  pasteSuccessor: {
    input: z.object({ tokenId, validTo: instant.nullable(), anyway: z.boolean() }),
    output: nothing
  },
  /** The person changed a place that the app cannot see. */
  tickUse: { input: z.object({ tokenId, useId: z.string().max(100) }), output: nothing },
  /** Revokes the old token now instead of at the end of the grace period. */
  endGrace: { input: z.object({ tokenId }), output: nothing },
  /** Puts the old value back everywhere and revokes the successor. Not possible once the old one is revoked. */
  abandonRotation: { input: z.object({ tokenId }), output: nothing },
  setAutoRenew: { input: z.object({ tokenId, on: z.boolean() }), output: nothing },
  /** Looks into the known places of tools. */
  findUses: { input: nothing, output: usesFound },
  /** Where this token can be written to for tools other than Git. */
  listPlaces: { input: z.object({ tokenId }), output: z.array(usePlace) },
  /** Writes the token there and proves it; gives what was asked as proof. */
  useAt: {
    input: z.object({
      tokenId,
      kind: fileConsumerKind,
      file: z.string().max(4096),
      entry: z.string().max(1000)
    }),
    output: z.object({ asked: z.string() })
  },
  /** Takes the token out of there, or forgets a place that the person told us of. */
  removeUse: { input: z.object({ tokenId, useId: z.string().max(100) }), output: nothing },
  addManualUse: {
    input: z.object({
      tokenId,
      name: z.string().min(1).max(200),
      link: z.string().max(1000),
      note: z.string().max(2000)
    }),
    output: nothing
  },
  /** Opens the https link of a place that the person told us of. */
  openPlace: { input: z.object({ tokenId, useId: z.string().max(100) }), output: nothing },
  /** Looks at the remotes of a repository that the person chooses; null where they chose none. */
  findRemotes: { input: nothing, output: usesFound.nullable() },
  /** Takes the token out of the address of a remote that was found, into the list and into Git. */
  moveOutRemote: {
    input: z.object({ key: z.string().max(1000) }),
    output: z.object({ tokenId })
  },
  /** Takes a token that was found into the list, as one of its own. */
  adoptToken: {
    input: z.object({
      kind: z.enum(['git', ...fileConsumerKinds]),
      file: z.string().max(4096),
      entry: z.string().max(1000)
    }),
    output: z.object({ tokenId })
  },
  /** The person says which token of the service's list a pasted or adopted one is; the two become one. */
  confirmToken: { input: z.object({ tokenId, listedId: tokenId }), output: nothing },
  /** One for each feed where they differ, one at least. */
  getSnippet: { input: z.object({ tokenId, tool: snippetTool }), output: z.array(snippetView) },
  /** Puts the text with the token in it on the clipboard, to be cleared as a token is. `feed` is that of a view. */
  copySnippet: {
    input: z.object({ tokenId, tool: snippetTool, feed: z.string().max(1000) }),
    output: z.object({ clearsAt: instant })
  },
  /** All that "Remove everything" would undo. */
  listRemovals: { input: nothing, output: z.array(removalItem) },
  removeEverything: { input: nothing, output: removalReport },
  /** Reads the service's lists, of all that the accounts can reach; gives of how many organizations. */
  refreshTokens: { input: nothing, output: z.object({ organizations: z.int() }) },
  /** The reminder of this token's end comes once more then. */
  remindAgain: {
    input: z.object({ tokenId, when: z.enum(['hour', 'tomorrow-morning', 'three-days']) }),
    output: nothing
  },
  /** What is named, for one token; `leadDays` null: as in the settings. */
  changeReminders: {
    input: z.object({ tokenId, muted: z.boolean().optional(), leadDays: leadDays.nullable().optional() }),
    output: nothing
  },
  /** What was done with tokens, the newest first. `written`: all of it is on disk. */
  getHistory: {
    input: nothing,
    output: z.object({ events: z.array(historyEvent), written: z.boolean() })
  },
  /** Compares the history with its key and head in the keychain. */
  verifyHistory: {
    input: nothing,
    output: z.object({ lines: z.int(), problems: z.array(historyProblem) })
  },
  /** The person chooses where; false where they did not. */
  exportHistory: { input: nothing, output: z.object({ saved: z.boolean() }) },
  /** What would help somebody who was told of a problem: facts of this app, and the end of its log. */
  getDiagnostics: { input: nothing, output: z.object({ text: z.string() }) },
  /** Writes exactly what `getDiagnostics` gave last. */
  saveDiagnostics: { input: nothing, output: z.object({ saved: z.boolean() }) },
  changeSettings: { input: settingsChange, output: nothing },
  answerProxyLogin: {
    input: z.object({ username: z.string().max(255), password: z.string().max(1024) }).nullable(),
    output: nothing
  },
  /** Opens one of the pages that the app names; addresses never come from the page. */
  openHelp: {
    input: z.object({
      topic: z.enum(['linux-tray', 'keychain', 'git-helper', 'entra-app', 'azure-cli'])
    }),
    output: nothing
  }
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export const events = {
  snapshot,
  goTo: place
} as const

export type CallName = keyof typeof calls
export type CallInput<N extends CallName> = Shape<(typeof calls)[N]['input']>
export type CallOutput<N extends CallName> = Shape<(typeof calls)[N]['output']>
export type EventName = keyof typeof events
export type EventValue<N extends EventName> = Shape<(typeof events)[N]>

/** What main implements: one function for each call. */
export type CallHandlers = {
  readonly [N in CallName]: (input: CallInput<N>) => Promise<CallOutput<N>>
}

/** What the page gets as `window.tokenTray`. */
export interface TokenTrayBridge {
  invoke<N extends CallName>(call: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>
  /** Calls the listener for each event and gives back its remover. */
  on<N extends EventName>(event: N, listener: (value: EventValue<N>) => void): () => void
}
