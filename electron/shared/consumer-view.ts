import type { AppError } from './error-codes.js'

/** Files that tools read tokens from, one kind for each format (azure-devops.md 6.5 to 6.7). */
export const fileConsumerKinds = ['npmrc', 'nuget-config', 'netrc', 'pypirc'] as const
export type FileConsumerKind = (typeof fileConsumerKinds)[number]
export const consumerKindNames = ['git', ...fileConsumerKinds, 'manual'] as const
export type ConsumerKind = (typeof consumerKindNames)[number]
/** What a look can find a token in: Git's helpers, the address of a remote, or a file of a tool. */
export const foundKinds = ['git', 'git-remote', ...fileConsumerKinds] as const
export type FoundKind = (typeof foundKinds)[number]

/** A place that holds a token, as the page may know it. */
export interface UseView {
  readonly id: string
  readonly kind: ConsumerKind
  /** The file, or what the person called a place that we cannot see; `Git` for Git's helpers. */
  readonly name: string
  /** Which entry of the file: a feed's address, a host, a section's name. Empty where there is but one. */
  readonly entry: string
  /** Of a manual place: where it is, and a note. */
  readonly link: string
  readonly note: string
  /** The token lies there as text that every program of the person's can read. */
  readonly plainText: boolean
}

/** An entry for Azure DevOps that was found in a known place. */
export interface FoundUse {
  readonly kind: FoundKind
  /** The file, `Git`, or the folder of a repository. */
  readonly file: string
  /** As the file calls it; for Git the organization, for a remote its setting. */
  readonly entry: string
  /** Null where the entry does not tell. */
  readonly organization: string | null
  /** Whose value is there: a token's of the list, one that we do not know, or none. */
  readonly holds:
    | { readonly what: 'token'; readonly tokenId: string }
    | { readonly what: 'stranger' }
    | { readonly what: 'nothing' }
  /** The token of the list that we wrote there, where another one is there now, or none any more. */
  readonly drifted: string | null
}

/** What a look at the known places gave. */
export interface UsesFound {
  readonly found: readonly FoundUse[]
  /** Files that could not be read; they are left alone. `line` counts from 1. */
  readonly unreadable: readonly {
    readonly kind: FoundKind
    readonly file: string
    readonly line: number | null
  }[]
  /** The files that were looked into. */
  readonly looked: readonly string[]
}

/** A place that this token can be written to. */
export interface UsePlace {
  readonly kind: FileConsumerKind
  readonly file: string
  readonly entry: string
  /** What is there now; `other-kind`: no token, but another credential for the same. A write replaces it. */
  readonly now: 'nothing' | 'this' | 'another' | 'other-kind'
}

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
export type SnippetTool = (typeof snippetTools)[number]

/** A text for a tool and a feed, with `•••` where main puts the token when it is copied. */
export interface SnippetView {
  readonly tool: SnippetTool
  /** `PROJECT/NAME`, or the name alone for a feed of the organization; `FEED` where none is known. */
  readonly feed: string
  /** Where it belongs, in words. */
  readonly place: string
  readonly text: string
  /** What form the token takes there, in words. */
  readonly encoding: string
  /** What tells the tool of the feed, in another file and without the token; null: the text is enough. */
  readonly setup: { readonly place: string; readonly text: string } | null
}

/** One thing that "Remove everything this app did" undoes. */
export interface RemovalItem {
  readonly id: string
  readonly what: 'file' | 'git' | 'keychain' | 'sign-in' | 'login-item'
  /** The file's path, or the token's or account's name. */
  readonly name: string
}

export interface RemovalReport {
  readonly done: readonly (RemovalItem & {
    /** Of a file that another hand wrote after this app: where that version lies now. */
    readonly kept: string | null
  })[]
  readonly failed: readonly { readonly item: RemovalItem; readonly error: AppError }[]
}
