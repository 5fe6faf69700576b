import type { WebPreferences } from 'electron'
import path from 'node:path'
import { onlyBuilt } from '../not-built.js'
import { knownSession, sessionOf } from './session.js'
import type { StandInSession } from './session.js'

/** What the stand-in always does; another value, or none at all, would be insecure or would not be tested. */
const required = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false
} satisfies WebPreferences

const built = [
  ...Object.keys(required),
  'preload',
  'session',
  'partition',
  'navigateOnDragDrop',
  'spellcheck'
]

export interface CheckedPreferences {
  readonly preload: string
  readonly session: StandInSession
}

/** Throws for preferences that are insecure, missing or not built. */
export function checkWebPreferences(preferences: WebPreferences | undefined): CheckedPreferences {
  const given: WebPreferences = preferences ?? {}
  onlyBuilt('webPreferences', given, built)
  for (const [name, value] of Object.entries(required)) {
    const actual = given[name as keyof typeof required]
    if (actual !== value) {
      throw new Error(`stand-in: webPreferences.${name} must be spelled out as ${value}, not ${actual}`)
    }
  }
  if (given.navigateOnDragDrop === true)
    throw new Error('stand-in: webPreferences.navigateOnDragDrop must not be true')
  const { preload } = given
  if (preload === undefined || !path.isAbsolute(preload) || path.extname(preload) !== '.cjs') {
    throw new Error('stand-in: webPreferences.preload must be the absolute path of a .cjs file')
  }
  return {
    preload,
    session: given.session === undefined ? sessionOf(given.partition ?? '') : knownSession(given.session)
  }
}
