/* Names that the page, or the start, has to list: here they are without the schemas that they are part of. */

/** Files that tools read tokens from, one kind for each format (azure-devops.md 6.5 to 6.7). */
export const fileConsumerKinds = ['npmrc', 'nuget-config', 'netrc', 'pypirc'] as const

/** Programs for which "Show me how" has a text. */
export const snippetTools = [
  'git',
  'npm',
  'nuget',
  'pip',
  'twine',
  'maven',
  'gradle',
  'cargo',
  'yarn-berry',
  'az-devops',
  'mcp-server',
  'build-agent',
  'curl',
  'env'
] as const

/** How long a copied token may stay on the clipboard, in seconds. */
export const clipboardTimes = [15, 45, 120] as const

/** `…-set-aside`: that file held nothing of ours, so it was renamed and its place is empty. */
export const startNotices = [
  'settings-set-aside',
  'tokens-set-aside',
  'rotations-set-aside',
  'creates-set-aside',
  'organizations-set-aside',
  'reminders-set-aside',
  'clipboard-set-aside',
  'administrator-file-unreadable',
  /** The disk does not give a file of ours; it is left as it is and tried again. */
  'not-read',
  /** The disk does not take what we write; it is kept in memory and tried again. */
  'not-saved'
] as const

/** What is done with tokens, as the history notes it. */
export const historyActs = [
  'made',
  'copied',
  'handed-over',
  'taken-out',
  'changed',
  'renewed',
  'revoked'
] as const

/**
 * How a token came to us: made through the API, made by hand on the token page and pasted, or only seen in the
 * service's list.
 */
export const tokenOrigins = ['api', 'assisted', 'elsewhere'] as const

/** Who makes a token: this app through the API with one of two logins, or the person on the token page. */
export const engines = ['sign-in', 'azure-cli', 'assisted'] as const

/** The stages of a renewal, in order; from `put-back` on it goes back to the old token. */
export const rotationStages = [
  /** What an earlier create left is found, and whether another computer was faster. */
  'look',
  'create',
  'await-paste',
  'keep',
  'write',
  'prove',
  'await-person',
  'switch',
  'grace',
  'prove-again',
  /** From here on the old token may be dead: there is no way back. */
  'revoke',
  'prove-dead',
  'erase',
  'put-back',
  'revoke-successor',
  'erase-successor',
  'done'
] as const
