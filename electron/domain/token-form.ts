/** Today's form of a token and the one before (azure-devops.md 5.4). */
const forms = [/^[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}$/, /^[a-z2-7]{52}$/]

/** Characters. No token of any form is longer; what is longer is a document. */
const longest = 512

/** Why a text is unlikely to be a token. The first two can never be sent as one. */
type UnlikelyForm = 'too-long' | 'line-breaks' | 'white-space' | 'strange-characters' | 'unknown-form'

/** True where the text has a token's form. To warn about a bad paste, never to refuse one. */
export function looksLikeToken(text: string): boolean {
  return forms.some((form) => form.test(text))
}

/** What speaks against a text being a token; null where it has a token's form. */
export function unlikelyForm(text: string): UnlikelyForm | null {
  if (looksLikeToken(text)) return null
  if (text.length > longest) return 'too-long'
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(text)) return 'line-breaks'
  if (/\s/.test(text)) return 'white-space'
  return /^[\x21-\x7e]+$/.test(text) ? 'unknown-form' : 'strange-characters'
}

/**
 * False for what is not sent to the service even when the person insists. SECURITY: a document or several lines
 * of a clipboard must not leave as a password.
 */
export function maySend(form: UnlikelyForm | null): boolean {
  return form !== 'too-long' && form !== 'line-breaks'
}
