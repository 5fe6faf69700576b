import { randomBytes } from 'node:crypto'
import type { Asked, World } from './callers.js'
import { tokenPageReturn } from './entra-sign-in.js'
import { answerHtml, readForm, redirect, type Answer, type Exchange } from './exchange.js'
import { markup, page, type Markup } from './markup.js'
import {
  addressOf,
  azureDevOpsResource,
  isCollection,
  isMember,
  practicePeople,
  type Organization,
  type Person
} from './organizations.js'
import { firstGroups, scopeGroups } from './page-scopes.js'
import { organizationMissing } from './refusals.js'
import { accountPage } from './sign-in-pages.js'
import type { StoredToken } from './tokens.js'

const dayLength = 24 * 60 * 60 * 1000

const script = `
const panel = document.querySelector('dialog'), more = document.querySelector('#more'), copy = document.querySelector('#copy')
document.querySelector('#new').onclick = () => panel.showModal()
document.querySelector('#cancel').onclick = () => panel.close()
const show = () => {
  document.querySelector('#scopes').hidden = !panel.querySelector('[value=custom][name=access]').checked
  document.querySelector('#date').hidden = panel.querySelector('[name=expiration]').value !== 'custom'
}
panel.addEventListener('change', show)
show()
document.querySelector('#all').onclick = (event) => {
  more.hidden = !more.hidden
  event.target.textContent = more.hidden ? 'Show all scopes' : 'Show less scopes'
}
if (copy) copy.onclick = async () => {
  await navigator.clipboard.writeText(document.querySelector('#token').value)
  document.querySelector('#copied').textContent = 'Copied to clipboard'
}
`

/** What was just done on the page: a token was made, whose value is shown, or the other is said. */
type Outcome = { readonly value: string } | { readonly said: string; readonly isError: boolean } | null

function notice(outcome: Outcome): Markup | null {
  if (outcome === null) return null
  if ('said' in outcome)
    return markup`<p class="notice" role="${outcome.isError ? 'alert' : 'status'}">${outcome.said}</p>`
  return markup`<section class="notice"><h2>Success!</h2>
<p>You have successfully added a new personal access token. Copy the token now!</p>
<input id="token" readonly aria-label="Token" value="${outcome.value}">
<button id="copy" class="first" type="button">Copy to clipboard</button><p id="copied" role="status"></p>
<p>Make sure you copy the token now. We don't store it and you will not be able to see it again.</p></section>`
}

const dateOf = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10)

const scopeBoxes = (titles: readonly string[]): readonly Markup[] =>
  titles.map((title) => {
    const boxes = (scopeGroups.get(title) ?? []).map(
      ({ id, label }) =>
        markup`<label><input type="checkbox" name="scope" value="${id}" aria-label="${title}: ${label}">${label}</label>`
    )
    return markup`<fieldset><legend>${title}</legend>${boxes}</fieldset>`
  })

/** The panel for a new token; `maximumLife` in days, by policy. */
function panel(organization: Organization, maximumLife: number | null, now: number): Markup {
  const { creation, noFullScope } = organization.policies
  const longest = maximumLife ?? 90
  const lives = longest < 30 ? [Math.floor(longest)] : [30, 60, 90].filter((days) => days <= longest)
  const ends = lives.map(
    (days) => markup`<option value="${days}">${days} days (${dateOf(now + days * dayLength)})</option>`
  )
  const offered = creation === 'packaging-only' ? ['Packaging'] : [...scopeGroups.keys()]
  const first = offered.filter((title) => firstGroups.includes(title))
  const others = offered.filter((title) => !firstGroups.includes(title))
  const full = markup`<label><input type="radio" name="access" value="full"> Full access</label>`
  return markup`<dialog aria-labelledby="title"><form method="post">
<input type="hidden" name="action" value="create"><h2 id="title">Create a new personal access token</h2>
<label class="field">Name<input name="name" required autocomplete="off"></label>
<label class="field">Organization<select><option>${organization.name}</option></select></label>
<label class="field">Expiration (UTC)<select name="expiration">${ends}<option value="custom">Custom defined</option></select></label>
<label class="field" id="date" hidden>Expires on (UTC)<input type="date" name="date"></label>
<fieldset><legend>Scopes</legend>${noFullScope || creation ? null : full}
<label><input type="radio" name="access" value="custom" checked> Custom defined</label></fieldset>
<div id="scopes">${scopeBoxes(first)}<div id="more" hidden>${scopeBoxes(others)}</div>
<button type="button" id="all">Show all scopes</button></div>
<div class="foot"><button class="first">Create</button><button type="button" id="cancel">Cancel</button></div></form></dialog>`
}

function row(token: StoredToken, state: string): Markup {
  const { displayName, scope, authorizationId, allOrgs, organization, validTo } = token
  const revoke = markup`<form method="post" onsubmit="return confirm('Revoke this token? What uses it will stop.')">
<input type="hidden" name="id" value="${authorizationId}"><button aria-label="Revoke ${displayName}">Revoke</button></form>`
  return markup`<tr><td>${displayName}<br><span class="quiet">${scope === 'app_token' ? 'Full access' : scope}</span></td>
<td>${state}</td><td>${allOrgs ? 'All accessible organizations' : organization}</td><td>${dateOf(validTo)}</td>
<td>${state === 'active' ? revoke : null}</td></tr>`
}

/** The page on which a person makes and revokes tokens by hand, behind a sign-in. Its forms are posted back to it. */
export function createTokenPage({ tokens, entraTokens, now }: World) {
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
      const here = practicePeople.filter((one) => isMember(one, organization))
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
      expiration === 'custom' ? Date.parse(form.get('date') ?? '') : now() + Number(expiration) * dayLength
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

  function draw(organization: Organization, person: Person, outcome: Outcome): string {
    const isOff = organization.policies.creation === 'off'
    const rows = tokens.of(organization.name, person).map((token) => row(token, tokens.stateOf(token)))
    const heads = markup`<tr><th>Token name</th><th>Status</th><th>Organization</th><th>Expires on</th><th>Actions</th></tr>`
    const restricted = markup`<p>Your organization restricts the creation of personal access tokens. Ask an administrator.</p>`
    return page(
      'Personal Access Tokens - Settings',
      markup`<main><p class="quiet">Azure DevOps (simulated) / ${organization.name} / ${person.upn}</p>
<h1>Personal Access Tokens</h1><p>These can be used instead of a password for applications like Git.</p>
<button id="new" class="first"${isOff ? { html: ' disabled' } : null}>+ New Token</button>${isOff ? restricted : null}${notice(outcome)}
<table><thead>${heads}</thead><tbody>${rows}</tbody></table></main>
${panel(organization, tokens.maximumLife(organization), now())}<script>${{ html: script }}</script>`
    )
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
      return answerHtml(200, draw(organization, person, outcome))
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
