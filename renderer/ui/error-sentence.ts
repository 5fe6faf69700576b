import type { AppError } from '../../electron/shared/error-codes.js'
import { siteName, siteOf } from '../../electron/shared/site.js'
import { keychainSteps } from './keychain-words.js'

/** What a person can do about a failure, as its button says it. A notice shows those that its screen can offer. */
export const actionNames = {
  retry: 'Try again',
  'sign-in': 'Sign in',
  'by-hand': 'Make it on the token page',
  'switch-way': 'Make it another way',
  settings: 'Open Settings',
  anyway: 'Send it anyway',
  'see-token': 'See it in the list',
  'help-keychain': 'About the keychain',
  'help-git': 'About Git helpers',
  'help-app': 'How to register the app',
  'use-azure-cli-help': 'How to get Azure CLI'
} as const
export type ErrorAction = keyof typeof actionNames

export interface ErrorWords {
  /** What happened. */
  readonly title: string
  /** Why, and what to do. */
  readonly text: string
  readonly actions: readonly ErrorAction[]
}

export type Facts = AppError['facts']

/**
 * `title | text | action, action`, with facts as `filled` takes them. Or several such, by a fact whose values are ours:
 * `''` is for where it is missing, `otherwise` for all other values.
 */
export type Words =
  string | { readonly by: string; readonly otherwise: Words; readonly [value: string]: Words }

/** Facts that the words need and no failure carries as such; empty where they are missing. */
const derived: Readonly<Record<string, (facts: Facts) => Facts[string] | undefined>> = {
  ...keychainSteps,
  organization: (facts) => organizationOf(facts) ?? 'the organization',
  Organization: (facts) => organizationOf(facts) ?? 'The organization',
  site: ({ organization }) => siteOf(String(organization ?? '')).kind,
  token: (facts) => filled('[“{name}”]', facts),
  place: (facts) => filled('[Line {line}]', facts),
  certificate: ({ netError }) => (/SSL/.test(String(netError)) ? 'no-encryption' : netError),
  answered
}

function organizationOf({ organization }: Facts): string | undefined {
  return organization === undefined || organization === '' ? undefined : siteName(String(organization))
}

/** What the service itself said, as it said it, where it said something. */
function answered(facts: Facts): string {
  const message = factText(facts, 'serviceMessage')?.replace(/\.$/, '')
  const code = factText(facts, 'patTokenError') ?? filled('[HTTP {status}]', facts)
  const words = [message, code].filter((word) => word !== undefined && word !== '')
  return words.length === 0 ? '' : `Azure DevOps answered: ${words.join(' · ')}.`
}

/** A fact as text, of the failure or derived from it; null where it is missing or empty. */
export function factText(facts: Facts, name: string): string | null {
  const known = derived[name]?.(facts) ?? facts[name]
  return known === undefined || known === '' ? null : String(known)
}

const fact = /\{(\w+)(?::(.*?))?\}/g

/**
 * The text with its facts: `{fact}`, or `{fact:words for where it is missing}`. What stands in `[ ]` is left out where
 * one of its facts is missing. Throws a `RangeError` at a missing fact elsewhere.
 */
export function filled(text: string, facts: Facts): string {
  const isMissing = ([, name = '', otherwise]: RegExpMatchArray): boolean =>
    otherwise === undefined && factText(facts, name) === null
  const parts = text.split(/\[([^\]]*)\]/).map((part, index) => {
    if (index % 2 === 1 && [...part.matchAll(fact)].some(isMissing)) return ''
    return part.replace(fact, (_, name: string, otherwise?: string) => {
      const known = factText(facts, name) ?? otherwise
      if (known === undefined) throw new RangeError(`no fact ${name}`)
      return known
    })
  })
  return parts.join('')
}

/** The words for these facts. Throws a `RangeError` at an action that there is not. */
export function say(words: Words, facts: Facts): ErrorWords {
  if (typeof words !== 'string') return say(words[factText(facts, words.by) ?? ''] ?? words.otherwise, facts)
  const [title = '', text = '', actions] = words.split(' | ')
  return {
    title: filled(title, facts),
    text: filled(text, facts),
    actions: actions?.split(', ').map(actionOf) ?? []
  }
}

const isAction = (name: string): name is ErrorAction => Object.hasOwn(actionNames, name)

function actionOf(name: string): ErrorAction {
  if (!isAction(name)) throw new RangeError(`no action ${name}`)
  return name
}
