import type { AppSnapshot } from '../../electron/shared/view.js'
import type { Words } from './error-sentence.js'

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

function thisPlatform(): Platform {
  const { userAgent } = navigator
  if (userAgent.includes('Windows')) return 'win32'
  return userAgent.includes('Macintosh') ? 'darwin' : 'linux'
}

/** What helps here, as facts for the words. */
export const keychainSteps = {
  ifLocked: () => steps[thisPlatform()].locked,
  ifSilent: () => steps[thisPlatform()].silent,
  ifMissing: () => steps[thisPlatform()].missing
}

/** The keychain is locked, does not answer or is not running. */
export const keychainWords = {
  'no-protected-store': {
    by: 'reason',
    'no-library':
      'The keychain is not running | The library “libsecret” is missing, by which it is asked. Install it, then start Token Tray again. | retry, help-keychain',
    otherwise:
      'The keychain is not running | Token Tray never writes a token as plain text. {ifMissing} | retry, help-keychain'
  },
  'vault-locked': 'Your keychain is locked | {ifLocked} | retry',
  'vault-dismissed':
    'The keychain stayed locked | Its question was closed without an answer. {ifLocked} | retry',
  'vault-no-answer': 'The keychain does not answer | {ifSilent} | retry, help-keychain',
  'vault-failed':
    'The keychain does not answer | It gave an error instead of an answer. {ifSilent} | retry, help-keychain'
} satisfies Readonly<Record<string, Words>>
