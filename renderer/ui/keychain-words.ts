import type { AppSnapshot } from '../../electron/shared/view.js'
import { factText, say } from './error-sentence.js'
import type { ErrorWords, Facts, Words } from './error-sentence.js'

type Platform = AppSnapshot['platform']
type Trouble = 'locked' | 'silent' | 'missing'

/** What helps, by the system whose keychain it is. */
const steps: Readonly<Record<Platform, Readonly<Record<Trouble, string>>>> = {
  linux: {
    locked: 'Try again and enter its password: mostly the one that you log in with.',
    silent: 'It may wait for you in another window. If it does not, log out and in again, then try again.',
    missing: 'Install and start GNOME Keyring or KWallet, then try again.'
  },
  darwin: {
    locked: 'Unlock the keychain “login” in Keychain Access, then try again.',
    silent: 'It may wait for you in another window. If it does not, open Keychain Access, then try again.',
    missing: 'See in Keychain Access whether the keychain “login” is there, then try again.'
  },
  win32: {
    locked: 'Log out of Windows and in again, then try again.',
    silent: 'Restart “Credential Manager” in the program Services, then try again.',
    missing: 'Start “Credential Manager” in the program Services, then try again.'
  }
}

/** The system that this page runs on. */
function thisPlatform(): Platform {
  const { userAgent } = navigator
  if (userAgent.includes('Windows')) return 'win32'
  return userAgent.includes('Macintosh') ? 'darwin' : 'linux'
}

const step = (trouble: Trouble): string => steps[thisPlatform()][trouble]

const silent = (what: string): ErrorWords =>
  say('The keychain does not answer', `${what}${step('silent')}`, 'retry', 'help-keychain')

/** The keychain is locked, does not answer or is not running. */
export const keychainWords = {
  'no-protected-store': (facts: Facts) =>
    say(
      'The keychain is not running',
      factText(facts, 'reason') === 'no-library'
        ? 'The library “libsecret” is missing, by which it is asked. Install it, then start Token Tray again.'
        : `Token Tray never writes a token as plain text. ${step('missing')}`,
      'retry',
      'help-keychain'
    ),
  'vault-locked': () => say('Your keychain is locked', step('locked'), 'retry'),
  'vault-dismissed': () =>
    say(
      'The keychain stayed locked',
      `Its question was closed without an answer. ${step('locked')}`,
      'retry'
    ),
  'vault-no-answer': () => silent(''),
  'vault-failed': () => silent('It gave an error instead of an answer. ')
} satisfies Readonly<Record<string, Words>>
