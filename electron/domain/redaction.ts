/**
 * Text that may be a secret: both forms of a token (azure-devops.md 5.4), Entra's tokens (JSON Web Tokens), what
 * stands in an Authorization header, where a token is hidden by base64, and what an address or a form carries.
 */
const secrets = [
  /[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}/g,
  /\b[a-z2-7]{52}\b/g,
  /\beyJ[\w-]{8,}(?:\.[\w-]*){1,4}/g,
  /(?<=\b(?:basic|bearer)\s+)[\w+/=.~-]{12,}/gi,
  // What OAuth puts into addresses and forms (RFC 6749, 7636, 8628), and a log-in within an address.
  /(?<=\b(?:code|state|nonce|access_token|refresh_token|id_token|client_secret|code_verifier|device_code|assertion|password)=)[^&\s"']+/gi,
  /(?<=:\/\/)[^\s/@"']+(?=@)/g
]

/** The text with everything that looks like a secret replaced. A second net: nothing secret should get here. */
export function redact(text: string): string {
  return secrets.reduce((left, secret) => left.replace(secret, '[redacted]'), text)
}
