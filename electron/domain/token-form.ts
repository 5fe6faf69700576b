/** Today's form of a token and the one before (azure-devops.md 5.4). */
const forms = [/^[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}$/, /^[a-z2-7]{52}$/]

/** True where the text has a token's form. To warn about a bad paste, never to refuse one. */
export function looksLikeToken(text: string): boolean {
  return forms.some((form) => form.test(text))
}

/**
 * False for what cannot be a token of any form: white space within, other than printable ASCII, or the length
 * of a document. SECURITY: what else is on a clipboard must not be sent to the service as a password.
 */
export function couldBeToken(text: string): boolean {
  return /^[\x21-\x7e]{1,512}$/.test(text)
}
