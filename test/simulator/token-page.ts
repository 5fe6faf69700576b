import { randomBytes } from 'node:crypto'
import type { World } from './callers.js'
import { tokenPageReturn } from './entra-sign-in.js'
import { answerHtml, readForm, redirect } from './exchange.js'
import type { Answered, Exchange } from './exchange.js'
import { addressOf, azureDevOpsResource, isCollection, isMember, sameName } from './organizations.js'
import type { Organization, Person } from './organizations.js'
import { organizationMissing } from './refusals.js'
import { accountPage } from './sign-in-pages.js'
import { tokenPage } from './token-page-markup.js'
import type { Outcome } from './token-page-markup.js'

const cookieName = 'UserAuthentication'
const day = 24 * 60 * 60 * 1000

/** The token page: signing in on Entra's page, the form, and what it does. */
export function createTokenPage({ people, store, rules, entraTokens, now }: World) {
  const sessions = new Map<string, Person>()

  const personOf = ({ request }: Exchange) =>
    sessions.get(
      (request.headers.cookie ?? '')
        .split('; ')
        .find((one) => one.startsWith(`${cookieName}=`))
        ?.slice(cookieName.length + 1) ?? ''
    )

  function welcome(exchange: Exchange, person: Person, place: string): Answered {
    const session = randomBytes(24).toString('base64url')
    sessions.set(session, person)
    return redirect(exchange, place, {
      'set-cookie': `${cookieName}=${session}; Path=/; Secure; HttpOnly; SameSite=Lax`
    })
  }

  /** In place of Windows' own sign-in, which would need a domain. */
  async function signInAtServer(exchange: Exchange, organization: Organization): Promise<Answered> {
    const { pathname } = exchange.url
    const here = people.filter((one) => isMember(one, organization))
    const account =
      exchange.request.method === 'POST' ? (await readForm(exchange.request)).get('account') : null
    const person = here.find((one) => one.upn === account)
    return person
      ? welcome(exchange, person, pathname)
      : answerHtml(exchange, 200, accountPage(here, pathname))
  }

  function signIn(exchange: Exchange, organization: Organization): Answered {
    const authority = `https://login.microsoftonline.com/${organization.tenant ?? 'consumers'}`
    const query = new URLSearchParams({
      client_id: azureDevOpsResource,
      redirect_uri: tokenPageReturn,
      response_type: 'code',
      response_mode: 'form_post',
      scope: 'openid profile',
      state: `/${organization.name}/_usersSettings/tokens`
    })
    return redirect(exchange, `${authority}/oauth2/v2.0/authorize?${query.toString()}`)
  }

  function create(organization: Organization, person: Person, form: URLSearchParams): Outcome {
    const expiration = form.get('expiration') ?? ''
    const end =
      expiration === 'custom' ? Date.parse(form.get('date') ?? '') : now() + Number(expiration) * day
    const ruling = rules.create(organization, person, {
      displayName: form.get('name') ?? '',
      scope: form.get('access') === 'full' ? 'app_token' : form.getAll('scope').join(' '),
      validTo: Number.isNaN(end) ? '' : new Date(end).toISOString(),
      allOrgs: false
    })
    return ruling.kind === 'granted'
      ? { kind: 'made', token: ruling.token, value: ruling.value ?? '' }
      : { kind: 'refused', message: `The token was not created: ${ruling.message ?? ruling.error}` }
  }

  function revoke(person: Person, id: string): Outcome {
    const token = store.byId(id)
    if (token?.owner !== person.oid) return { kind: 'refused', message: 'The token was not found.' }
    store.change(id, { revoked: true })
    return { kind: 'revoked', name: token.displayName }
  }

  return {
    /** `_usersSettings/tokens` of an organization, under either host. */
    show: async (exchange: Exchange, organization: Organization) => {
      const person = personOf(exchange)
      const home = addressOf(organization)
      // The session belongs to one host; the old one sends its visitors to the new.
      if (exchange.host !== new URL(home).host) return redirect(exchange, `${home}/_usersSettings/tokens`)
      if (!person || !isMember(person, organization)) {
        return isCollection(organization)
          ? signInAtServer(exchange, organization)
          : signIn(exchange, organization)
      }
      let outcome: Outcome = { kind: 'nothing' }
      if (exchange.request.method === 'POST') {
        const form = await readForm(exchange.request)
        outcome =
          form.get('action') === 'create'
            ? create(organization, person, form)
            : revoke(person, form.get('id') ?? '')
      }
      const tokens = store
        .all()
        .filter((one) => one.owner === person.oid && sameName(one.organization, organization.name))
      const maximumLife = rules.maximumLife(organization)
      const view = { organization, person, tokens, stateOf: store.stateOf, outcome, now: now(), maximumLife }
      return answerHtml(exchange, 200, tokenPage({ ...view, action: exchange.url.pathname }))
    },
    /** Where the sign-in comes back to. */
    signedIn: async (exchange: Exchange) => {
      const form = await readForm(exchange.request)
      const grant = entraTokens.redeem(form.get('code') ?? '')
      const place = form.get('state') ?? ''
      if (grant?.redirectUri !== tokenPageReturn || !/^\/[\w-]+\/_usersSettings\/tokens$/.test(place)) {
        return organizationMissing(exchange)
      }
      return welcome(exchange, grant.person, place)
    }
  }
}
