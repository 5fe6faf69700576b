import { describe, expect, it } from 'vitest'
import { createMsalSignIn } from '../../../electron/adapters/entra/msal-sign-in.js'
import { AppFailure } from '../../../electron/domain/app-failure.js'
import { Secret } from '../../../electron/domain/secret.js'
import type { DeviceCode, SignIn } from '../../../electron/services/ports/sign-in.js'
import type { HttpRequest } from '../../../electron/services/ports/http.js'
import type { SecretFile } from '../../../electron/services/ports/keychain.js'
import { createFakeClock } from '../../fakes/clock.js'
import { createFakeLog } from '../../fakes/log.js'
import { createFakeSignIn } from '../../fakes/sign-in.js'
import { accept, account, createScriptedEntra, guestTenant, tenant } from './scripted-entra.js'
import { signInKeepsItsPromises } from './sign-in-suite.js'

const clientId = '11111111-2222-4333-8444-555555555555'
const never = new AbortController().signal
const resource = '499b84ac-1321-427f-aa17-267ca6975798'

/** A secret file in memory that may be locked. */
function createMemoryFile(): SecretFile & { content: string | null; problem: AppFailure | null } {
  const file = {
    content: null as string | null,
    problem: null as AppFailure | null,
    read: async () => {
      if (file.problem !== null) throw file.problem
      return file.content
    },
    write: async (content: string) => {
      if (file.problem !== null) throw file.problem
      file.content = content
    },
    erase: async () => {
      file.content = null
    }
  }
  return file
}

const order = { tenant, claims: null, onDeviceCode: null, onAddress: () => undefined } as const

function make(settings = { clientId }) {
  const entra = createScriptedEntra()
  const parts = { entra, file: createMemoryFile(), clock: createFakeClock(Date.now()), log: createFakeLog() }
  const open = () =>
    createMsalSignIn({
      http: entra.http,
      browser: entra.browser,
      cache: parts.file,
      clock: parts.clock,
      log: parts.log,
      configuration: () => settings
    })
  return { ...parts, open, signIn: open() }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => void setImmediate(resolve))
}

signInKeepsItsPromises('the fake', async () => {
  const signIn = createFakeSignIn(new Secret('bearer'))
  let finishes = true
  return {
    // The person of the suite acts by himself; the fake waits to be told.
    signIn: {
      ...signIn,
      signIn: (wanted, signal) => {
        const result = signIn.signIn(wanted, signal)
        if (finishes) signIn.finish(account)
        return result
      }
    },
    order,
    account,
    person: (does) => {
      finishes = does === 'signs in'
    },
    waiting: () => until(() => signIn.waiting() > 0),
    endSession: () => {
      signIn.end()
    }
  }
})

signInKeepsItsPromises('msal over scripted answers', async () => {
  const { signIn, entra } = make()
  entra.lifetime = 200
  return {
    signIn,
    order,
    account,
    person: (does) => {
      entra.answer = does === 'signs in' ? accept : null
    },
    waiting: () => until(() => entra.browser.opened.length > 0),
    endSession: () => {
      entra.refusal = {
        error: 'invalid_grant',
        error_description: 'AADSTS700082: ended',
        error_codes: [700082]
      }
    }
  }
})

describe('signing in', () => {
  it("opens the organization's own sign-in with PKCE and asks for what the token API needs", async () => {
    const { signIn, entra } = make()
    await signIn.signIn(order, never)
    const address = new URL(entra.browser.opened[0] ?? '')
    expect(address.origin + address.pathname).toBe(
      `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`
    )
    const query = Object.fromEntries(address.searchParams)
    expect(query).toMatchObject({
      client_id: clientId,
      response_type: 'code',
      response_mode: 'form_post',
      code_challenge_method: 'S256'
    })
    expect(query['redirect_uri']).toMatch(/^http:\/\/localhost:\d+$/)
    for (const scope of ['vso.pats', 'vso.pats_manage', 'vso.profile']) {
      expect(query['scope']?.split(' ')).toContain(`${resource}/${scope}`)
    }
    expect(await entra.page()).toContain('You are signed in')
  })

  it('answers a claims challenge at the page and at the exchange', async () => {
    const { signIn, entra } = make()
    const claims = { access_token: { acrs: { essential: true, value: 'c1' } } }
    await signIn.signIn({ ...order, claims: JSON.stringify(claims) }, never)
    const page = new URL(entra.browser.opened[0] ?? '').searchParams
    const exchange = new URLSearchParams(entra.http.requests[0]?.body)
    // msal adds claims of its own.
    for (const sent of [page, exchange]) {
      expect(JSON.parse(sent.get('claims') ?? '')).toMatchObject(claims)
    }
  })

  it('gives the bearer from memory while it lasts, and a renewed one later', async () => {
    const { signIn, entra } = make()
    await signIn.signIn(order, never)
    const first = await signIn.bearer(tenant, null)
    expect((await signIn.bearer(tenant, null)).equals(first)).toBe(true)
    const renewing = make()
    renewing.entra.lifetime = 200
    await renewing.signIn.signIn(order, never)
    const one = await renewing.signIn.bearer(tenant, null)
    expect((await renewing.signIn.bearer(tenant, null)).equals(one)).toBe(false)
    expect(entra.browser.opened).toHaveLength(1)
  })

  it('lasts over a restart', async () => {
    const { open, signIn } = make()
    await signIn.signIn(order, never)
    const later = open()
    expect(await later.accounts()).toMatchObject([{ name: account, tenant }])
    await later.bearer(tenant, null)
  })

  it('lasts until the app quits where there is no protected store, and says why it is gone where there is a locked one', async () => {
    const { open, signIn, file, log } = make()
    file.problem = new AppFailure('no-protected-store')
    expect(await signIn.signIn(order, never)).toMatchObject({ name: account })
    await signIn.bearer(tenant, null)
    expect(log.lines).toContain('warn sign-in.cache-not-kept {"code":"no-protected-store"}')
    await expect(open().bearer(tenant, null)).rejects.toMatchObject({ code: 'sign-in-again' })
    file.problem = new AppFailure('vault-locked')
    await expect(open().bearer(tenant, null)).rejects.toMatchObject({ code: 'vault-locked' })
    expect(await open().accounts()).toEqual([])
  })

  it('erases the file when the person signs out', async () => {
    const { signIn, file } = make()
    await signIn.signIn(order, never)
    expect(file.content).not.toBeNull()
    await signIn.signOut()
    expect(file.content).toBeNull()
  })

  it('stays signed out where a renewal was on its way', async () => {
    const { signIn, entra, file } = make()
    entra.lifetime = 200
    await signIn.signIn(order, never)
    const { send } = entra.http
    Object.assign(entra.http, {
      send: async (request: HttpRequest) => {
        const answer = await send(request)
        await signIn.signOut()
        return answer
      }
    })
    await signIn.bearer(tenant, null)
    expect(file.content).toBeNull()
    expect(await signIn.accounts()).toEqual([])
  })

  it('stays signed out where the file was being read', async () => {
    const { signIn, open, file } = make()
    await signIn.signIn(order, never)
    const later = open()
    const read = file.read
    file.read = async () => {
      const content = await read()
      await later.signOut()
      return content
    }
    expect(await later.accounts()).toEqual([])
    expect(await later.accounts()).toEqual([])
  })

  it('renews the account in a tenant in which it is a guest, and tells both apart', async () => {
    const { signIn } = make()
    const { id } = await signIn.signIn(order, never)
    await expect(signIn.bearer(guestTenant, null)).rejects.toMatchObject({ code: 'sign-in-again' })
    const home = await signIn.bearer(tenant, id)
    const guest = await signIn.bearer(guestTenant, id)
    expect(guest.equals(home)).toBe(false)
    expect(await signIn.accounts()).toMatchObject([
      { id, name: account, tenant },
      { id, name: account, tenant: guestTenant }
    ])
    expect((await signIn.bearer(guestTenant, null)).equals(guest)).toBe(true)
    expect((await signIn.bearer(tenant, null)).equals(home)).toBe(true)
  })

  it('writes no token into the log', async () => {
    const { signIn, log, entra } = make()
    entra.lifetime = 200
    await signIn.signIn(order, never)
    await signIn.bearer(tenant, null)
    expect(log.lines.join('\n')).not.toMatch(/eyJ|refresh-/)
  })
})

describe('a sign-in that fails', () => {
  it('says that the app has no registration', async () => {
    const { signIn } = make({ clientId: '' })
    await expect(signIn.signIn(order, never)).rejects.toMatchObject({ code: 'client-id-missing' })
    expect(await signIn.accounts()).toEqual([])
  })

  it('ends after five minutes, and its server with it', async () => {
    const { signIn, entra, clock } = make()
    entra.answer = null
    const refused = expect(signIn.signIn(order, never)).rejects.toMatchObject({
      code: 'sign-in-timed-out'
    })
    await until(() => entra.browser.opened.length > 0)
    clock.advance(299_999)
    clock.advance(1)
    await refused
    expect(clock.armed()).toBe(0)
    const back = new URL(entra.browser.opened[0] ?? '').searchParams.get('redirect_uri') ?? ''
    await expect(fetch(back)).rejects.toThrow()
  })

  it('writes nothing when it was superseded while the code was exchanged', async () => {
    const { signIn, entra, file } = make()
    const stop = new AbortController()
    const { send } = entra.http
    Object.assign(entra.http, {
      // A door that hears the signal too late: the tokens are there when the sign-in is cancelled.
      send: async (request: HttpRequest) => {
        const answer = await send({ ...request, signal: never })
        if (request.method === 'POST') stop.abort(new AppFailure('sign-in-cancelled'))
        return answer
      }
    })
    await signIn.signIn(order, stop.signal).catch(() => undefined)
    expect(file.content).toBeNull()
    expect(await signIn.accounts()).toEqual([])
  })

  it.each([
    ['declined', { error: 'access_denied', error_description: 'AADSTS65004: declined' }, 'sign-in-cancelled'],
    [
      'an administrator is needed',
      { error: 'access_denied', error_description: 'AADSTS90094: admin' },
      'consent-needed'
    ],
    [
      'the app is unknown',
      { error: 'unauthorized_client', error_description: 'AADSTS700016: no app' },
      'sign-in-refused'
    ]
  ])('on the page is told as what it is: %s', async (_name, fields, code) => {
    const { signIn, entra, file } = make()
    entra.answer = (request) => ({ ...fields, state: request.get('state') ?? '' })
    await expect(signIn.signIn(order, never)).rejects.toMatchObject({ code })
    expect(await entra.page()).toContain('You are not signed in')
    expect(file.content).toBeNull()
  })

  it.each([
    [
      {
        error: 'invalid_grant',
        error_codes: [65001],
        error_description: 'AADSTS65001: consent',
        suberror: 'consent_required'
      },
      'consent-needed'
    ],
    [
      { error: 'interaction_required', error_codes: [53003], error_description: 'AADSTS53003: blocked' },
      'conditional-access'
    ],
    [
      { error: 'invalid_client', error_codes: [7000218], error_description: 'AADSTS7000218: secret' },
      'sign-in-refused'
    ]
  ])('at the exchange is told as what it is: %j', async (refusal, code) => {
    const { signIn, entra } = make()
    entra.refusal = refusal
    await expect(signIn.signIn(order, never)).rejects.toMatchObject({ code })
  })

  it('for want of a network says so, not that the person must sign in', async () => {
    const { signIn, entra } = make()
    entra.lifetime = 200
    await signIn.signIn(order, never)
    Object.assign(entra.http, { send: () => Promise.reject(new AppFailure('offline')) })
    await expect(signIn.bearer(tenant, null)).rejects.toMatchObject({ code: 'offline' })
    await expect(signIn.signIn(order, never)).rejects.toMatchObject({ code: 'offline' })
  })

  it('for want of a network at the exchange says so as well', async () => {
    const { signIn, entra } = make()
    const { send } = entra.http
    Object.assign(entra.http, {
      send: (request: HttpRequest) =>
        request.method === 'POST' ? Promise.reject(new AppFailure('offline')) : send(request)
    })
    await expect(signIn.signIn(order, never)).rejects.toMatchObject({ code: 'offline' })
  })

  it('because no browser opens leaves nothing waiting', async () => {
    const { signIn, entra, clock } = make()
    entra.browser.broken = new AppFailure('browser-not-opened')
    await expect(signIn.signIn(order, never)).rejects.toMatchObject({ code: 'browser-not-opened' })
    expect(clock.armed()).toBe(0)
  })

  // The two forms in which a renewal is refused: with a suberror and without.
  it.each([
    { error: 'invalid_grant', error_codes: [700082], error_description: 'AADSTS700082: expired' },
    {
      error: 'invalid_grant',
      error_codes: [50173],
      error_description: 'AADSTS50173: password',
      suberror: 'bad_token'
    },
    { error: 'interaction_required', error_codes: [50076], error_description: 'AADSTS50076: second factor' }
  ])('at a renewal means to sign in again: %j', async (refusal) => {
    const { signIn, entra, file } = make()
    entra.lifetime = 200
    await signIn.signIn(order, never)
    entra.refusal = refusal
    await expect(signIn.bearer(tenant, null)).rejects.toMatchObject({
      code: 'sign-in-again'
    })
    expect(file.content).not.toBeNull()
  })
})

describe('a sign-in on another device', () => {
  /** A sign-in that shows its code, and what it came to. */
  function begin(signIn: SignIn, signal = never) {
    const shown: DeviceCode[] = []
    const result = signIn.signIn({ ...order, onDeviceCode: (code) => void shown.push(code) }, signal)
    result.catch(() => undefined)
    return { shown, result }
  }
  const polls = ({ http }: { http: { requests: HttpRequest[] } }): number =>
    http.requests.filter(({ url }) => url.includes('/token')).length

  it('shows the code, asks as often as it may, and signs the person in', async () => {
    const { signIn, entra, clock } = make()
    entra.deviceAnswers.push({ error: 'authorization_pending' }, { error: 'slow_down' })
    const { shown, result } = begin(signIn)
    await until(() => shown.length > 0 && clock.armed() === 2)
    expect(shown).toEqual([
      {
        userCode: 'ABCD-EFGH',
        address: 'https://login.microsoftonline.com/common/oauth2/deviceauth',
        expiresAt: clock.now() + 900_000
      }
    ])
    for (const [pause, asked] of [
      [5000, 1],
      [5000, 2],
      // `slow_down` wants five seconds more.
      [10_000, 3]
    ] as const) {
      clock.advance(pause - 1)
      expect(clock.armed()).toBe(2)
      clock.advance(1)
      await until(() => polls(entra) === asked && (asked === 3 || clock.armed() === 2))
    }
    expect(await result).toMatchObject({ name: account, tenant })
    expect(clock.armed()).toBe(0)
    expect(entra.browser.opened).toEqual([])
    expect(String(await signIn.bearer(tenant, null))).toBe('[secret]')
  })

  it('goes on after a fault that passes', async () => {
    const { signIn, entra, clock } = make()
    entra.deviceAnswers.push(new AppFailure('offline'), { status: 503, headers: {}, body: '' })
    const { result } = begin(signIn)
    for (const asked of [1, 2, 3]) {
      await until(() => clock.armed() === 2)
      clock.advance(20_000)
      await until(() => polls(entra) === asked)
    }
    expect(await result).toMatchObject({ name: account })
  })

  it.each([
    [{ error: 'authorization_declined' }, 'sign-in-cancelled'],
    [{ error: 'expired_token', error_codes: [70020] }, 'device-code-expired'],
    [{ error: 'invalid_grant', error_codes: [53003] }, 'conditional-access'],
    [{ error: 'consent_required', error_codes: [65001] }, 'consent-needed'],
    [{ error: 'invalid_client', error_codes: [7000218] }, 'sign-in-refused']
  ])('that is refused is told as what it is: %j', async (refusal, code) => {
    const { signIn, entra, clock } = make()
    entra.deviceAnswers.push(refusal)
    const { result } = begin(signIn)
    await until(() => clock.armed() === 2)
    clock.advance(5000)
    await expect(result).rejects.toMatchObject({ code })
    expect(clock.armed()).toBe(0)
  })

  it.each([
    [{ error: 'invalid_client', error_codes: [7000218] }, 'sign-in-refused'],
    [{ verification_uri: 'https://evil.example/devicelogin' }, 'unexpected-answer'],
    [{ verification_uri: 'http://microsoft.com/devicelogin' }, 'unexpected-answer'],
    [{ user_code: 7 }, 'unexpected-answer']
  ])('that gets no code shows none: %j', async (answer, code) => {
    const { signIn, entra } = make()
    entra.deviceCode = { ...entra.deviceCode, ...answer }
    const { result, shown } = begin(signIn)
    await expect(result).rejects.toMatchObject({ code })
    expect(shown).toEqual([])
  })

  it('ends with its code, not after the five minutes of a browser', async () => {
    const { signIn, entra, clock } = make()
    const pending = { error: 'authorization_pending' }
    entra.deviceAnswers.push(...Array.from({ length: 400 }, () => pending))
    const { result } = begin(signIn)
    await until(() => clock.armed() === 2)
    clock.advance(300_000)
    await until(() => clock.armed() === 2)
    clock.advance(599_999)
    await until(() => clock.armed() === 2)
    clock.advance(1)
    await expect(result).rejects.toMatchObject({ code: 'device-code-expired' })
    expect(clock.armed()).toBe(0)
  })

  it('is cancelled at once, and leaves nothing', async () => {
    const { signIn, clock, file } = make()
    const stop = new AbortController()
    const { result } = begin(signIn, stop.signal)
    await until(() => clock.armed() === 2)
    stop.abort(new AppFailure('sign-in-cancelled'))
    await expect(result).rejects.toMatchObject({ code: 'sign-in-cancelled' })
    expect(clock.armed()).toBe(0)
    expect(file.content).toBeNull()
  })
})
