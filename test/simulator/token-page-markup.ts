import { markup, page } from './markup.js'
import type { Markup } from './markup.js'
import type { Organization, Person } from './organizations.js'
import { scopeGroups } from './page-scopes.js'
import type { StoredToken, Tokens } from './tokens.js'

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
export type Outcome = { readonly value: string } | { readonly said: string; readonly isError: boolean } | null

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

const day = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10)

const scopeBoxes = ({ title, scopes }: (typeof scopeGroups)[number]): Markup =>
  markup`<fieldset><legend>${title}</legend>${scopes.map(
    ({ id, label }) =>
      markup`<label><input type="checkbox" name="scope" value="${id}" aria-label="${title}: ${label}">${label}</label>`
  )}</fieldset>`

interface PageFacts {
  readonly organization: Organization
  readonly person: Person
  readonly own: readonly StoredToken[]
  readonly stateOf: Tokens['stateOf']
  /** Days, by policy. */
  readonly maximumLife: number | null
  readonly now: number
  readonly outcome: Outcome
}

function panel({ organization, maximumLife, now }: PageFacts): Markup {
  const { creation, noFullScope } = organization.policies
  const longest = maximumLife ?? 90
  const lives = longest < 30 ? [Math.floor(longest)] : [30, 60, 90].filter((days) => days <= longest)
  const ends = lives.map(
    (days) => markup`<option value="${days}">${days} days (${day(now + days * 24 * 60 * 60 * 1000)})</option>`
  )
  const isOffered = (title: string) => creation !== 'packaging-only' || title === 'Packaging'
  const boxes = (groups: typeof scopeGroups) => groups.filter(({ title }) => isOffered(title)).map(scopeBoxes)
  const full = markup`<label><input type="radio" name="access" value="full"> Full access</label>`
  return markup`<dialog aria-labelledby="title"><form method="post">
<input type="hidden" name="action" value="create"><h2 id="title">Create a new personal access token</h2>
<label class="field">Name<input name="name" required autocomplete="off"></label>
<label class="field">Organization<select><option>${organization.name}</option></select></label>
<label class="field">Expiration (UTC)<select name="expiration">${ends}<option value="custom">Custom defined</option></select></label>
<label class="field" id="date" hidden>Expires on (UTC)<input type="date" name="date"></label>
<fieldset><legend>Scopes</legend>${noFullScope || creation ? null : full}
<label><input type="radio" name="access" value="custom" checked> Custom defined</label></fieldset>
<div id="scopes">${boxes(scopeGroups.slice(0, 6))}<div id="more" hidden>${boxes(scopeGroups.slice(6))}</div>
<button type="button" id="all">Show all scopes</button></div>
<div class="foot"><button class="first">Create</button><button type="button" id="cancel">Cancel</button></div></form></dialog>`
}

function row(token: StoredToken, state: string): Markup {
  const { displayName, scope, authorizationId, allOrgs, organization, validTo } = token
  const revoke = markup`<form method="post" onsubmit="return confirm('Revoke this token? What uses it will stop.')">
<input type="hidden" name="id" value="${authorizationId}"><button aria-label="Revoke ${displayName}">Revoke</button></form>`
  return markup`<tr><td>${displayName}<br><span class="quiet">${scope === 'app_token' ? 'Full access' : scope}</span></td>
<td>${state}</td><td>${allOrgs ? 'All accessible organizations' : organization}</td><td>${day(validTo)}</td>
<td>${state === 'active' ? revoke : null}</td></tr>`
}

/** The page on which a person makes and revokes tokens by hand. Its forms are posted back to it. */
export function tokenPage(facts: PageFacts): string {
  const { organization, person, own, stateOf, outcome } = facts
  const heads = markup`<tr><th>Token name</th><th>Status</th><th>Organization</th><th>Expires on</th><th>Actions</th></tr>`
  const start =
    organization.policies.creation === 'off'
      ? markup`<button id="new" disabled>+ New Token</button><p>Your organization restricts the creation of personal access tokens. Ask an administrator.</p>`
      : markup`<button id="new" class="first">+ New Token</button>`
  return page(
    'Personal Access Tokens - Settings',
    markup`<main><p class="quiet">Azure DevOps (simulated) / ${organization.name} / ${person.upn}</p>
<h1>Personal Access Tokens</h1><p>These can be used instead of a password for applications like Git.</p>${start}${notice(outcome)}
<table><thead>${heads}</thead><tbody>${own.map((token) => row(token, stateOf(token)))}</tbody></table></main>
${panel(facts)}<script>${{ html: script }}</script>`
  )
}
