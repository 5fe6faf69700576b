import type { WebPreferences } from 'electron'
import path from 'node:path'
import { onlyBuilt } from '../not-built.js'
import { knownSession, type StandInSession } from './session.js'

/** What the stand-in always does; another value, or none at all, would be insecure or would not be tested. */
const required = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false
} satisfies WebPreferences

const others = ['preload', 'session', 'navigateOnDragDrop', 'spellcheck']

export interface CheckedPreferences {
  readonly preload: string
  readonly session: StandInSession
}

/** Throws for preferences that are insecure, missing or not built. */
export function checkWebPreferences(given: WebPreferences = {}): CheckedPreferences {
  onlyBuilt('webPreferences', given, ...Object.keys(required), ...others)
  for (const [name, value] of Object.entries(required)) {
    const actual = given[name as keyof typeof required]
    if (actual !== value) {
      throw new Error(`stand-in: webPreferences.${name} must be spelled out as ${value}, not ${actual}`)
    }
  }
  const { preload = '', session, navigateOnDragDrop = false } = given
  if (navigateOnDragDrop) throw new Error('stand-in: webPreferences.navigateOnDragDrop must not be true')
  if (!path.isAbsolute(preload) || path.extname(preload) !== '.cjs')
    throw new Error('stand-in: webPreferences.preload must be the absolute path of a .cjs file')
  if (session === undefined) throw new Error('stand-in: webPreferences.session must be given')
  return { preload, session: knownSession(session) }
}
