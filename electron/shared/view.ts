import { z } from 'zod'
import { useView } from './consumer-view.js'
import { startNotices, tokenOrigins } from './kinds.js'
import { rotationView } from './rotation-view.js'
import { leadDays, settingsView } from './settings-view.js'
import { instant, tokenId, type Shape } from './shape.js'
import { engine } from './way-view.js'

/** A token as the page may know it: everything but its value. Times are ISO 8601 in UTC. */
export const tokenView = z.object({
  id: z.string(),
  name: z.string(),
  organization: z.string(),
  /** Scope ids, e.g. `vso.code_write`. */
  scopes: z.array(z.string()),
  origin: z.enum(tokenOrigins),
  /** When it was made, or given to us: its life counts from here. */
  createdAt: instant,
  /** Unknown for a pasted token whose end the person did not tell. */
  validTo: instant.nullable(),
  /** What was asked for, where it differs from what was granted. */
  requestedValidTo: instant.nullable(),
  state: z.enum(['active', 'ending-soon', 'expired', 'revoked']),
  /** Where its value is: in the keychain, only in memory until the app quits, or not with us. */
  kept: z.enum(['keychain', 'memory', 'nowhere']),
  /** Git on this computer was handed this token. */
  usedByGit: z.boolean(),
  /** A revoke that did not go through everywhere; offered again. */
  revokeFailed: z.boolean(),
  /** A global token: it stops on 2026-12-01 (azure-devops.md 5.2). */
  allOrganizations: z.boolean(),
  /** Made by a create whose answer was lost: nobody has its value, so it can only be revoked. */
  stray: z.boolean(),
  /** Whose it is, as far as it is known. */
  account: z.string().nullable(),
  /** Where else it is, besides Git: files that we wrote, places that the person told us of. */
  uses: z.array(useView),
  /** What will stop it, and what helps. */
  end: z.object({
    /** Null: not known. */
    at: instant.nullable(),
    reason: z.enum(['valid-to', 'inactivity', 'all-organizations', 'revoked', 'not-known']),
    /** `likely`: that it works until then, or stops then, rests on a sign-in that nobody told us of. */
    sure: z.enum(['known', 'likely', 'unknown']),
    /** `extend` keeps the value, `renew` makes a successor, `replace` one for a single organization. */
    helps: z.enum(['extend', 'renew', 'sign-in', 'replace']).nullable(),
    /** The latest end that the service would give it; null when it cannot be moved later. */
    extendableTo: instant.nullable()
  }),
  /** Renewed by itself before it ends. */
  autoRenew: z.boolean(),
  /** The token that took this one's place. */
  successor: z.string().nullable()
})
export type TokenView = Shape<typeof tokenView>
export type TokenOrigin = TokenView['origin']
export type TokenState = TokenView['state']

/** All that the page shows of main's state. Pushed whole on every change. */
export const snapshot = z.object({
  version: z.string(),
  practice: z.boolean(),
  platform: z.enum(['linux', 'darwin', 'win32']),
  /** This computer's name, for proposing token names. */
  computer: z.string(),
  tray: z.enum(['shown', 'not-available']),
  /** `no-answer`: it is there, but hangs or fails. `unknown`: nobody asked it yet. */
  vault: z.enum(['ready', 'no-service', 'locked', 'no-answer', 'unknown']),
  settings: settingsView,
  /** What was asked for of reminders of single tokens. */
  reminders: z.object({
    pausedUntil: instant.nullable(),
    /** Ids of tokens that are not reminded of. */
    muted: z.array(z.string()),
    /** By the token's id, where they are not those of the settings. */
    leadDays: z.record(z.string(), leadDays)
  }),
  tokens: z.array(tokenView),
  /** Renewals that are not over. */
  rotations: z.array(rotationView),
  /** When the service's lists were last read, by organization. */
  listedAt: z.record(z.string(), instant),
  /** Accounts that are signed in with this app's own sign-in, e.g. e-mail addresses. */
  accounts: z.array(z.string()),
  /** Those that were used before, the way that made the last token of each, and whose login that was. */
  organizations: z.array(
    z.object({ organization: z.string(), engine: engine.nullable(), account: z.string().nullable() })
  ),
  /** A sign-in on another device waits for the person to enter this code there. */
  deviceCode: z.object({ userCode: z.string(), address: z.string(), expiresAt: instant }).nullable(),
  /** A sign-in waits for the person at this address, which the browser was asked to open. */
  signInAddress: z.string().nullable(),
  /** The service asked for patience; a request of ours goes on at this time. */
  waiting: z.object({ why: z.enum(['rate-limited', 'service-unavailable']), until: instant }).nullable(),
  /** A token is on the clipboard and will be cleared at this time. */
  clipboard: z
    .object({
      tokenId: z.string(),
      clearsAt: instant,
      /** It can be cleared only while this app is in front: then, or at the next time it is. */
      needsFocus: z.boolean(),
      /** False where the system refused the mark by which clipboard histories leave it out. */
      concealed: z.boolean()
    })
    .nullable(),
  /** The network's proxy asks for a log-in. */
  proxyLogin: z.object({ host: z.string(), realm: z.string() }).nullable(),
  /** Something was found at start that the person should know, e.g. a settings file that was set aside. */
  startNotices: z.array(z.enum(startNotices))
})
export type AppSnapshot = Shape<typeof snapshot>
export type VaultView = AppSnapshot['vault']
export type StartNotice = AppSnapshot['startNotices'][number]

/** Where the window should go when it is opened from the tray or a notice. */
export const place = z.discriminatedUnion('to', [
  z.object({ to: z.literal('tokens'), tokenId: tokenId.optional() }),
  /** `like`: with the scopes, name and life of this token. */
  z.object({ to: z.literal('new-token'), like: tokenId.optional() }),
  z.object({ to: z.literal('settings') })
])
export type Place = Shape<typeof place>
