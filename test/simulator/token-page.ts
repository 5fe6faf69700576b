import { randomBytes } from 'node:crypto'
import type { Asked } from './callers.js'
import type { EntraTokens } from './entra-tokens.js'
import { tokenPageReturn } from './entra-sign-in.js'
import { answerHtml, readForm, redirect } from './exchange.js'
import type { Answer, Exchange } from './exchange.js'
import { addressOf, azureDevOpsResource, isCollection, isMember } from './organizations.js'
import type { Organization, Person } from './organizations.js'
import { organizationMissing } from './refusals.js'
import { accountPage } from './sign-in-pages.js'
import { tokenPage } from './token-page-markup.js'
import type { Outcome } from './token-page-markup.js'
import type { Tokens } from './tokens.js'

const day = 24 * 60 * 60 * 1000

/** The token page: signing in on Entra's page, the form, and what it does. */
export function createTokenPage(options: {
  readonly people: readonly Person[]
  readonly tokens: Tokens
  readonly entraTokens: EntraTokens
  readonly now: () => number
}) {
  const { people, tokens, entraTokens, now } = options
  const sessions = new Map<string, Person>()

  const personOf = ({ request }: Exchange) =>
    sessions.get(/(?:^|; )UserAuthentication=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '')

  function welcome(person: Person, place: string): Answer {
    const session = randomBytes(24).toString('base64url')
    sessions.set(session, person)
    const cookie = `UserAuthentication=${session}; Path=/; Secure; HttpOnly; SameSite=Lax`
    return redirect(place, { 'set-cookie': cookie })
  }

  async function signIn(asked: Asked): Promise<Answer> {
    const { organization, request, url } = asked
    if (isCollection(organization)) {
      // In place of Windows' own sign-in, which would need a domain.
      const here = people.filter((one) => isMember(one, organization))
      const account = request.method === 'POST' ? (await readForm(asked)).get('account') : null
      const person = here.find((one) => one.upn === account)
      return person ? welcome(person, url.pathname) : answerHtml(200, accountPage(here, url.pathname))
    }
    const query = new URLSearchParams({
      client_id: azureDevOpsResource,
      redirect_uri: tokenPageReturn,
      response_type: 'code',
      response_mode: 'form_post',
      scope: 'openid profile',
      state: `/${organization.name}/_usersSettings/tokens`
    })
    const authority = `https://login.microsoftonline.com/${organization.tenant ?? 'consumers'}`
    return redirect(`${authority}/oauth2/v2.0/authorize?${query.toString()}`)
  }

  function create(organization: Organization, person: Person, form: URLSearchParams): Outcome {
    const expiration = form.get('expiration') ?? ''
    const end =
      expiration === 'custom' ? Date.parse(form.get('date') ?? '') : now() + Number(expiration) * day
    const ruling = tokens.create(organization, person, {
      displayName: form.get('name') ?? '',
      scope: form.get('access') === 'full' ? 'app_token' : form.getAll('scope').join(' '),
      validTo: Number.isNaN(end) ? '' : new Date(end).toISOString()
    })
    if (!('error' in ruling)) return { value: ruling.value ?? '' }
    return { said: `The token was not created: ${ruling.message ?? ruling.error}`, isError: true }
  }

  function revoke(organization: Organization, person: Person, id: string | null): Outcome {
    const token = tokens.of(organization.name, person).find((one) => one.authorizationId === id)
    if (!token) return { said: 'The token was not found.', isError: true }
    tokens.change(token.authorizationId, { revoked: true })
    return { said: `${token.displayName} was revoked.`, isError: false }
  }

  return {
    /** `_usersSettings/tokens` of an organization, under either host. */
    show: async (asked: Asked): Promise<Answer> => {
      const { organization, host, request } = asked
      const person = personOf(asked)
      const home = addressOf(organization)
      // The session belongs to one host; the old one sends its visitors to the new.
      if (host !== new URL(home).host) return redirect(`${home}/_usersSettings/tokens`)
      if (!person || !isMember(person, organization)) return signIn(asked)
      let outcome: Outcome = null
      if (request.method === 'POST') {
        const form = await readForm(asked)
        outcome =
          form.get('action') === 'create'
            ? create(organization, person, form)
            : revoke(organization, person, form.get('id'))
      }
      const own = tokens.of(organization.name, person)
      const maximumLife = tokens.maximumLife(organization)
      const facts = { organization, person, own, maximumLife, outcome, stateOf: tokens.stateOf, now: now() }
      return answerHtml(200, tokenPage(facts))
    },
    /** Where the sign-in comes back to. */
    signedIn: async (exchange: Exchange): Promise<Answer> => {
      const form = await readForm(exchange)
      const grant = entraTokens.redeem(form.get('code') ?? '')
      const place = form.get('state') ?? ''
      const isGood =
        grant?.redirectUri === tokenPageReturn && /^\/[\w-]+\/_usersSettings\/tokens$/.test(place)
      return isGood ? welcome(grant.person, place) : organizationMissing()
    }
  }
}
