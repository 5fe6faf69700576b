import type { AppError } from '../../electron/shared/error-codes.js'
import { siteName } from '../../electron/shared/site.js'

/** What a person can do about a failure. A notice shows those that its screen can offer. */
export type ErrorAction =
  | 'retry'
  | 'sign-in'
  | 'by-hand'
  | 'switch-way'
  | 'settings'
  | 'anyway'
  | 'see-token'
  | 'help-keychain'
  | 'help-git'
  | 'help-app'
  | 'use-azure-cli-help'

export interface ErrorWords {
  /** What happened. */
  readonly title: string
  /** Why, and what to do. */
  readonly text: string
  readonly actions: readonly ErrorAction[]
}

export type Facts = AppError['facts']
export type Words = ErrorWords | ((facts: Facts) => ErrorWords)

export const say = (title: string, text: string, ...actions: readonly ErrorAction[]): ErrorWords => ({
  title,
  text,
  actions
})

/** A fact as text; null where it is missing or empty. */
export function factText(facts: Facts, name: string): string | null {
  const fact = facts[name]
  return fact === undefined || fact === '' ? null : String(fact)
}

/** The organization's name inside a sentence. */
export function organizationOf(facts: Facts): string {
  const organization = factText(facts, 'organization')
  return organization === null ? 'the organization' : siteName(organization)
}

/** The organization's name at the start of a sentence. */
export const theOrganization = (facts: Facts): string =>
  factText(facts, 'organization') === null ? 'The organization' : organizationOf(facts)

/** Words with a fact in them, or nothing where the fact is missing. */
export function withFact(facts: Facts, name: string, words: (fact: string) => string): string {
  const fact = factText(facts, name)
  return fact === null ? '' : words(fact)
}

/** What the service itself said, as it said it, where it said something. */
export function answered(facts: Facts): string {
  const status = withFact(facts, 'status', (number) => `HTTP ${number}`)
  const words = [
    factText(facts, 'serviceMessage')?.replace(/\.$/, ''),
    factText(facts, 'patTokenError') ?? (status === '' ? null : status)
  ].filter((word) => word !== null && word !== undefined)
  return words.length === 0 ? '' : ` Azure DevOps answered: ${words.join(' · ')}.`
}
