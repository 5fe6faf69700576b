import { z } from 'zod'
import { appError } from './error-codes.js'
import { fileConsumerKinds, snippetTools } from './kinds.js'
import { tokenId, type Shape } from './shape.js'

export const fileConsumerKind = z.enum(fileConsumerKinds)
export type FileConsumerKind = Shape<typeof fileConsumerKind>

/** A place that holds a token, as the page may know it. */
export const useView = z.object({
  id: z.string(),
  kind: z.enum(['git', ...fileConsumerKinds, 'manual']),
  /** The file, or what the person called a place that we cannot see; `Git` for Git's helpers. */
  name: z.string(),
  /** Which entry of the file: a feed's address, a host, a section's name. Empty where there is but one. */
  entry: z.string(),
  /** Of a manual place: where it is, and a note. */
  link: z.string(),
  note: z.string(),
  /** The token lies there as text that every program of the person's can read. */
  plainText: z.boolean()
})
export type UseView = Shape<typeof useView>
export type ConsumerKind = UseView['kind']

/** What a look can find a token in: Git's helpers, the address of a remote, or a file of a tool. */
const foundKind = z.enum(['git', 'git-remote', ...fileConsumerKinds])
export type FoundKind = Shape<typeof foundKind>

/** An entry for Azure DevOps that was found in a known place. */
const foundUse = z.object({
  kind: foundKind,
  /** The file, `Git`, or the folder of a repository. */
  file: z.string(),
  /** As the file calls it; for Git the organization, for a remote its setting. */
  entry: z.string(),
  /** Null where the entry does not tell. */
  organization: z.string().nullable(),
  /** Whose value is there: a token's of the list, one that we do not know, or none. */
  holds: z.discriminatedUnion('what', [
    z.object({ what: z.literal('token'), tokenId }),
    z.object({ what: z.literal('stranger') }),
    z.object({ what: z.literal('nothing') })
  ]),
  /** The token of the list that we wrote there, where another one is there now, or none any more. */
  drifted: z.string().nullable()
})
export type FoundUse = Shape<typeof foundUse>

/** What a look at the known places gave. */
export const usesFound = z.object({
  found: z.array(foundUse),
  /** Files that could not be read; they are left alone. `line` counts from 1. */
  unreadable: z.array(z.object({ kind: foundKind, file: z.string(), line: z.int().nullable() })),
  /** The files that were looked into. */
  looked: z.array(z.string())
})
export type UsesFound = Shape<typeof usesFound>

/** A place that this token can be written to. */
export const usePlace = z.object({
  kind: fileConsumerKind,
  file: z.string(),
  entry: z.string(),
  /** What is there now; `other-kind`: no token, but another credential for the same. A write replaces it. */
  now: z.enum(['nothing', 'this', 'another', 'other-kind'])
})
export type UsePlace = Shape<typeof usePlace>

export const snippetTool = z.enum(snippetTools)
export type SnippetTool = Shape<typeof snippetTool>

/** A text for a tool and a feed, with `•••` where main puts the token when it is copied. */
export const snippetView = z.object({
  tool: snippetTool,
  /** `PROJECT/NAME`, or the name alone for a feed of the organization; `FEED` where none is known. */
  feed: z.string(),
  /** Where it belongs, in words. */
  place: z.string(),
  text: z.string(),
  /** What form the token takes there, in words. */
  encoding: z.string(),
  /** What tells the tool of the feed, in another file and without the token; null: the text is enough. */
  setup: z.object({ place: z.string(), text: z.string() }).nullable()
})
export type SnippetView = Shape<typeof snippetView>

/** One thing that "Remove everything this app did" undoes. */
export const removalItem = z.object({
  id: z.string(),
  what: z.enum(['file', 'git', 'keychain', 'sign-in', 'login-item']),
  /** The file's path, or the token's or account's name. */
  name: z.string()
})
export type RemovalItem = Shape<typeof removalItem>

export const removalReport = z.object({
  /** `kept`, of a file that another hand wrote after this app: where that version lies now. */
  done: z.array(removalItem.extend({ kept: z.string().nullable() })),
  failed: z.array(z.object({ item: removalItem, error: appError }))
})
export type RemovalReport = Shape<typeof removalReport>
