import { afterEach, describe, expect, it, vi } from 'vitest'
import { patFailure } from '../../electron/domain/pat-error.js'
import { errorCodes, type AppError, type ErrorCode } from '../../electron/shared/error-codes.js'
import { patTokenErrors } from '../../electron/shared/pat-errors.js'
import { administratorText } from '../../renderer/ui/administrator-text.js'
import { filled, say, type ErrorWords, type Words } from '../../renderer/ui/error-sentence.js'
import { errorWords, wordsFor } from '../../renderer/ui/error-words.js'
import { patErrorWords } from '../../renderer/ui/pat-error-words.js'

const plain = ({ code, facts }: AppError): void => plainWords(wordsFor({ code, facts }))
const plainWords = ({ title, text }: ErrorWords): void => {
  expect(title).toMatch(/^\S.*[^.!]$/)
  expect(text).toMatch(/\.$/)
  expect(`${title}. ${text}`).not.toMatch(
    /!|\.\.| {2}| \.|\b(undefined|null|NaN|unknown error|oops|sorry|PAT)\b|\[object/i
  )
  expect(`${title}. ${text}`).not.toMatch(/\b(of|for|in|that) The /)
  expect(text.length).toBeLessThan(260)
}
const refusal = (raw: string, serviceMessage: string | null = null): AppError => {
  const { code, facts } = patFailure(raw, serviceMessage, 'contoso')
  return { code, facts }
}

describe('the words for failures', () => {
  it.each(errorCodes)('%s: says what happened, why, and what to do, plainly', (code) => {
    plain({ code, facts: {} })
  })

  it.each(patTokenErrors)('a refusal is told in words of its own: %s', (value) => {
    const error = refusal(value)
    plain(error)
    const { title, text } = wordsFor(error)
    expect(`${title}. ${text}`).not.toContain(value)
    expect(wordsFor(refusal(value, 'It is Monday.')).text).toContain(
      `Azure DevOps answered: It is Monday · ${value}.`
    )
  })

  it('never sends a person to Settings, to sign in or on with a change for what is only the service’s trouble', () => {
    for (const value of patTokenErrors) {
      const { code } = refusal(value)
      if (code === 'service-unavailable') expect(wordsFor(refusal(value)).actions, value).toEqual(['retry'])
      if (code === 'sign-in-refused') expect(wordsFor(refusal(value)).actions, value).toContain('switch-way')
    }
  })

  it.each([
    ['fullScopePatPolicyViolation', 'contoso does not allow full-access tokens'],
    ['patLifespanPolicyViolation', 'contoso does not allow so long a life'],
    ['DisablePatCreationPolicyViolation', 'contoso does not let you create tokens'],
    ['globalPATCreationBlocked', 'Tokens for all organizations are over'],
    ['moonPhasePolicyViolation', 'A policy of contoso forbids this token']
  ])('a policy is named: %s', (patTokenError, title) => {
    expect(
      wordsFor({ code: 'policy-forbids', facts: { organization: 'contoso', patTokenError } }).title
    ).toBe(title)
  })

  it('show an answer that nobody foresaw as it is', () => {
    expect(wordsFor(refusal('somethingNew', 'Not on a Monday.')).text).toContain(
      'Not on a Monday · somethingNew.'
    )
  })

  it('say how long a pause is', () => {
    expect(wordsFor({ code: 'rate-limited', facts: { retryAfterSeconds: 30 } }).text).toContain('30 seconds')
  })

  it.each<[ErrorCode, AppError['facts'], RegExp]>([
    ['offline', { obstacle: 'no-network' }, /not connected/],
    ['offline', { obstacle: 'name-not-found', netError: 'NAME_NOT_RESOLVED' }, /was not found.*VPN/],
    ['offline', { obstacle: 'no-connection', netError: 'CONNECTION_REFUSED' }, /refuses.*firewall/],
    ['offline', { obstacle: 'proxy', netError: 'PROXY_CONNECTION_FAILED' }, /proxy/],
    ['offline', { obstacle: 'interrupted', netError: 'CONNECTION_RESET' }, /interrupted.*too early/],
    ['certificate-refused', { netError: 'CERT_AUTHORITY_INVALID' }, /certificate authority.*install/],
    ['certificate-refused', { netError: 'CERT_DATE_INVALID' }, /clock/],
    ['certificate-refused', { netError: 'CERT_COMMON_NAME_INVALID' }, /Somebody else.*sign-in page/],
    ['certificate-refused', { netError: 'SSL_PROTOCOL_ERROR' }, /encrypt/],
    ['timed-out', { netError: 'CONNECTION_TIMED_OUT' }, /does not answer.*firewall/],
    ['timed-out', { netError: 'DNS_TIMED_OUT' }, /name service/],
    ['timed-out', { program: 'az' }, /Azure CLI took too long/],
    ['timed-out', {}, /took too long/]
  ])('tell networks apart: %s %j', (code, facts, expected) => {
    const error = { code, facts: { host: 'dev.azure.com', ...facts } }
    plain(error)
    const { title, text } = wordsFor(error)
    expect(`${title}. ${text}`).toMatch(expected)
    if ('netError' in facts && code !== 'timed-out') expect(text).toContain(facts['netError'])
  })

  it.each([
    [1, /The token was made/, ['see-token']],
    [3, /3 tokens of that name were made.*Revoke them/, ['see-token']],
    [0, /you can try again/, ['retry', 'switch-way']],
    [-1, /not known, because contoso cannot be asked/, []]
  ])('tell what became of a create whose answer was lost: %d found', (found, expected, actions) => {
    const error: AppError = { code: 'create-answer-lost', facts: { organization: 'contoso', found } }
    plain(error)
    expect(wordsFor(error).text).toMatch(expected)
    expect(wordsFor(error).actions).toEqual(actions)
  })

  it.each([
    ['too-long', { length: 9000 }, /9000 characters.*sent nowhere/, []],
    ['line-breaks', { length: 70, final: true }, /several lines.*sent nowhere/, []],
    ['white-space', { length: 70 }, /spaces/, ['anyway']],
    ['strange-characters', { length: 70 }, /no token has/, ['anyway']],
    ['unknown-form', { length: 70 }, /84 characters.*this has 70/, ['anyway']]
  ])('warn of a paste that is hardly a token: %s', (reason, facts, expected, actions) => {
    const error: AppError = { code: 'unlikely-token', facts: { reason, ...facts } }
    plain(error)
    expect(wordsFor(error).text).toMatch(expected)
    expect(wordsFor(error).actions).toEqual(actions)
  })

  it.each<[ErrorCode, AppError['facts'], string]>([
    ['way-not-possible', { backing: 'server' }, 'Azure DevOps Server lets no app make tokens'],
    ['way-not-possible', { backing: 'microsoft-account', organization: 'contoso' }, 'company accounts only'],
    [
      'azure-cli-wrong-tenant',
      { tenant: 'contoso.com', entraCode: 'AADSTS50020' },
      '“az login --tenant contoso.com”'
    ],
    ['azure-cli-needs-sign-in', { entraCode: 'AADSTS50076' }, '(AADSTS50076). Run “az login”'],
    ['azure-cli-failed', { exitCode: 1 }, 'ended with code 1.'],
    ['port-taken', { reason: 'EACCES' }, '(EACCES)'],
    ['sign-in-refused', { entraCode: 'AADSTS700016' }, '(AADSTS700016)'],
    ['git-plain-text-helper', { file: '~/.git-credentials' }, 'readable in ~/.git-credentials'],
    ['git-proof-failed', { step: 'ls-remote', host: 'dev.azure.com' }, 'repository at dev.azure.com'],
    ['git-no-helper', { helper: 'osxkeychain' }, 'osxkeychain is the right one'],
    [
      'git-failed',
      { step: 'credential approve', code: 128 },
      '“git credential approve” ended with code 128.'
    ],
    [
      'organization-not-found',
      { organization: 'https://tfs.contoso.com/tfs/Shared' },
      'no collection of that name'
    ],
    [
      'access-denied',
      { organization: 'contoso', owner: 'ada@contoso.example' },
      'belongs to ada@contoso.example'
    ],
    ['browser-not-opened', { address: 'https://dev.azure.com/contoso.' }, 'Open it yourself']
  ])('say what is known: %s %j', (code, facts, expected) => {
    plain({ code, facts })
    expect(wordsFor({ code, facts }).text).toContain(expected)
  })

  it('call a Server’s collection by its name', () => {
    const facts = { organization: 'https://tfs.contoso.com/tfs/Shared' }
    expect(wordsFor({ code: 'access-denied', facts }).title).toBe('Shared on tfs.contoso.com refused it')
  })

  it('offer another way wherever a login is what fails', () => {
    for (const code of errorCodes.filter((one) =>
      /^(sign-in|azure-cli|consent|conditional|port|device|way)/.test(one)
    )) {
      expect(wordsFor({ code, facts: {} }).actions, code).toContain('switch-way')
    }
  })
})

describe('the table of words', () => {
  /** Every text in it, with the facts that lead there and no others. */
  const textsOf = (
    words: Words,
    name: string,
    facts: AppError['facts'] = {}
  ): [string, string, typeof facts][] =>
    typeof words === 'string'
      ? [[name, words, facts]]
      : Object.entries(words).flatMap(([value, under]) => {
          if (value === 'by') return []
          const known = value === '' ? {} : { [words.by]: value === 'otherwise' ? '7' : value }
          return textsOf(under, `${name}/${value}`, { ...facts, ...known })
        })
  const texts = Object.entries({ ...errorWords, ...patErrorWords }).flatMap(([name, words]) =>
    textsOf(words, name)
  )
  const facts =
    /^(organization|Organization|answered|host|netError|entraCode|tenant|address|reason|exitCode|retryAfterSeconds|file|place|token|folder|length|helper|code|step|found|serviceMessage|ifLocked|ifSilent|ifMissing|owner)$/

  it.each(texts)(
    'is plain without any more facts, and names only those that there are: %s',
    (_, words, known) => {
      plainWords(say(words, known))
      for (const [, name] of words.matchAll(/\{(\w+)/g)) expect(name).toMatch(facts)
      expect(words.replace(/\{\w+(:[\w ]+)?\}/g, '').replace(/\[[^[\]]*\]/g, '')).not.toMatch(/[{}[\]]/)
    }
  )

  it('is not taken with an action that there is not, or without a fact that it needs', () => {
    expect(() => say('It broke | Try again. | retry, dance', {})).toThrow('dance')
    expect(() => say('It broke | {Why}. | retry', {})).toThrow('Why')
  })

  it('takes facts as they are, whatever signs are in them', () => {
    const odd = '[{host}] | $& {step:x}'
    expect(filled('{name}[ at {name}][ in {place}] of {folder:it}', { name: odd })).toBe(
      `${odd} at ${odd} of it`
    )
  })
})

describe('the text for an administrator', () => {
  it.each(patTokenErrors)('is there where the words send a person to one: %s', (value) => {
    const text = administratorText(refusal(value))
    if (wordsFor(refusal(value)).text.includes('administrator')) expect(text).not.toBeNull()
    if (text === null) return
    expect(text).toMatch(/contoso/)
    expect(text).toMatch(/What stands in the way: .+\nWhere it is: .+\n/)
    expect(text).toMatch(/Please /)
  })

  it.each(errorCodes)('is there where the words send a person to one: %s', (code) => {
    const words = wordsFor({ code, facts: {} })
    const sent =
      /administrator|company/i.test(`${words.title} ${words.text}`) && code !== 'certificate-refused'
    expect(administratorText({ code, facts: {} }) !== null, code).toBe(sent)
  })

  it.each([
    ['fullScopePatPolicyViolation', 'Restrict full-scoped', 'Microsoft Entra'],
    ['patLifespanPolicyViolation', 'Enforce maximum', 'Microsoft Entra'],
    ['disablePatCreationPolicyViolation', 'Restrict personal access token', 'Policies']
  ])('names the policy, where it lives and what to change: %s', (value, policy, where) => {
    const text = administratorText(refusal(value, 'It is so.')) ?? ''
    expect(text).toContain(`the policy “${policy}`)
    expect(text).toContain(`Organization settings > ${where}`)
    expect(text).toContain('allow list')
    expect(text).toContain(`Azure DevOps answered: It is so · ${value}.`)
    expect(text.length).toBeLessThan(1500)
  })

  it('asks for a consent with exactly the permissions, and with the app where it is known', () => {
    const known = {
      clientId: '11111111-2222-3333-4444-555555555555',
      tenant: 'contoso.com',
      entraCode: 'AADSTS90094'
    }
    const text = administratorText({ code: 'consent-needed', facts: known }) ?? ''
    expect(text).toContain('vso.pats, vso.pats_manage, vso.profile')
    expect(text).toContain(
      `https://login.microsoftonline.com/contoso.com/adminconsent?client_id=${known.clientId}`
    )
    expect(text).toContain('AADSTS90094')
    expect(administratorText({ code: 'consent-needed', facts: {} })).not.toContain('adminconsent')
  })

  it('is not offered where the owner of a token has to sign in', () => {
    expect(administratorText({ code: 'access-denied', facts: { owner: 'ada@contoso.example' } })).toBeNull()
  })

  it('names a policy that nobody foresaw by what the service answered', () => {
    const facts = { organization: 'contoso', patTokenError: 'moonPhasePolicyViolation' }
    expect(administratorText({ code: 'policy-forbids', facts })).toContain('moonPhasePolicyViolation')
  })
})

describe('what to do about the keychain', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })
  const on = (userAgent: string, code: ErrorCode, facts: AppError['facts'] = {}): string => {
    vi.stubGlobal('navigator', { userAgent })
    plain({ code, facts })
    return wordsFor({ code, facts }).text
  }

  it.each([
    ['X11; Linux x86_64', 'password', 'log out', 'GNOME Keyring or KWallet'],
    ['Macintosh; Intel Mac OS X 10_15_7', 'Keychain Access', 'Keychain Access', 'Keychain Access'],
    ['Windows NT 10.0; Win64; x64', 'Windows', 'Credential Manager', 'Credential Manager']
  ])('is said for the system: %s', (userAgent, locked, silent, missing) => {
    for (const code of ['vault-locked', 'vault-dismissed'] as const)
      expect(on(userAgent, code)).toContain(locked)
    for (const code of ['vault-no-answer', 'vault-failed'] as const)
      expect(on(userAgent, code)).toContain(silent)
    expect(on(userAgent, 'no-protected-store')).toContain(missing)
  })

  it('names the library that Linux lacks', () => {
    expect(on('X11; Linux x86_64', 'no-protected-store', { reason: 'no-library' })).toContain('libsecret')
  })
})
