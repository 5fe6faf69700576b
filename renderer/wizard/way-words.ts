import type { WayReason } from '../../electron/shared/view.js'
import type { MakingWay } from './draft.js'

/** As a choice: who makes the token. */
export const wayNames: Readonly<Record<MakingWay, string>> = {
  'sign-in': 'Sign in, and let this app make it',
  'azure-cli': 'Let this app make it with your Azure CLI login',
  'by-hand': 'Make it on the token page'
}

export const wayMeans: Readonly<Record<MakingWay, string>> = {
  'sign-in': 'Your browser opens for the sign-in. The token can be revoked from here later.',
  'azure-cli': 'That login is borrowed for this only. The token can be revoked from here later.',
  'by-hand': 'Works everywhere: this app shows what to enter there, checks the token and keeps it.'
}

/** Behind `Made by:`. */
export const madeBy: Readonly<Record<MakingWay, string>> = {
  'sign-in': 'your sign-in',
  'azure-cli': 'your Azure CLI login',
  'by-hand': 'you, on the token page'
}

/** Why a way is proposed, in one line. */
export const reasonWords: Readonly<Record<WayReason, string>> = {
  'signed-in': 'Proposed, because you are signed in already.',
  'own-app': 'Proposed, because it takes the fewest steps: your sign-in is set up.',
  'azure-cli-signed-in': 'Proposed, because Azure CLI is signed in already.',
  'microsoft-account':
    'Proposed, because this organization belongs to personal Microsoft accounts: here the page always works.',
  server: 'A Server makes tokens on its own page only.',
  'consent-was-needed': 'Proposed, because an administrator has not allowed this app’s sign-in yet.',
  'nothing-else': 'Proposed, because nothing has to be set up for it.'
}
