import { z } from 'zod'
import { clipboardTimes } from './kinds.js'
import type { Shape } from './shape.js'

const minuteOfDay = z.int().min(0).max(1439)
/** Days before the end: a reminder comes then, and in the last hour in any case. */
export const leadDays = z.array(z.int().min(1).max(365)).max(10)

/** What can be set, and its limits: in our file, in the administrator's and by the page. */
export const settings = z.object({
  organization: z.string().max(300),
  clientId: z.union([z.literal(''), z.guid()]),
  tenant: z.string().max(100),
  remindersOn: z.boolean(),
  /** No notice comes in them. Minutes since midnight on the person's clock; `to` before `from` is on the next day. */
  quietHours: z.object({ from: minuteOfDay, to: minuteOfDay }).nullable(),
  leadDays,
  /** How long the old token lives on beside its successor, in hours; 0: not at all. */
  graceHours: z.int().min(0).max(720),
  /** A token that renews itself does so this many days before its end, or at a fifth of its life. */
  renewDays: z.int().min(1).max(90),
  /** Seconds after which a copied token is cleared from the clipboard. */
  clipboardSeconds: z.literal(clipboardTimes),
  theme: z.enum(['system', 'light', 'dark', 'high-contrast']),
  launchAtLogin: z.boolean(),
  /** Full paths that win over the search; empty: searched for. */
  gitProgram: z.string().max(1000),
  azureCliProgram: z.string().max(1000)
})
export type Settings = Shape<typeof settings>
export type Theme = Settings['theme']

export const settingsChange = settings.partial()

/** Settings as the page shows them. `lockedByAdministrator` names those that the machine-wide file sets. */
export const settingsView = settings.extend({ lockedByAdministrator: z.array(z.string()) })
export type SettingsView = Shape<typeof settingsView>
