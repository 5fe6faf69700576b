/** Both forms of a token (azure-devops.md 5.4). */
const tokens = [/[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}/g, /(?<![A-Za-z0-9_])[a-z2-7]{52}(?![A-Za-z0-9_])/g]

const named =
  'access_token|refresh_token|id_token|client_secret|code_verifier|device_code|assertion|password|_auth|_authtoken'

/**
 * Text that may be a secret, besides: Entra's tokens (JSON Web Tokens, and refresh tokens, which begin with `0.A` or
 * `1.A`), what stands in an Authorization header, and what an address, a form, a file or JSON carries under a name.
 *
 * SECURITY: whoever writes an answer or an address writes what is looked through here. So each pattern is linear: no
 * repetition without a bound is within another one, before something that must follow, or in a lookbehind.
 */
const secrets = [
  ...tokens,
  /(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2}))eyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g,
  /(?<![A-Za-z0-9_.])[01]\.A[\w.-]{30,}/g,
  /(?<=\b(?:basic|bearer)\s{1,4})[\w+/=.~-]{12,}/gi,
  // What OAuth puts into addresses and forms (RFC 6749, 7636, 8628), and a log-in within an address.
  new RegExp(`(?<=(?:\\b(?:code|state|nonce)|${named})\\s{0,4}=\\s{0,4})[^&\\s"']+`, 'gi'),
  new RegExp(`(?<=(?:${named})\\\\?["']?\\s{0,4}[:=]\\s{0,4}\\\\?["'])[^"'\\\\]+`, 'gi'),
  /(?<=:\/\/)[^\s/@"']+(?=@)/g
]

/** Text in which a token may be hidden by base64 or percent-encoding. */
const encoded = /(?:[\w+/-]|%[0-9A-Fa-f]{2}){52,}={0,2}/g

function hidesToken(text: string): boolean {
  const plain = text.replace(/%([0-9A-Fa-f]{2})/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16))
  )
  // Where base64 begins within the text is not known.
  const decoded = [0, 1, 2, 3].map((from) => Buffer.from(plain.slice(from), 'base64').toString('latin1'))
  return [plain, ...decoded].some((reading) => tokens.some((token) => reading.search(token) >= 0))
}

/** The text with everything that looks like a secret replaced. A second net: nothing secret should get here. */
export function redact(text: string): string {
  return secrets
    .reduce((left, secret) => left.replace(secret, '[redacted]'), text)
    .replace(encoded, (run) => (hidesToken(run) ? '[redacted]' : run))
}
