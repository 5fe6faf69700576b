import type { WayReason } from '../../electron/shared/way-view.js'
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
  'by-hand': 'Works everywhere: this app shows what to enter, checks the token and keeps it.'
}

/** Behind `Made by:`. */
export const madeBy: Readonly<Record<MakingWay, string>> = {
  'sign-in': 'your sign-in',
  'azure-cli': 'your Azure CLI login',
  'by-hand': 'you, on the token page'
}

/** Why a way is proposed, in one line. */
export const reasonWords: Readonly<Record<WayReason, string>> = {
  'signed-in': 'Proposed: you are signed in already.',
  'own-app': 'Proposed: your sign-in is set up.',
  'azure-cli-signed-in': 'Proposed: Azure CLI is signed in already.',
  'microsoft-account': 'Proposed: for organizations of personal Microsoft accounts, the page always works.',
  server: 'A Server makes tokens on its own page only.',
  'consent-was-needed': 'Proposed: an administrator has not allowed this app’s sign-in yet.',
  'nothing-else': 'Proposed: nothing has to be set up for it.'
}
