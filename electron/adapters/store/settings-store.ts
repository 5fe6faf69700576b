import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { usualLeadDays } from '../../domain/reminder-plan.js'
import type { Log } from '../../services/ports/log.js'
import type { SettingsStore } from '../../services/ports/settings.js'
import { startNotices } from '../../shared/kinds.js'
import { settings, settingsChange, type Settings } from '../../shared/settings-view.js'
import type { Shape } from '../../shared/shape.js'
import type { StartNotice } from '../../shared/view.js'
import { hasUnread, hasUnwritten, openDocument, setAsideIn } from './document-file.js'

const defaults: Settings = {
  organization: '',
  clientId: '',
  tenant: '',
  remindersOn: true,
  quietHours: null,
  leadDays: usualLeadDays,
  graceHours: 24,
  renewDays: 7,
  clipboardSeconds: 45,
  theme: 'system',
  launchAtLogin: false,
  gitProgram: '',
  azureCliProgram: ''
}

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
const document = z.object({
  settings,
  window: bounds.nullable(),
  closedBefore: z.boolean(),
  loginItemSet: z.boolean().optional()
})

/** Version 1 knew no programs and one lead time, and did not remember that its window was closed. */
const first = z.looseObject({ settings: z.looseObject({}) })
const fromFirst = (content: unknown): unknown => {
  const { settings: before, ...others } = first.parse(content)
  const { gitProgram, azureCliProgram, quietHours, leadDays } = defaults
  return {
    ...others,
    settings: { ...before, gitProgram, azureCliProgram, quietHours, leadDays },
    closedBefore: false
  }
}

/** Version 2 knew no renewal. */
const fromSecond = (content: unknown): unknown => {
  const { settings: before, ...others } = first.parse(content)
  const { graceHours, renewDays } = defaults
  return { ...others, settings: { ...before, graceHours, renewDays } }
}

/** Version 3 cleared the clipboard after 45 seconds, always. */
const fromThird = (content: unknown): unknown => {
  const { settings: before, ...others } = first.parse(content)
  return { ...others, settings: { ...before, clipboardSeconds: defaults.clipboardSeconds } }
}

/** Where the window was, in pixels of the virtual screen. */
export type WindowBounds = z.output<typeof bounds>

/** What an administrator may set for everyone on the computer: any of the settings but the programs, nothing else. */
const administratorSettings = settingsChange.strict()

/**
 * SECURITY: never taken from the machine-wide file. Where its folder does not exist, Windows lets any person of the
 * computer make it, and what these name is started by all others, with a token on its standard input.
 */
const ownAlone = ['gitProgram', 'azureCliProgram']

interface AdministratorFile {
  readonly values: Partial<Settings>
  readonly unreadable: boolean
}

function readAdministratorFile(file: string, log: Log): AdministratorFile {
  try {
    if (!existsSync(file)) return { values: {}, unreadable: false }
    const read = administratorSettings.parse(JSON.parse(readFileSync(file, 'utf8')))
    const refused = ownAlone.filter((name) => name in read)
    if (refused.length > 0) log.warn('settings.administrator-refused', { names: refused.join() })
    const values = Object.fromEntries(
      Object.entries(read).filter(([name, value]) => value !== undefined && !refused.includes(name))
    )
    return { values, unreadable: false }
  } catch (error) {
    log.warn('settings.administrator-file-unreadable', { error: error instanceof Error ? error.name : '' })
    return { values: {}, unreadable: true }
  }
}

export interface SettingsStoreDeps {
  readonly folder: string
  /** The machine-wide file, JSON with any of the settings; it need not exist. */
  readonly administratorFile: string
  /** A file of another kind waits in memory for a disk that takes it. */
  readonly hasUnwrittenElsewhere: () => boolean
  readonly log: Log
}

/** The settings, and beside them what is remembered of the window and of the administrator. */
export function createSettingsStore(deps: SettingsStoreDeps): SettingsStore & {
  windowBounds(): WindowBounds | null
  rememberWindowBounds(place: WindowBounds): void
  /** The window was closed, now or earlier, while the app went on in the tray. */
  closedBefore(): boolean
  rememberClosed(): void
} {
  const file = openDocument<Shape<typeof document>>(deps.folder, {
    name: 'settings',
    version: 4,
    schema: document,
    empty: { settings: defaults, window: null, closedBefore: false },
    migrations: { 1: fromFirst, 2: fromSecond, 3: fromThird }
  })
  const administrator = readAdministratorFile(deps.administratorFile, deps.log)
  const locked = Object.keys(administrator.values) as (keyof Settings)[]
  const logged = new Set<string>()

  function notices(): readonly StartNotice[] {
    const aside = setAsideIn(deps.folder)
    for (const store of aside) {
      if (!logged.has(store)) deps.log.warn('store.set-aside', { store })
      logged.add(store)
    }
    const isSo: Partial<Record<StartNotice, boolean>> = {
      'administrator-file-unreadable': administrator.unreadable,
      'not-read': hasUnread(deps.folder),
      'not-saved': hasUnwritten(deps.folder) || deps.hasUnwrittenElsewhere()
    }
    return startNotices.filter(
      (notice) => isSo[notice] ?? aside.some((name) => notice === `${name}-set-aside`)
    )
  }

  return {
    read: () => ({ ...file.read().settings, ...administrator.values }),
    lockedByAdministrator: () => locked,
    change: (change) => {
      const allowed = Object.entries(change).filter(([name]) => !locked.includes(name as keyof Settings))
      file.change((before) => ({
        ...before,
        settings: settings.parse({ ...before.settings, ...Object.fromEntries(allowed) })
      }))
    },
    loginItemWasSet: () => !administrator.unreadable && file.read().loginItemSet === true,
    rememberLoginItem: (isSet) => file.change((before) => ({ ...before, loginItemSet: isSet })),
    notices,
    windowBounds: () => file.read().window,
    rememberWindowBounds: (place) => file.change((before) => ({ ...before, window: bounds.parse(place) })),
    closedBefore: () => file.read().closedBefore,
    rememberClosed: () => file.change((before) => ({ ...before, closedBefore: true }))
  }
}
