import { markup, nothing, page } from './markup.js'
import type { Markup } from './markup.js'
import type { Organization, Person } from './organizations.js'
import { scopeGroups } from './page-scopes.js'
import type { ScopeGroup } from './page-scopes.js'
import type { StoredToken, TokenStore } from './token-store.js'

const style = `
header { display: flex; gap: .75rem; align-items: center; padding: .6rem 1.2rem; border-bottom: 1px solid var(--line); background: var(--sheet) }
header b { color: var(--accent) } header span:last-child { margin-left: auto }
.columns { display: grid; grid-template-columns: 14rem 1fr; min-height: 85vh }
nav { padding: 1.2rem; border-right: 1px solid var(--line) } nav ul { list-style: none; padding: 0 } nav [aria-current] { font-weight: 600; color: var(--accent) }
main { padding: 1.2rem 2rem; min-width: 0 } table { width: 100%; border-collapse: collapse; margin-top: 1rem; background: var(--sheet) }
th, td { text-align: left; padding: .6rem .8rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
dialog { position: fixed; inset: 0 0 0 auto; margin: 0; width: min(35rem, 100%); height: 100vh; max-height: none; padding: 0; border: 0; border-left: 1px solid var(--line); background: var(--sheet); color: var(--ink) }
dialog::backdrop { background: #0006 } dialog form { display: flex; flex-direction: column; height: 100% }
.fields { overflow: auto; padding: 1.5rem; flex: 1 } .fields > label, fieldset { display: block; margin: 0 0 1rem } .foot { display: flex; justify-content: flex-end; gap: .5rem; padding: 1rem 1.5rem; border-top: 1px solid var(--line) }
fieldset { border: 0; padding: 0 } legend { font-weight: 600; padding: 0 } .fields > label > span { display: block; font-weight: 600; margin-bottom: .2rem }
.group { margin: .8rem 0; padding-top: .6rem; border-top: 1px solid var(--line) } .group legend { font-size: .95rem } .group label { display: inline-flex; gap: .35rem; margin: .3rem 1.2rem 0 0 }
.row { display: flex; gap: .5rem } .row button { white-space: nowrap } .row input { font-family: monospace; font-size: .95rem } .notice { border: 1px solid var(--accent); padding: 1rem 1.2rem; margin: 1rem 0; background: var(--sheet) } .notice.bad { border-color: var(--warn) }
`

const script = `
const panel = document.querySelector('dialog'), scopes = document.querySelector('#scopes'), more = document.querySelector('#more')
document.querySelector('#new').onclick = () => { panel.showModal(); panel.querySelector('[name=name]').focus() }
document.querySelector('#cancel').onclick = () => panel.close()
const show = () => {
  scopes.hidden = !panel.querySelector('[value=custom][name=access]').checked
  document.querySelector('#date').hidden = panel.querySelector('[name=expiration]').value !== 'custom'
}
panel.addEventListener('change', show); show()
document.querySelector('#all').onclick = (event) => {
  more.hidden = !more.hidden
  event.target.setAttribute('aria-expanded', String(!more.hidden))
  event.target.textContent = more.hidden ? 'Show all scopes' : 'Show less scopes'
}
const copy = document.querySelector('#copy')
if (copy) copy.onclick = async () => {
  const field = document.querySelector('#token')
  field.select()
  try { await navigator.clipboard.writeText(field.value) } catch { document.execCommand('copy') }
  document.querySelector('#copied').textContent = 'Copied to clipboard'
}
for (const form of document.querySelectorAll('form.revoke')) form.onsubmit = () => confirm('Revoke this token? What uses it will stop.')
`

/** What was just done on the page. */
export type Outcome =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'made'; readonly token: StoredToken; readonly value: string }
  | { readonly kind: 'revoked'; readonly name: string }
  | { readonly kind: 'refused'; readonly message: string }

function outcomeNotice(outcome: Outcome): Markup {
  switch (outcome.kind) {
    case 'nothing':
      return nothing
    case 'made':
      return markup`<section class="notice" aria-labelledby="made"><h2 id="made">Success!</h2>
<p>You have successfully added a new personal access token. Copy the token now!</p>
<div class="row"><input id="token" type="text" readonly aria-label="Token" value="${outcome.value}">
<button id="copy" class="first" type="button">Copy to clipboard</button></div><p id="copied" role="status"></p>
<p><strong>Warning</strong> - Make sure you copy the token now. We don't store it and you will not be able to see it again.</p></section>`
    case 'revoked':
      return markup`<section class="notice" role="status">${outcome.name} was revoked.</section>`
    case 'refused':
      return markup`<section class="notice bad" role="alert">${outcome.message}</section>`
    default:
      return outcome satisfies never
  }
}

const day = (milliseconds: number) =>
  new Date(milliseconds).toLocaleDateString('en-US', { dateStyle: 'medium', timeZone: 'UTC' })

function scopeGroup({ title, scopes }: ScopeGroup): Markup {
  const boxes = scopes.map(
    ([id, label]) =>
      markup`<label><input type="checkbox" name="scope" value="${id}" aria-label="${title}: ${label}">${label}</label>`
  )
  return markup`<fieldset class="group"><legend>${title}</legend>${boxes}</fieldset>`
}

interface PanelFacts {
  readonly organization: Organization
  readonly action: string
  readonly now: number
  /** Days, by policy. */
  readonly maximumLife: number | null
}

function newTokenPanel({ organization, action, now, maximumLife }: PanelFacts): Markup {
  const lives = [30, 60, 90].filter((days) => days <= (maximumLife ?? 90))
  const dates = (lives.length > 0 ? lives : [Math.floor(maximumLife ?? 90)]).map(
    (days) => markup`<option value="${days}">${days} days (${day(now + days * 24 * 60 * 60 * 1000)})</option>`
  )
  const { creation, noFullScope = false } = organization.policies ?? {}
  const groups = scopeGroups.filter((one) => creation !== 'packaging-only' || one.title === 'Packaging')
  const full = markup`<label><input type="radio" name="access" value="full"> Full access</label>`
  return markup`<dialog aria-labelledby="panel-title"><form method="post" action="${action}">
<input type="hidden" name="action" value="create"><div class="fields">
<h2 id="panel-title">Create a new personal access token</h2>
<label><span>Name</span><input type="text" name="name" required autocomplete="off"></label>
<label><span>Organization</span><select name="organization"><option>${organization.name}</option></select></label>
<label><span>Expiration (UTC)</span><select name="expiration">${dates}<option value="custom">Custom defined</option></select></label>
<label id="date" hidden><span>Expires on (UTC)</span><input type="date" name="date"></label>
<fieldset><legend>Scopes</legend><p class="quiet">Authorize the scope of access associated with this token</p>
${noFullScope || creation !== undefined ? nothing : full}
<label><input type="radio" name="access" value="custom" checked> Custom defined</label></fieldset>
<div id="scopes">${groups.filter((one) => one.first).map(scopeGroup)}
<div id="more" hidden>${groups.filter((one) => !one.first).map(scopeGroup)}</div>
<button type="button" id="all" aria-expanded="false" aria-controls="more">Show all scopes</button></div></div>
<div class="foot"><button class="first">Create</button><button type="button" id="cancel">Cancel</button></div></form></dialog>`
}

function tokenRow(token: StoredToken, state: ReturnType<TokenStore['stateOf']>, action: string): Markup {
  const status = { active: 'Active', expired: 'Expired', revoked: 'Revoked' }[state]
  const scopes = token.scope === 'app_token' ? 'Full access' : token.scope
  const revoke = markup`<form class="revoke" method="post" action="${action}"><input type="hidden" name="action" value="revoke">
<input type="hidden" name="id" value="${token.authorizationId}"><button aria-label="Revoke ${token.displayName}">Revoke</button></form>`
  return markup`<tr><td>${token.displayName}<br><span class="quiet">${scopes}</span></td><td>${status}</td>
<td>${token.allOrgs ? 'All accessible organizations' : token.organization}</td><td>${day(token.validTo)}</td>
<td>${state === 'active' ? revoke : nothing}</td></tr>`
}

/** The page on which a person makes and revokes tokens by hand. */
export function tokenPage(
  options: PanelFacts & {
    readonly person: Person
    readonly tokens: readonly StoredToken[]
    readonly stateOf: TokenStore['stateOf']
    readonly outcome: Outcome
  }
): string {
  const { organization, person, tokens, stateOf, outcome, action } = options
  const restricted = organization.policies?.creation === 'off'
  const start = restricted
    ? markup`<button id="new" type="button" disabled>+ New Token</button><p>Your organization restricts the creation of personal access tokens. Ask an administrator.</p>`
    : markup`<button id="new" class="first" type="button">+ New Token</button>`
  const rows = tokens.map((token) => tokenRow(token, stateOf(token), action))
  const table = markup`<table><thead><tr><th>Token name</th><th>Status</th><th>Organization</th><th>Expires on</th><th>Actions</th></tr></thead><tbody>${rows}</tbody></table>`
  return page(
    'Personal Access Tokens - Settings',
    style,
    markup`<header><b>Azure DevOps (simulated)</b><span aria-hidden="true">/</span><span>${organization.name}</span><span class="quiet">${person.upn}</span></header>
<div class="columns"><nav aria-label="User settings"><strong>User settings</strong><ul><li aria-current="page">Personal access tokens</li></ul></nav>
<main><h1>Personal Access Tokens</h1><p class="quiet">These can be used instead of a password for applications like Git.</p>
${start}${outcomeNotice(outcome)}
${rows.length === 0 ? markup`<p>You have no personal access tokens yet.</p>` : table}</main></div>
${newTokenPanel(options)}<script>${{ html: script }}</script>`
  )
}
