import { Secret } from '../../domain/secret.js'
import { snippetText } from '../../domain/snippets.js'
import type { FillSnippet } from '../../services/ports/files.js'

/** SECURITY: the token goes into a text that is as secret as itself. */
export const fillSnippet: FillSnippet = (tool, facts, token) =>
  new Secret(snippetText(tool, facts, token.reveal()))
